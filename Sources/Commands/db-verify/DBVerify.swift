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
        db-verify rehearse --output rehearsal.json        runs the new migrations on a PostgreSQL of its own …
        db-verify check --tool-report rehearsal.json      … and the verdict anywhere, at any time
        db-verify lint db/migrations/eng/*.sql            without a repository
        db-verify pre-push "$@"                           as the hook of git
        db-verify rules
        db-verify explain db/missing-down
      """,
    version: Version.current,
    subcommands: [
      RunningCheckCommand<MigrationCheck>.self,
      RehearseCommand.self,
      LintCommand<MigrationCheck>.self,
      PrePushCommand<MigrationCheck>.self,
      RulesCommand<MigrationCheck>.self,
      ExplainCommand<MigrationCheck>.self,
      PolicyCommand<MigrationCheck>.self,
      BaselineCommand<MigrationCheck>.self,
    ])

  static func main() async { await start() }
}
