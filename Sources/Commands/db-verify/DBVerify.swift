internal import ArgumentParser
internal import CommandSupport
internal import MigrationChecks

@main
struct DBVerify: Program {
  static let configuration = CommandConfiguration(
    commandName: "db-verify",
    abstract: "Check the migrations of a PostgreSQL database: one transaction each way, a way back, and in order.",
    discussion: """
      EXAMPLES:
        db-verify check
        db-verify check --base origin/main --format json
        # The new migrations on a PostgreSQL of its own, and the verdict anywhere, at any time:
        db-verify rehearse --output rehearsal.json
        db-verify check --tool-report rehearsal.json
        # Without a repository:
        db-verify lint db/migrations/eng/*.sql
        # As the hook of git:
        db-verify pre-push "$@"
        # An empty migration, and an entry of the audit:
        db-verify new add_backlog_estimate
        db-verify audit append --ran run_checks.sh --result pass
        # What staging lacks, and which of its rows have no owner:
        db-verify apply --environment staging --dsn service=staging
        db-verify coverage --dsn service=staging
        db-verify rules
        db-verify explain db/missing-down
      """,
    version: "\(Version.current) (grammar of PostgreSQL \(SupportedGrammar.version))",
    subcommands: [
      RunningCheckCommand<MigrationCheck>.self,
      RehearseCommand.self,
      LintCommand<MigrationCheck>.self,
      PrePushCommand<MigrationCheck>.self,
      RulesCommand<MigrationCheck>.self,
      ExplainCommand<MigrationCheck>.self,
      PolicyCommand<MigrationCheck>.self,
      BaselineCommand<MigrationCheck>.self,
      NewCommand.self,
      AuditCommand.self,
      ApplyCommand.self,
      CoverageCommand.self,
    ])

  static func main() async { await start() }
}
