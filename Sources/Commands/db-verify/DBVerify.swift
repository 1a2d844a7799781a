internal import ArgumentParser
internal import CommandSupport
internal import MigrationChecks

@main
struct DBVerify: Program {
  static let configuration = CommandConfiguration(commandName: "db-verify", version: Version.current)

  static func main() async { await start() }
}
