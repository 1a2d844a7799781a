internal import ArgumentParser
internal import CommandSupport
internal import LintChecks

@main
struct LintGate: Program {
  static let configuration = CommandConfiguration(commandName: "lint-gate", version: Version.current)

  static func main() async { await start() }
}
