internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings

/// `contracts personal-data`: lists the fields of schemas, and which of them are about persons.
struct PersonalDataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "personal-data",
    abstract: "List the fields of schemas that hold personal data.",
    discussion: """
      Fields are found by annotations, names in their context, formats and examples, through references among the files.
      With --format lines each field is a line of JSON: {"path": "TITLE#/field", "file", "pointer", "personal", "reason"}.

      Exit status: 0 no field is personal, 1 some are, 2 a file cannot be read, 64 for a wrong command line.

      EXAMPLES:
        contracts personal-data platform/contracts/orders/*.json
        contracts personal-data --format lines *.schema.json
      """)

  @Argument(help: ArgumentHelp("The schemas, JSON or YAML.", valueName: "file"), completion: .file())
  var files: [String]

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case lines
  }

  @Option(help: "text names the personal fields; lines writes all fields as JSON lines.")
  var format: Format = .text

  func run() async throws {
    var loose: [LooseFile] = []
    for path in files {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      loose.append(LooseFile(path: path, name: name, bytes: try Files.contents(of: path, limit: 64 << 20)))
    }
    let inventory = FieldInventory(loose)
    for entry in inventory.entries {
      guard let line = line(entry) else { continue }
      try Files.writeToOutput(Array("\(line)\n".utf8))
    }
    for (file, message) in inventory.problems { Files.say("contracts: could not read \(file) because \(message)\n") }
    guard inventory.problems.isEmpty else { throw ExitCode(Verdict.undecided.exitCode) }
    throw ExitCode((inventory.entries.contains { $0.reason != nil } ? Verdict.fail : .pass).exitCode)
  }

  private func line(_ entry: FieldInventory.Entry) -> String? {
    switch format {
    case .text: return entry.reason.map { "\(entry.file)#\(entry.pointer): \($0)" }
    case .lines:
      let members: [(String, Node)] = [
        ("path", .string(entry.path)), ("file", .string(entry.file)), ("pointer", .string(entry.pointer.description)),
        ("personal", .boolean(entry.reason != nil)),
      ]
      return Node.object(members + (entry.reason.map { [("reason", .string($0))] } ?? [])).json()
    }
  }
}
