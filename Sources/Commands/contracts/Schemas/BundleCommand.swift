internal import ArgumentParser
internal import CommandSupport
internal import Documents
internal import Findings
internal import JSONSchema

/// `contracts bundle`: writes a schema and all that it refers to as one file.
struct BundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Write a schema and all that it refers to as one file.",
    discussion: """
      References stay as they are; the documents that they lead to are put below $defs (definitions up to draft-07),
      each with an identifier that the references resolve to.

      Exit status: 0 it is written, 2 it cannot be, 64 for a wrong command line.

      EXAMPLES:
        contracts bundle order.v1.json --output order.bundle.json
      """)

  @Argument(help: ArgumentHelp("The schema, JSON or YAML.", valueName: "schema"), completion: .file())
  var schema: String

  @OptionGroup(title: "Schema options") var schemaOptions: SchemaOptionGroup

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() async throws {
    do {
      let bytes = try bundle().jsonBytes(pretty: true) + [0x0A]
      if let output { try Files.write(bytes, to: output) } else { try Files.writeToOutput(bytes) }
    } catch let problem as SchemaProblem {
      Files.say("contracts: \(problem)\n")
      throw ExitCode(Verdict.undecided.exitCode)
    }
  }

  private func bundle() throws -> Node {
    var read = try schemaOptions.read(schema)
    do throws(SchemaError) {
      let bundle = try read.resources.bundle(read.location)
      // Nothing is given to it but itself, so it stands alone if it compiles.
      _ = try Schema(
        bundle, uri: read.resources.document(of: read.location).uri,
        defaultDraft: Draft(name: schemaOptions.draft) ?? .draft2020)
      return bundle
    } catch {
      throw SchemaProblem(error, path: schema, read.document.source)
    }
  }
}
