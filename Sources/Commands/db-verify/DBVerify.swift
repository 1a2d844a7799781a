internal import ArgumentParser
internal import CommandSupport
internal import MigrationChecks

@main
struct DBVerify: Program {
  static let configuration = CommandConfiguration(
    commandName: "db-verify",
    abstract: "Judges the migrations of a PostgreSQL database: one transaction each way, a way back, and in order.",
    discussion: """
      EXAMPLES:
        db-verify check
        db-verify check --base origin/main --format json
        db-verify lint db/migrations/eng/*.sql            without a repository
        db-verify pre-push "$@"                           as the hook of git
        db-verify new add_backlog_estimate                 an empty migration
        db-verify audit append --ran run_checks.sh --result pass
        db-verify rules
        db-verify explain db/missing-down
      """,
    version: "\(Version.current) (grammar of PostgreSQL \(SupportedGrammar.version))",
    subcommands: [
      CheckCommand<MigrationCheck>.self,
      LintCommand<MigrationCheck>.self,
      PrePushCommand<MigrationCheck>.self,
      RulesCommand<MigrationCheck>.self,
      ExplainCommand<MigrationCheck>.self,
      PolicyCommand<MigrationCheck>.self,
      BaselineCommand<MigrationCheck>.self,
      NewCommand.self,
      AuditCommand.self,
    ])

  static func main() async { await start() }
}
