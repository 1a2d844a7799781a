internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import TestChecks
internal import TestReports

/// `test-gate ingest REPORT…`: makes evidence of reports that another step wrote.
struct IngestReportsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Write evidence of reports that another step wrote.",
    discussion: """
      The evidence is bound to what the suite depends on at HEAD, so run it on the commit that the tests ran on; \
      --commit says which one that was, and another one is refused. `check` takes the evidence only where the file of \
      the workflow equals the base's, unless `evidence.from` of the policy says otherwise.

      Exit status: 0 where evidence was written, whatever it says; 2 where there is none; 64 for a wrong command line.

      EXAMPLES:
        test-gate ingest junit.xml --suite orders/unit --exit-status 0 \\
          --workflow .github/workflows/ci.yml --artifact junit \\
          --digest sha256:… --commit "$GITHUB_SHA" --output tests.json
        test-gate check --tool-report tests.json
      """)

  @Argument(help: ArgumentHelp("The reports of one run, all of them.", valueName: "report"), completion: .file())
  var reports: [String]

  @Option(help: ArgumentHelp("The suite, as `plan` names it: orders/unit, or orders/unit-2.", valueName: "name"))
  var suite: String

  @Option(help: ArgumentHelp("How the command ended that wrote them.", valueName: "status"))
  var exitStatus: Int?

  @Option(help: ArgumentHelp("The command that wrote them.", valueName: "line"))
  var command: String?

  @Option(help: ArgumentHelp("The file of the workflow, from the root of the repository.", valueName: "path"))
  var workflow: String?

  @Option(help: ArgumentHelp("The artifact that they come from.", valueName: "name"))
  var artifact: String?

  @Option(
    help: ArgumentHelp("SHA-256 of each report in its turn, as the step said that wrote it.", valueName: "sha256"))
  var digest: [String] = []

  @Option(help: ArgumentHelp("The commit that the tests ran on.", valueName: "commit"))
  var commit: String?

  @Option(help: ArgumentHelp("Where the evidence is written (default: standard output).", valueName: "file"))
  var output: String?

  @OptionGroup var compared: ComparedOptions

  func validate() throws {
    guard !reports.isEmpty else { throw ValidationError("name the reports: `test-gate ingest REPORT…`") }
    guard digest.isEmpty || digest.count == reports.count else {
      throw ValidationError("give --digest once for each report, in the same order")
    }
  }

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let found: (record: TestRunRecord, judged: String)? = try compared.withChange(
      for: TestCheck.self, surroundings
    ) { matter in
      let record = try TestRunRecord(of: suite, in: matter.change, policy: matter.policy)
      return record.map { ($0, matter.judged.description) }
    }
    guard let found else {
      throw FileProblem(description: "`\(suite)` is not a suite of the policy; `test-gate plan` names them")
    }
    var record = found.record
    let judged = found.judged
    if let commit, !judged.hasPrefix(commit) || commit.count < 7 {
      throw FileProblem(description: "the tests ran on \(commit), and HEAD is \(judged)")
    }
    var digests: [String] = []
    for (index, path) in reports.enumerated() {
      guard let bytes = try Files.contents(ofAny: path, limit: Self.limit) else {
        record.reports.append(GivenTestReport(path: path, .missing))
        continue
      }
      let own = Digest.sha256(of: bytes).description
      if !digest.isEmpty, digest[index] != own, "sha256:" + digest[index] != own {
        throw FileProblem(description: "\(path) is \(own), and the step that wrote it had \(digest[index])")
      }
      digests.append(own)
      record.reports.append(GivenTestReport(path: path, WrittenReport.content(at: path)))
    }
    record.command = command.map(ShellWords.split) ?? []
    record.exitStatus = exitStatus
    record.endedAt = surroundings.now
    record.origin = TestRunRecord.Origin(artifact: artifact, digests: digests, workflow: workflow, commit: judged)
    let bytes = TestEvidence([record]).bytes
    guard let output else { return try Files.writeToOutput(bytes) }
    try Files.write(bytes, to: output)
  }

  /// The largest report, in bytes.
  private static let limit = 256 << 20
}
