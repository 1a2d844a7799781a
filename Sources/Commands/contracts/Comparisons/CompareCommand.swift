internal import ArgumentParser
internal import CommandSupport
internal import Compatibility
internal import ConfluentCompatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// `contracts compare`: says whether a change of a schema is compatible, and shows a document that proves a break.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say whether one JSON Schema is compatible with another, with a document that proves a break.",
    discussion: """
      A schema is a file or REV:PATH. Schemas without $schema are read by --draft, or else by the newest draft in which
      both have a meaning. Nothing is fetched: references lead to files below --root, or to files of the same revision, by their paths or $id.

      backward: readers of the new schema understand what was written by the old one; forward: the other way round.
      Two schemas are compared as contracts check does by default; --pairs asks for pure inclusion.
      --profile tells beside it what Confluent's schema registry would say, which changes no exit status.

      Exit status: 0 compatible, 1 breaking, 2 could not be checked, 64 for a wrong command line.

      EXAMPLES:
        contracts compare order.v1.json order.v2.json
        contracts compare main:contracts/order.json contracts/order.json --mode full
        # Lines of {"s1": …, "s2": …}:
        contracts compare --pairs pairs.jsonl
      """)

  @Argument(
    help: ArgumentHelp("The old and the new schema, each a file or REV:PATH.", valueName: "schema"), completion: .file()
  )
  var schemas: [String] = []

  @Option(help: "Who has to understand whom: backward, forward or full.")
  var mode: ComparisonMode = .backward

  @Option(
    help:
      "What writers send: what their schema declares (declared, as in check), or whatever it accepts (open, as in --pairs)."
  )
  var content: ContentModel?

  @Option(
    help:
      "Whether a string has to be of its format (assert, as in check), or the format is a remark (annotate, as in --pairs)."
  )
  var formats: FormatReading?

  @Option(help: "The rules of Confluent's registry to tell of as well: confluent or confluent-lenient.")
  var profile: RegistryProfile?

  @Option(help: "How the outcome is written.")
  var format: ComparisonFormat = .text

  @Option(help: ArgumentHelp("Compare the s1 and s2 of each line instead; - is standard input.", valueName: "file"))
  var pairs: String?

  @Option(
    help: ArgumentHelp(
      "The draft of schemas without $schema: draft-04, draft-06, draft-07, 2019-09, 2020-12.", valueName: "draft"))
  var draft: String?

  @Option(
    help: ArgumentHelp(
      "The folder that references may lead to; that of each schema when it is not given. Of REV:PATH it is the tree.",
      valueName: "dir"))
  var root: String?

  @Option(help: ArgumentHelp("The repository of REV:PATH; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  @Flag(name: .customLong("no-changes"), help: "Leave the list of changes out.")
  var leavesOutChanges = false

  func validate() throws {
    if let draft, Draft(name: draft) == nil {
      throw ValidationError(
        "There is no draft '\(draft)'; there are \(Draft.allCases.map(\.name).joined(separator: ", "))")
    }
    if pairs == nil, schemas.count != 2 { throw ValidationError("Name two schemas, the old one first, or --pairs") }
    if pairs != nil, !schemas.isEmpty { throw ValidationError("With --pairs the schemas stand in the file") }
  }

  func run() async throws {
    if let pairs {
      var stream = PairStream(question: question)
      try await stream.compare(pairs)
      throw ExitCode(stream.verdict.exitCode)
    }
    do {
      try compare(
        SchemaSource(schemas[0], root: root, repository: repository),
        SchemaSource(schemas[1], root: root, repository: repository))
    } catch let problem as SchemaProblem {
      try finish(ComparisonReport(problem: problem.description, mode: mode), ComparedNames())
    } catch let problem as FileProblem {
      try finish(ComparisonReport(problem: problem.description, mode: mode), ComparedNames())
    } catch let problem as GitError {
      try finish(ComparisonReport(problem: problem.description, mode: mode), ComparedNames())
    }
  }

  private func compare(_ old: SchemaSource, _ new: SchemaSource) throws {
    let names = ComparedNames(old: old.name, new: new.name)
    let pair: (old: ComparedSchema, new: ComparedSchema)
    do throws(SchemaError) {
      pair = try ComparedPair.compiled(draft: question.draft) { draft throws(SchemaError) in
        (try old.compiled(draft, question.options), try new.compiled(draft, question.options))
      }
    } catch {
      return try finish(ComparisonReport(problem: error.description, mode: mode), names)
    }
    try finish(question.report(pair.old, pair.new), names)
  }

  private var question: ComparisonQuestion {
    let isPure = pairs != nil
    return ComparisonQuestion(
      mode: mode, content: content ?? (isPure ? .open : .declared), draft: draft.flatMap { Draft(name: $0) },
      options: SchemaOptions(assertsFormats: (formats ?? (isPure ? .annotate : .assert)) == .assert), profile: profile,
      listsChanges: !leavesOutChanges)
  }

  private func finish(_ report: ComparisonReport, _ names: ComparedNames) throws {
    try Files.writeToOutput(Array((format == .json ? report.json(names) + "\n" : report.text(names, question)).utf8))
    throw ExitCode(report.verdict.exitCode)
  }
}

/// What is asked of each two schemas.
struct ComparisonQuestion: Sendable {
  var mode: ComparisonMode
  var content: ContentModel
  var draft: Draft?
  var options: SchemaOptions
  var profile: RegistryProfile?
  var listsChanges: Bool

  func report(_ old: ComparedSchema, _ new: ComparedSchema) -> ComparisonReport {
    let comparison = Comparison(old: old, new: new, mode: mode, content: content, listsChanges: listsChanges)
    let registry = profile.map { RegistryVerdict(old: old, new: new, mode: mode, profile: $0) }
    return ComparisonReport(comparison, old, new, registry: registry)
  }
}

/// What is made of `format`.
enum FormatReading: String, CaseIterable, ExpressibleByArgument {
  case assert
  case annotate
}

/// How a comparison is written.
enum ComparisonFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

extension ComparisonMode: ExpressibleByArgument {}
extension ContentModel: ExpressibleByArgument {}
extension RegistryProfile: ExpressibleByArgument {}
