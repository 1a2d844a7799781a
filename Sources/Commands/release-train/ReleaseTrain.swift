internal import ArgumentParser
internal import CommandSupport
internal import ReleaseChecks

@main
struct ReleaseTrain: Program {
  static let configuration = CommandConfiguration(commandName: "release-train", version: Version.current)

  static func main() async { await start() }
}
