internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings
internal import Git

/// `contracts record-example`: keeps a message as a golden one.
struct RecordExampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record-example",
    abstract: "Keep a message as a golden one.",
    discussion: """
      The schema says whether it is written to examples/<artifact>/valid/ or to examples/<artifact>/invalid/. Given the
      witness of a breaking change, the break stays tested.

      Exit status: 0 it is written, 2 it cannot be, 64 for a wrong command line.

      EXAMPLES:
        contracts record-example orders/order-placed.v1 message.json
        contracts record-example order-placed.v1 - \\
          --name without-total < witness.json
      """)

  @Argument(help: ArgumentHelp("The schema, by its path below the root or its name.", valueName: "artifact"))
  var artifact: String

  @Argument(help: ArgumentHelp("The message, in JSON; - is standard input.", valueName: "message"), completion: .file())
  var message: String

  @Option(help: "The name of the file, without its ending; a digest of the message when it is not given.")
  var name: String?

  @Option(help: ArgumentHelp("The repository; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  func validate() throws {
    if let name, name.isEmpty || name.contains("/") || name.hasPrefix(".") {
      throw ValidationError("--name is the name of a file, without folders")
    }
  }

  func run() async throws {
    try ContractState.stopping("could not keep the message") {
      let bytes = message == "-" ? try Files.input(limit: 16 << 20) : try Files.contents(of: message, limit: 16 << 20)
      let document: Document
      do throws(DocumentError) {
        document = try Document.json(SourceText(bytes))
      } catch {
        throw Undecidable("it is not JSON: \(error.message)", help: error.help ?? "")
      }
      let state = try ContractState(at: "HEAD", of: repository)
      let text = document.root.jsonBytes(pretty: true) + [0x0A]
      let digest = String(Digest.sha256(of: text).description.suffix(12))
      let example = try RecordedExample(
        of: document.root, for: artifact, name: name ?? digest, in: state.snapshot, policy: state.policy)
      guard let folder = state.repository.workingTree else {
        throw Undecidable("a bare repository has no files", help: "run it in a clone with a working tree")
      }
      let path = "\(folder)/\(example.path)"
      try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      try Files.write(text, to: path)
      try Files.writeToOutput(Array("\(example.path)\n".utf8))
    }
  }
}
