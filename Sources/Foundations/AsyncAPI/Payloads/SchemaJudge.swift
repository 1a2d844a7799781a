internal import Documents
internal import JSONSchema

/// Judges the schemas of a document, and the examples of its messages by them.
struct SchemaJudge {
  private let set: DocumentSet
  private var schemas: MessageSchemas
  private(set) var problems: [AsyncAPIProblem] = []
  /// The subschemas of the document itself, each with the format that it is read in.
  private(set) var subschemas: [(subschema: Subschema, format: PayloadFormat)] = []
  /// What was told of references already: one may be reached from several formats.
  private var toldOf: Set<Told> = []
  private let judged: Int

  private struct Told: Hashable {
    let document: String
    let start: UInt32
    let message: String
  }

  init(_ root: Site, in set: DocumentSet, _ schemas: MessageSchemas) {
    self.set = set
    self.schemas = schemas
    judged = root.document
  }

  // MARK: Schemas

  mutating func judge(_ uses: [SchemaUse], claimed: [Site: PayloadFormat]) {
    for format in Set(uses.map(\.format)) where format.isExecuted {
      let executed = uses.filter { $0.format == format && (claimed[$0.site] ?? format) == format }
      for use in executed { judgeShape(of: use) }
      judgeReferences(of: executed, format)
    }
  }

  private mutating func judgeShape(of use: SchemaUse) {
    let node = set.node(at: use.site)
    guard node.object != nil else { return }
    do throws(EvaluationError) {
      if let metaschema = use.format.draft?.schema, try !metaschema.isValid(node) {
        for failure in try metaschema.evaluate(node, room: 100).failures.prefix(5) {
          let value = node[failure.instanceLocation] ?? node
          note(.schema, failure.message, at: Site(use.site.document, value.index))
        }
      }
    } catch {
      note(.limit, error.message, at: use.site)
    }
    if use.role == .headers { judgeHeaders(use) }
  }

  private mutating func judgeHeaders(_ use: SchemaUse) {
    var set = set
    guard let target = set.target(of: use.site), let type = set.node(at: target)["type"] else { return }
    let types = type.array?.compactMap(\.string) ?? [type.string ?? "object"]
    guard !types.contains("object") else { return }
    note(.meaning, "headers are of the type `\(types.joined(separator: ", "))`, and they are an object", at: use.site)
  }

  private mutating func judgeReferences(of uses: [SchemaUse], _ format: PayloadFormat) {
    var resources: SchemaResources?
    for use in uses {
      do throws(SchemaError) {
        let schema = MessageSchema(format: format, content: .written(use.site))
        resources = try schemas.location(of: schema, in: set)?.resources ?? resources
      } catch {
        note(error)
      }
    }
    guard var resources else { return }
    var next = 0
    while next < resources.references.count {
      let reference = resources.references[next]
      next += 1
      do throws(SchemaError) {
        _ = try resources.resolve(reference.text, at: reference.location)
      } catch {
        note(error)
      }
    }
    let uri = set.documents[judged].uri
    if let number = resources.documents.firstIndex(where: { $0.uri == uri }) {
      for reference in resources.endlessReferences(of: number) where format != .openAPI {
        problems.append(
          AsyncAPIProblem(
            .reference, "circular reference: no part of the value is checked on the way",
            at: set.place(of: Site(judged, Int(reference.location.index))),
            help: "refer to the schema for a part of the value, or not at all", circle: reference.circle))
      }
      for subschema in resources.subschemas(of: number) { read(subschema, format) }
    }
    schemas.keep(resources, of: format)
  }

  private mutating func read(_ subschema: Subschema, _ format: PayloadFormat) {
    // The root of the document is no schema.
    guard format != .openAPI, Int(subschema.location.index) != set.documents[judged].root.index else { return }
    subschemas.append((subschema, format))
    guard format == .asyncAPI, let value = subschema.node["discriminator"], let name = value.string else { return }
    let required = subschema.node["required"]?.array?.compactMap(\.string) ?? []
    guard !required.contains(name) || subschema.node["properties"]?[name] == nil else { return }
    note(
      .meaning, "the discriminator `\(name)` is not a required property of its schema", at: Site(judged, value.index),
      help: "declare `\(name)` in `properties`, and list it in `required`")
  }

  // MARK: Examples

  /// Judges the examples of messages by their payloads and headers, and compiles all schemas of messages.
  mutating func judge(_ messages: [Application.Message]) {
    var compiled: [PayloadFormat: Set<Site>] = [:]
    for message in messages where message.site.document == judged || isPart(message.site.document) {
      for (schema, field) in [(message.payload, "payload"), (message.headers, "headers")] {
        guard let schema, schema.format.isExecuted else { continue }
        let examples = message.examples.filter { set.node(at: $0)[field] != nil }
        if examples.isEmpty, case .written(let site) = schema.content {
          guard compiled[schema.format, default: []].insert(site).inserted else { continue }
        }
        judge(examples, of: message, by: schema, field)
      }
    }
  }

  /// Whether a document is no AsyncAPI document of its own.
  private func isPart(_ document: Int) -> Bool { set.documents[document].root["asyncapi"] == nil }

  private mutating func judge(
    _ examples: [Site], of message: Application.Message, by schema: MessageSchema, _ field: String
  ) {
    let compiled: Schema
    do throws(SchemaError) {
      guard let place = try schemas.location(of: schema, in: set) else { return }
      var resources = place.resources
      compiled = try Schema(at: place.location, in: &resources, options: schemas.options)
      schemas.keep(resources, of: schema.format)
    } catch {
      return note(error)
    }
    let isChoice = !examples.isEmpty && Self.isChoice(schema, in: set)
    for (number, example) in examples.enumerated() {
      let node = set.node(at: example)
      guard let value = node[field] else { continue }
      let name = node["name"]?.string.map { "the example `\($0)`" } ?? "example \(number + 1)"
      do throws(EvaluationError) {
        if try compiled.isValid(value) { continue }
        let failure = try compiled.evaluate(value, room: 100).failures.first
        let place = failure.flatMap { value[$0.instanceLocation] } ?? value
        let way = failure?.instanceLocation ?? JSONPointer()
        note(
          .example,
          "\(name) does not fit the \(field) of the message `\(message.name)`"
            + (failure.map { ": \($0.message)\(way.tokens.isEmpty ? "" : ", at \(way)")" } ?? ""),
          at: Site(example.document, place.index), help: "correct the example or the schema",
          isWarning: isChoice)
      } catch {
        note(.limit, "\(name) of the message `\(message.name)` could not be checked: \(error.message)", at: example)
      }
    }
  }

  /// Whether a schema is a choice of several: documents that the specification publishes have examples that fit none.
  private static func isChoice(_ schema: MessageSchema, in set: DocumentSet) -> Bool {
    var set = set
    let node: Node? =
      switch schema.content {
      case .written(let site): set.target(of: site).map { set.node(at: $0) }
      case .merged(let node): node
      }
    return node?["oneOf"] != nil || node?["anyOf"] != nil
  }

  // MARK: Problems

  private mutating func note(
    _ kind: AsyncAPIProblem.Kind, _ message: String, at site: Site, help: String? = nil, isWarning: Bool = false
  ) {
    let place = set.place(of: site)
    guard toldOf.insert(Told(document: place.document, start: place.range.start, message: message)).inserted else {
      return
    }
    problems.append(AsyncAPIProblem(kind, message, at: place, help: help, isWarning: isWarning))
  }

  /// What is wrong with a schema, in whatever document it is.
  private mutating func note(_ error: SchemaError) {
    guard let document = set.documents.first(where: { $0.uri == error.document }),
      document.uri == set.documents[judged].uri || document.root["asyncapi"] == nil,
      toldOf.insert(Told(document: error.document, start: error.range.start, message: error.message)).inserted
    else { return }
    // What its metaschema says of a schema is told already.
    if error.kind == .malformed, problems.contains(where: { $0.kind == .schema }) { return }
    let kind: AsyncAPIProblem.Kind =
      switch error.kind {
      case .missingDocument: .missingDocument
      case .missingTarget: .reference
      case .limit: .limit
      default: .schema
      }
    problems.append(
      AsyncAPIProblem(
        kind, error.message,
        at: DocumentPlace(
          document: error.document, range: error.range, source: document.source),
        help: error.help))
  }
}
