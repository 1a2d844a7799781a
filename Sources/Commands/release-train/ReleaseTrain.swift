internal import ArgumentParser
internal import CommandSupport
internal import ReleaseChecks

@main
struct ReleaseTrain: Program {
  static let configuration = CommandConfiguration(
    commandName: "release-train",
    abstract: "Says what the weekly train lets through: when staging is frozen, and when production is cut.",
    discussion: """
      EXAMPLES:
        release-train status
        release-train status --now 2026-11-19T09:00:00Z --format json
        release-train status --evidence evidence.json
        release-train gate deploy --environment production --evidence evidence.json
        release-train check --base origin/main
        release-train explain release/weekly-freeze
      """,
    version: Version.current,
    subcommands: [
      CheckCommand<ReleaseCheck>.self,
      GateCommand.self,
      StatusCommand.self,
      ManifestCommand.self,
      ScheduleCommand.self,
      HistoryCommand.self,
      BoardCommand.self,
      RecordCommand.self,
      PrePushCommand<ReleaseCheck>.self,
      RulesCommand<ReleaseCheck>.self,
      ExplainCommand<ReleaseCheck>.self,
      PolicyCommand<ReleaseCheck>.self,
      BaselineCommand<ReleaseCheck>.self,
    ])

  static func main() async { await start() }
}
