internal import ArgumentParser
internal import CommandSupport
internal import Documents
internal import Findings
internal import JSONSchema

/// `contracts validate`: judges instances by a schema.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Validate documents against a schema.",
    discussion: """
      Nothing is fetched: references lead to files below --root, by their paths or their $id.

      Exit status: 0 all are valid, 1 one is not, 2 could not be checked, 64 for a wrong command line.

      EXAMPLES:
        contracts validate order.v1.json message.json
        contracts validate order.v1.json messages.jsonl --format json
        contracts validate policy.schema.json .signalbox/*.yml
        kcat -C -t orders | contracts validate order.v1.json - --input lines
      """)

  @Argument(help: ArgumentHelp("The schema, JSON or YAML.", valueName: "schema"), completion: .file())
  var schema: String

  @Argument(help: ArgumentHelp("The instances; - is standard input.", valueName: "instance"), completion: .file())
  var instances: [String]

  @OptionGroup(title: "Schema options") var schemaOptions: SchemaOptionGroup

  @Option(help: "The layout of the instances; the ending of the name tells it when it is not given.")
  var input: InstanceFormat?

  @Option(help: "How the outcome is written; flag, basic and detailed are those of the standard.")
  var format: OutcomeFormat = .text

  @Flag(help: "A string that is not of its format is invalid. Without it, formats are annotations.")
  var assertFormats = false

  @Flag(help: "A string that is not of its contentEncoding or contentMediaType is invalid (draft-07).")
  var assertContent = false

  func run() async throws {
    let schema: OutcomeWriter
    do {
      var read = try schemaOptions.read(self.schema)
      schema = try OutcomeWriter(
        &read, options: SchemaOptions(assertsFormats: assertFormats, assertsContent: assertContent), format: format)
    } catch let problem as SchemaProblem {
      Files.say("contracts: \(problem)\n")
      throw ExitCode(Verdict.undecided.exitCode)
    }
    try await schema.judge(instances, as: input)
  }
}

extension OutcomeWriter {
  /// Compiles a schema that was read.
  init(_ read: inout SchemaOptionGroup.Read, options: SchemaOptions, format: OutcomeFormat) throws {
    let uri = read.resources.document(of: read.location).uri
    do throws(SchemaError) {
      let schema = try Schema(at: read.location, in: &read.resources, options: options)
      self.init(schema: schema, format: format, schemaPaths: read.folder.shownPaths.merging([uri: read.path]) { $1 })
    } catch {
      throw SchemaProblem(error, path: read.path, read.document.source)
    }
  }

  /// Judges files, says how many instances are invalid, and ends with the verdict.
  func judge(_ paths: [String], as layout: InstanceFormat?) async throws {
    var stream = InstanceStream(self)
    for path in paths { try await stream.judge(path, as: layout ?? InstanceFormat(path: path)) }
    if format == .text {
      let noun = stream.instances == 1 ? "instance" : "instances"
      let summary =
        stream.invalid == 0
        ? "\(stream.instances) \(noun): valid\n" : "\(stream.invalid) of \(stream.instances) \(noun) not valid\n"
      try Files.writeToOutput(Array(summary.utf8))
    }
    throw ExitCode(stream.verdict.exitCode)
  }
}
