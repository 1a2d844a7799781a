internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Findings

/// `contracts test`: judges all golden messages, and runs the contract tests of the services that a change affects.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Check all golden messages, and run the contract tests of affected services.",
    discussion: """
      Golden messages are kept in examples/<artifact>/valid/ and examples/<artifact>/invalid/ below the root. `contracts
      check` covers those that a change affects; this covers all of them.

      With --output the contract tests of the services that the change affects are run as well (`tests` in the policy of the \
      base), in the working tree, and what they come to is written. That runs code of the change: use a job without secrets. \
      `contracts check --tool-report` decides by it.

      Exit status: 0 all is as it should be, 1 a message or a test is not, 2 there are none or they cannot be read, 64 for a
      wrong command line.

      EXAMPLES:
        contracts test
        contracts test --commit v1.2
        contracts test --output tests.json
        contracts check --tool-report tests.json
      """)

  @Option(help: ArgumentHelp("The commit whose messages are checked.", valueName: "rev"))
  var commit = "HEAD"

  @Option(help: ArgumentHelp("Where the report of the services' tests is written.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Commit that the services' tests are chosen by (default: merge base with the default branch).", valueName: "rev"))
  var base: String?

  @Option(help: ArgumentHelp("The repository; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  func validate() throws {
    if base != nil, output == nil { throw ValidationError("--base means nothing without --output") }
  }

  func run() async throws {
    var verdicts: [Verdict] = []
    try ContractState.stopping("could not check the golden messages") { verdicts.append(try goldenVerdict()) }
    if let output {
      let command = self
      try await ContractState.stopping("could not run the contract tests") {
        verdicts.append(try await Interruption.watched { try await command.servicesVerdict(output) })
      }
    }
    // Nothing that was executed is nothing that has passed.
    let verdict: Verdict = verdicts.contains(.fail) ? .fail : verdicts.contains(.pass) ? .pass : .undecided
    if verdict != .pass { throw ExitCode(verdict.exitCode) }
  }

  private func goldenVerdict() throws -> Verdict {
    let state = try ContractState(at: commit, of: repository)
    let run = GoldenRun(state.snapshot, policy: state.policy)
    let lines = run.failures.map { failure in
      let line = failure.place.span.map { ":\($0.start)" } ?? ""
      return "\(failure.place.path)\(line): \(failure.message)\n"
    }
    let messages = Report.counted(run.judged, "golden message")
    if run.judged == 0, run.failures.isEmpty {
      try Files.writeToOutput(Array("there are no golden messages\n".utf8))
      return .undecided
    }
    let last = run.failures.isEmpty ? "\(messages): ok\n" : "\(run.failures.count) of \(messages) failed\n"
    try Files.writeToOutput(Array((lines.joined() + last).utf8))
    return run.failures.isEmpty ? .pass : .fail
  }

  private func servicesVerdict(_ output: String) async throws -> Verdict {
    var verdict = Verdict.undecided
    try await CheckRun.inWorkingTree(of: ContractCheck.self, base: base, repository: repository) {
      matter, environment in
      let report = try await ContractTestRunner.report(on: matter, environment: environment)
      try Files.write(report.bytes, to: output)
      let lines = report.lines.isEmpty ? ["no service has contract tests that the change affects"] : report.lines
      try Files.writeToOutput(Array((lines.joined(separator: "\n") + "\n").utf8))
      verdict = report.lines.isEmpty ? .undecided : report.verdict
    }
    return verdict
  }
}
