internal import ArgumentParser
internal import ChangeControlChecks
internal import CommandSupport

@main
struct ChangeControl: Program {
  static let configuration = CommandConfiguration(
    commandName: "change-control",
    abstract: "Checks decisions, Terraform plans, cost, access, dashboards, alarms and postmortems of a change.",
    discussion: """
      EXAMPLES:
        change-control check --evidence evidence.json
        change-control plan attach --environment production --plan tf.plan \\
          --json plan.json --output plan-production.json
        change-control audit --evidence evidence.json
        change-control adr new "Topics are made by one module"
        change-control explain change/missing-decision
      """,
    version: Version.current,
    subcommands: [
      CheckCommand<ChangeControlCheck>.self,
      AuditCommand.self,
      PlanCommand.self,
      DecisionCommand.self,
      AgendaCommand.self,
      PrePushCommand<ChangeControlCheck>.self,
      RulesCommand<ChangeControlCheck>.self,
      ExplainCommand<ChangeControlCheck>.self,
      PolicyCommand<ChangeControlCheck>.self,
      BaselineCommand<ChangeControlCheck>.self,
    ])

  static func main() async { await start() }
}
