internal import ArgumentParser
internal import CommandSupport
internal import TestChecks

@main
struct TestGate: Program {
  static let configuration = CommandConfiguration(
    commandName: "test-gate",
    abstract: "Check that every affected service ran its tests.",
    discussion: """
      EXAMPLES:
        test-gate lint reports/junit.xml --exit-status 0
        # Which suites a change affects, and why:
        test-gate plan
        # Which dependencies the policy does not know:
        test-gate graph --check
        # Runs them:
        test-gate run --output tests.json
        # And the verdict anywhere:
        test-gate check --tool-report tests.json
        test-gate explain tests/nothing-executed
      """,
    version: Version.current,
    subcommands: [
      RunningCheckCommand<TestCheck>.self,
      RunCommand<TestCheck>.self,
      LintReportsCommand.self,
      IngestReportsCommand.self,
      PlanCommand.self,
      GraphCommand.self,
      PrePushCommand<TestCheck>.self,
      RulesCommand<TestCheck>.self,
      ExplainCommand<TestCheck>.self,
      PolicyCommand<TestCheck>.self,
      BaselineCommand<TestCheck>.self,
    ])

  static func main() async { await start() }
}
