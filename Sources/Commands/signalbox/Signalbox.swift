internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import LintChecks
internal import MigrationChecks
internal import ReleaseChecks
internal import TestChecks

@main
struct Signalbox: Program {
  static let configuration = CommandConfiguration(
    commandName: "signalbox",
    abstract: "Run all checks on a change.",
    discussion: """
      EXAMPLES:
        signalbox check
        signalbox check --only contracts,db-verify
        # Check what `git push` sends:
        signalbox hooks install
        signalbox explain contracts/duplicate-key
      """,
    version: Version.current,
    subcommands: [
      CheckCommand<AllChecks>.self,
      PrePushCommand<AllChecks>.self,
      InitCommand.self,
      DoctorCommand.self,
      HooksCommand.self,
      RulesCommand<AllChecks>.self,
      ExplainCommand<AllChecks>.self,
      PolicyCommand<AllChecks>.self,
      LanguageServerCommand.self,
    ])

  static func main() async { await start() }
}

/// Every check there is, in the order of their reports.
enum AllChecks: CheckSuite {
  static let name = "signalbox"
  static let checks: [any Check.Type] = [
    ContractCheck.self, MigrationCheck.self, LintCheck.self, TestCheck.self,
    ChangeControlCheck.self, ReleaseCheck.self,
  ]
}
