package import Documents
package import JSONSchema

/// What came of judging a document by the specification.
package struct AsyncAPIJudgement {
  package let version: AsyncAPIVersion?
  package let problems: [AsyncAPIProblem]
  /// What the document says of its application; nil where its version is not known.
  package let application: Application?
  /// How many payloads and headers are in a language that is not executed, by its name.
  package let foreignFormats: [String: Int]
  /// The protocols whose bindings are not judged.
  package let foreignProtocols: Set<String>
  /// The documents that it leads to, itself the first.
  package let set: DocumentSet
  /// The schemas in the document, each with the format that it is read in.
  package let subschemas: [(subschema: Subschema, format: PayloadFormat)]

  /// Judges a document.
  ///
  /// - Parameters:
  ///   - root: the document.
  ///   - uri: what relative references are relative to.
  ///   - options: how schemas are applied.
  ///   - dialects: the drafts of metaschemas, by their URIs.
  ///   - loader: gives the document of a URI; nothing is fetched.
  package init(
    _ root: Node, uri: String, options: SchemaOptions = SchemaOptions(), dialects: [String: Draft] = [:],
    loader: @escaping (String) -> Node?
  ) {
    var set = DocumentSet(loader: loader)
    let site = set.add(root, uri: uri)
    guard let version = root["asyncapi"]?.string.flatMap({ AsyncAPIVersion(rawValue: $0) }) else {
      version = nil
      problems = [Self.versionProblem(of: root, site, set)]
      application = nil
      foreignFormats = [:]
      foreignProtocols = []
      self.set = set
      subschemas = []
      return
    }
    var structure = StructureReader(site, version: version, in: set)
    structure.read()
    var reader = ApplicationReader(site, version: version, in: structure.set)
    let application = reader.read()
    var problems = structure.problems
    if reader.isExhausted {
      problems.append(
        AsyncAPIProblem(
          .limit, "the traits of this document add up to more than can be read", at: set.place(of: site),
          help: "apply fewer traits, or smaller ones"))
    }
    var meaning = MeaningReader(application, in: reader.set)
    meaning.read()
    let given = reader.set
    var judge = SchemaJudge(
      site, in: given, MessageSchemas(options: options, dialects: dialects, loader: loader))
    judge.judge(structure.schemas, claimed: structure.claimed)
    judge.judge(application.channels.flatMap(\.messages) + application.componentMessages)
    self.version = version
    var circles: Set<[String]> = []
    self.problems = (problems + meaning.problems + judge.problems).filter {
      $0.circle.isEmpty || circles.insert($0.circle).inserted
    }
    self.application = application
    foreignFormats = structure.schemas.reduce(into: [:]) { counts, use in
      if case .foreign(let name) = use.format { counts[name, default: 0] += 1 }
    }
    foreignProtocols = structure.foreignProtocols
    self.set = given
    subschemas = judge.subschemas
  }

  /// Whether a value says that it is an AsyncAPI document, in whatever version.
  package static func isDocument(_ root: Node) -> Bool { root.object?["asyncapi"] != nil }

  private static func versionProblem(of root: Node, _ site: Site, _ set: DocumentSet) -> AsyncAPIProblem {
    let help = "write one of \(AsyncAPIVersion.list)"
    guard let value = root["asyncapi"] else {
      return AsyncAPIProblem(
        .version, "there is no `asyncapi`, which says the version of the specification", at: set.place(of: site),
        help: help)
    }
    let written = value.string ?? SourceText(value.tape.source).text(in: value.range)
    return AsyncAPIProblem(
      .version, "AsyncAPI `\(written)` is not one of the known versions \(AsyncAPIVersion.list)",
      at: set.place(of: set.site(of: value, beside: site)), help: help)
  }
}
