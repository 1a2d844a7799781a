internal import ArgumentParser
internal import CommandSupport
internal import ContractChecks

@main
struct Contracts: Program {
  static let configuration = CommandConfiguration(
    commandName: "contracts",
    abstract: "Check the contracts between services: JSON Schemas, and the JSON and YAML beside them.",
    discussion: """
      EXAMPLES:
        contracts check
        contracts check --base origin/main --format json
        # As the hook of git:
        contracts pre-push "$@"
        contracts validate order.v1.json messages.jsonl
        contracts compare order.v1.json order.v2.json
        contracts rules
        contracts explain contracts/duplicate-key
      """,
    version: Version.current,
    subcommands: [
      CheckCommand<ContractCheck>.self,
      PrePushCommand<ContractCheck>.self,
      RulesCommand<ContractCheck>.self,
      ExplainCommand<ContractCheck>.self,
      PolicyCommand<ContractCheck>.self,
      BaselineCommand<ContractCheck>.self,
      LintCommand<ContractCheck>.self,
      ValidateCommand.self,
      MetaschemaCommand.self,
      BundleCommand.self,
      CompareCommand.self,
      PersonalDataCommand.self,
      TestCommand.self,
      RecordExampleCommand.self,
      MessagesCommand.self,
      CanIDeployCommand.self,
    ])

  static func main() async { await start() }
}
