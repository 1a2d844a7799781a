internal import ArgumentParser
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings
internal import JSONSchema
internal import Policy

/// `contracts metaschema`: judges schemas by the metaschema of their draft.
struct MetaschemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metaschema",
    abstract: "Validate schemas against their metaschema.",
    discussion: """
      A schema's draft is the one that its $schema names, or that of --draft.

      Exit status: 0 all are valid, 1 one is not, 2 could not be checked, 64 for a wrong command line.

      EXAMPLES:
        contracts metaschema platform/contracts
        contracts metaschema --draft draft-07 old.json --format basic
      """)

  @Argument(
    help: ArgumentHelp("The schemas, JSON or YAML, or folders of them.", valueName: "schema"), completion: .file())
  var schemas: [String]

  @Option(help: ArgumentHelp("The draft of a schema without $schema.", valueName: "draft"))
  var draft = "2020-12"

  @Option(help: "How the outcome is written; flag, basic and detailed are those of the standard.")
  var format: OutcomeFormat = .text

  func validate() throws {
    guard Draft(name: draft) != nil else {
      throw ValidationError(
        "There is no draft '\(draft)'; there are \(Draft.allCases.map(\.name).joined(separator: ", "))")
    }
  }

  func run() async throws {
    let judge = MetaschemaJudge(fallback: Draft(name: draft) ?? .draft2020, format: format)
    var verdict = Verdict.pass
    var files: [String] = []
    for path in schemas { files += Files.isFolder(path) ? try Self.schemas(below: path) : [path] }
    for outcome in await concurrentMap(files, judge.outcome) {
      let outcome = try outcome.get()
      if !outcome.text.isEmpty { try Files.writeToOutput(Array(outcome.text.utf8)) }
      if verdict != .fail, outcome.verdict != .pass { verdict = outcome.verdict }
    }
    throw ExitCode(verdict.exitCode)
  }

  /// The files below a folder that `contracts lint` takes for schemas.
  private static func schemas(below folder: String) throws(FileProblem) -> [String] {
    let folder = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
    var schemas: [String] = []
    for path in try Files.paths(below: folder, suffixes: ContractCheck.looseFileSuffixes, limit: 100_000) {
      let bytes = try Files.contents(of: path, limit: MetaschemaJudge.sizeLimit)
      if ContractCheck.isSchema(bytes, at: path) { schemas.append(path) }
    }
    return schemas
  }
}

/// Judges files by the metaschemas of their drafts.
private struct MetaschemaJudge: Sendable {
  let fallback: Draft
  let format: OutcomeFormat

  /// The largest file that is read, in bytes.
  static let sizeLimit = 64 << 20

  func outcome(of path: String) -> Result<OutcomeWriter.Outcome, FileProblem> {
    Result { () throws(FileProblem) in try judge(path) }
  }

  private func judge(_ path: String) throws(FileProblem) -> OutcomeWriter.Outcome {
    let source = SourceText(try Files.contents(of: path, limit: Self.sizeLimit))
    guard let fallback = fallback.schema else { throw FileProblem(description: "there is no metaschema") }
    let isYAML = InstanceFormat(path: path) == .yaml
    do throws(DocumentError) {
      let document = isYAML ? try Document.yaml(source) : try Document.json(source)
      let named = document.root["$schema"]?.string
      guard let named else { return writer(fallback).outcome(of: document, path: path, line: 0) }
      guard let metaschema = Draft(metaschema: named)?.schema else {
        return OutcomeWriter.Outcome(
          verdict: .undecided, text: "\(path): error: unknown `$schema` \(Node.string(named).json())\n")
      }
      return writer(metaschema).outcome(of: document, path: path, line: 0)
    } catch {
      return writer(fallback).outcome(of: error, in: source, path: path, line: 0)
    }
  }

  private func writer(_ metaschema: Schema) -> OutcomeWriter {
    OutcomeWriter(schema: metaschema, format: format, schemaPaths: [:])
  }
}
