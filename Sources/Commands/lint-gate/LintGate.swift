internal import ArgumentParser
internal import CommandSupport
internal import LintChecks

@main
struct LintGate: Program {
  static let configuration = CommandConfiguration(
    commandName: "lint-gate",
    abstract: "Check that linters ran on the change and found no violation.",
    discussion: """
      EXAMPLES:
        # Run the linters, then check:
        lint-gate check --run
        # In a job without secrets:
        lint-gate run --output lint.json
        # And the verdict anywhere, at any time:
        lint-gate check --tool-report lint.json
        lint-gate explain lint/file-not-linted
      """,
    version: Version.current,
    subcommands: [
      RunningCheckCommand<LintCheck>.self,
      RunCommand<LintCheck>.self,
      IngestCommand<LintCheck>.self,
      PrePushCommand<LintCheck>.self,
      RulesCommand<LintCheck>.self,
      ExplainCommand<LintCheck>.self,
      PolicyCommand<LintCheck>.self,
      BaselineCommand<LintCheck>.self,
    ])

  static func main() async { await start() }
}
