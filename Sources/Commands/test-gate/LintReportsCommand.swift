internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Findings
internal import TestChecks
internal import TestReports

/// `test-gate lint REPORT…`: judges loose reports of one run.
struct LintReportsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check test reports without a repository.",
    discussion: """
      Reports of jest, vitest, mocha, RSpec, minitest, pytest, Surefire, Gradle, Go, gotestsum, CTest and Swift in \
      JUnit's XML, TAP, `go test -json`, JSON of RSpec, jest and mocha, TRX, NUnit and xUnit.net are told apart by what \
      is in them. A report that cannot be read whole is not read at all.

      Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

      EXAMPLES:
        test-gate lint reports/junit.xml --exit-status $?
        test-gate lint unit.xml --exit-status 0 --base-report main/unit.xml
        test-gate lint rspec.json --exit-status 0 --command "rspec --tag fast" \\
          --format json
      """)

  @Argument(help: ArgumentHelp("The reports of one run, all of them.", valueName: "report"), completion: .file())
  var reports: [String]

  @Option(help: ArgumentHelp("How the command ended that wrote them.", valueName: "status"))
  var exitStatus: Int?

  @Option(help: ArgumentHelp("The command, for what shows in nothing else.", valueName: "line"))
  var command: String?

  @Option(
    help: ArgumentHelp("A report of the base, whose tests have to be there; may be repeated.", valueName: "report"))
  var baseReport: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard reports.isEmpty else { return }
    throw ValidationError("name the reports: `test-gate lint REPORT…`")
  }

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let now = common.now ?? surroundings.now
    var base: [TestReport] = []
    for path in baseReport { base.append(try readable(path)) }
    let part = SuiteRun.Part(
      ending: exitStatus.map { .exited($0) } ?? .unknown, command: command.map(ShellWords.split) ?? [],
      reports: reports.map { GivenTestReport(path: $0, WrittenReport.content(at: $0)) })
    let names = baseReport.isEmpty ? nil : BaseTests(base)
    let report = await TestCheck.looseReport(
      policy: try common.policyFolder(surroundings), circumstances: Circumstances(stage: .prePush, now: now),
      version: Version.current
    ) { policy in
      LooseSubject(
        subject: TestChange(loose: [part], base: names, policy: policy, now: now), paths: Set(reports))
    }
    try common.write([report], surroundings)
    throw ExitCode(report.verdict.exitCode)
  }

  /// A report that has to be there.
  private func readable(_ path: String) throws(FileProblem) -> TestReport {
    switch WrittenReport.content(at: path) {
    case .read(let report): return report
    case .missing: throw FileProblem(description: "\(path) cannot be read: there is no such file")
    case .unreadable(let why): throw FileProblem(description: "\(path) is no report of tests: \(why)")
    }
  }
}
