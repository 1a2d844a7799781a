internal import ArgumentParser
internal import CommandSupport
internal import LintChecks

@main
struct LintGate: Program {
  static let configuration = CommandConfiguration(
    commandName: "lint-gate",
    abstract: "Judges whether ESLint and RuboCop have looked at what changes, and object to nothing in it.",
    discussion: """
      EXAMPLES:
        lint-gate check --run                               runs the linters, and judges
        lint-gate run --output lint.json                    in a job without secrets …
        lint-gate check --tool-report lint.json             … and the verdict anywhere, at any time
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
