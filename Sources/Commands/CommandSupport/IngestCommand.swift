package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> ingest`: judges a change by reports that other steps wrote.
package struct IngestCommand<C: ToolRunningCheck>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "ingest",
      abstract: "Check a change by reports that other steps wrote.",
      discussion: """
        JSON of ESLint, RuboCop and Brakeman, SARIF 2.1.0 and the XML of Checkstyle are told apart by what is in them, and may be mixed. There \
        is no run of the base, so every finding counts. Where the format can tell that a file was looked at, that is \
        evidence; where it cannot, the check is undecided. How the tool ended says more than its report: give it.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(C.name) ingest brakeman.json --exit-status $? --stderr brakeman.log
          \(C.name) ingest eslint.json shellcheck.sarif
        """)
  }

  @Argument(help: ArgumentHelp("The reports.", valueName: "report"), completion: .file())
  var reports: [String]

  @Option(help: ArgumentHelp("How the tool ended that wrote them.", valueName: "status"))
  var exitStatus: Int?

  @Option(help: ArgumentHelp("What the tool said on its standard error.", valueName: "file"))
  var stderr: String?

  @OptionGroup(title: "Check options") var options: CheckOptions

  package init() {}

  package func validate() throws {
    guard reports.isEmpty else { return }
    throw ValidationError("name the reports: `\(C.name) ingest REPORT…`")
  }

  package func run() async throws {
    let error = try stderr.map { path throws(FileProblem) in try Files.contents(of: path, limit: Self.logLimit) } ?? []
    var given: [ToolReport] = []
    for path in reports {
      let bytes = try Files.contents(ofAny: path, limit: Self.reportLimit)
      var report = ToolReport(path: path, bytes: bytes ?? [])
      report.isMissing = bytes == nil
      report.exitStatus = exitStatus
      report.standardError = error
      given.append(report)
    }
    try await options.judge(by: [C.self], as: C.name, Surroundings.ofThisProcess()) { run, _ in
      run.circumstances.toolReports += given
    }
  }

  /// In bytes.
  private static var reportLimit: Int { 256 << 20 }
  private static var logLimit: Int { 64 << 20 }
}
