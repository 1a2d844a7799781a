internal import ArgumentParser
internal import CommandSupport
internal import TestChecks

@main
struct TestGate: Program {
  static let configuration = CommandConfiguration(
    commandName: "test-gate",
    abstract: "Judges whether every affected service ran its tests, and whether tests really executed.",
    discussion: """
      EXAMPLES:
        test-gate lint reports/junit.xml --exit-status 0
        test-gate plan                                     which suites a change affects, and why
        test-gate graph --check                            which dependencies the policy does not know
        test-gate run --output tests.json                  runs them …
        test-gate check --tool-report tests.json           … and the verdict anywhere
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
