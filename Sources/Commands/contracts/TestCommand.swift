internal import ArgumentParser
internal import CommandSupport
internal import ContractChecks
internal import Findings

/// `contracts test`: judges all golden messages.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Check all golden messages against their schemas.",
    discussion: """
      Golden messages are kept in examples/<artifact>/valid/ and examples/<artifact>/invalid/ below the root. `contracts
      check` covers those that a change affects; this covers all of them. The contract tests of services are suites of
      `test-gate`, which runs them where a contract changes that they produce or consume.

      Exit status: 0 all are as their folders say, 1 one is not, 2 there are none or they cannot be read, 64 for a wrong
      command line.

      EXAMPLES:
        contracts test
        contracts test --commit v1.2
      """)

  @Option(help: ArgumentHelp("The commit whose messages are checked.", valueName: "rev"))
  var commit = "HEAD"

  @Option(help: ArgumentHelp("The repository; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  func run() async throws {
    try ContractState.stopping("could not check the golden messages") {
      let state = try ContractState(at: commit, of: repository)
      let run = GoldenRun(state.snapshot, policy: state.policy)
      let lines = run.failures.map { failure in
        let line = failure.place.span.map { ":\($0.start)" } ?? ""
        return "\(failure.place.path)\(line): \(failure.message)\n"
      }
      let messages = Report.counted(run.judged, "golden message")
      let last = run.failures.isEmpty ? "\(messages): ok\n" : "\(run.failures.count) of \(messages) failed\n"
      try Files.writeToOutput(Array((lines.joined() + last).utf8))
      // Nothing that was executed is nothing that has passed.
      let verdict: Verdict = run.judged == 0 ? .undecided : run.failures.isEmpty ? .pass : .fail
      if verdict != .pass { throw ExitCode(verdict.exitCode) }
    }
  }
}
