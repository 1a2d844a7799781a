internal import ArgumentParser
internal import CommandSupport
internal import Documents

/// `signalbox lsp`: the checks in an editor, by the Language Server Protocol (3.17) over standard input and output.
struct LanguageServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve diagnostics and quick fixes to an editor.",
    discussion: """
      Speaks the Language Server Protocol over standard input and output, for contracts, migrations and policy files; \
      docs/editors.md has the settings of VS Code, Neovim and Helix. Files are checked as `lint` does, as they are in \
      the editor, by the policy in `.signalbox/` of the workspace. It opens no socket and runs no program.

      EXAMPLES:
        signalbox lsp
      """)

  func run() async throws {
    var server = LanguageServer(Surroundings.ofThisProcess())
    while server.exitStatus == nil, let bytes = try Files.inputMessage() {
      for message in await server.answers(to: bytes) {
        let body = message.jsonBytes(pretty: false)
        try Files.writeToOutput(Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body)
      }
    }
    // An editor that goes without saying so is as good as one that does.
    throw ExitCode(server.exitStatus ?? 0)
  }
}
