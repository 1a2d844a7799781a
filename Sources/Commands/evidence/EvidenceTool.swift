internal import ArgumentParser
internal import CommandSupport

@main
struct EvidenceTool: Program {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Collect approvals, checks and deployments from GitHub.",
    discussion: """
      This is the only one of the executables that uses the network. The checks read what it writes: --evidence FILE.

      EXAMPLES:
        evidence collect --output evidence.json
        contracts check --stage merge --evidence evidence.json
      """,
    version: Version.current,
    subcommands: [CollectCommand.self])

  func run() throws {
    throw ValidationError("missing subcommand; see `evidence --help`")
  }

  static func main() async { await start() }
}
