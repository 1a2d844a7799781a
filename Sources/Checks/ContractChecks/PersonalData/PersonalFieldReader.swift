internal import Documents
internal import JSONSchema

/// Tells which fields of an artifact are about a person: by annotations, by names in their context, and by examples.
struct PersonalFieldReader {
  /// The name of the artifact, which says whose its fields are.
  let artifact: String
  private(set) var walk: SchemaFields
  private var digests = DigestPattern()

  init(artifact: String, _ walk: SchemaFields) {
    self.artifact = artifact
    self.walk = walk
  }

  /// Why a field is personal; `nil` where it is not.
  mutating func reason(_ field: SchemaField) -> String? {
    let schemas = field.schemas.map { walk.subschema(at: $0) }
    if let annotation = schemas.lazy.compactMap({ Self.annotation(of: $0.node) }).first { return annotation }
    for schema in schemas {
      for value in Self.values(of: schema) {
        if let content = PersonalContent(value) { return "its value `\(value.json())` is \(content.rawValue)" }
      }
    }
    guard let found = named(field, schemas) else { return nil }
    let hasPattern = schemas.contains { $0[.pattern] != nil }
    if hasPattern, field.declared.allSatisfy({ digests.admitsNothingElse($0, in: walk.resources) }) { return nil }
    return found
  }

  // MARK: Annotations

  /// What an annotation says: `x-pii`, `x-classification`, `classification` of the Open Data Contract Standard, or tags of
  /// Confluent's catalog.
  private static func annotation(of schema: Node) -> String? {
    if let mark = schema["x-pii"], mark.boolean == true || mark.string.map(isPersonal) ?? false {
      return "`x-pii` says so"
    }
    for word in ["x-classification", "classification", "x-data-classification"] {
      if let value = schema[word]?.string, isPersonal(value) { return "`\(word): \(value)` says so" }
    }
    for word in ["confluent:tags", "x-tags", "tags"] {
      guard let tags = schema[word]?.array.map(Array.init) ?? schema[word].map({ [$0] }) else { continue }
      if let tag = tags.compactMap(\.string).first(where: isPersonal) { return "the tag `\(tag)` says so" }
    }
    return nil
  }

  private static func isPersonal(_ word: String) -> Bool {
    let words = FieldWords(word).words
    return !words.contains("non") && !words.contains("not")
      && words.contains { ["pii", "phi", "personal", "gdpr", "spi"].contains($0) }
  }

  // MARK: Values

  private static func values(of schema: Subschema) -> [Node] {
    let listed = [Keyword.examples, .enum].flatMap { schema[$0]?.array.map(Array.init) ?? [] }
    // `example` is OpenAPI's word.
    return listed + [schema[.default], schema[.const], schema.node["example"]].compactMap { $0 }
  }

  // MARK: Names

  /// Why its name or its format says so, where its types allow that.
  private func named(_ field: SchemaField, _ schemas: [Subschema]) -> String? {
    let types = types(of: schemas)
    let formats = Set(schemas.compactMap { $0[.format]?.string })
    let elements = types == .array || types == [.array, .null]
    guard elements || !types.isDisjoint(with: [.string, .integer, .fraction]) else { return nil }
    if let format = ["email", "idn-email"].first(where: formats.contains) { return "its format is `\(format)`" }
    guard !field.isInner, let name = field.names.last, name != "*", !name.hasPrefix("^") else { return nil }
    let phrase = PersonalName(name, in: Array(field.names.dropLast()), of: artifact).phrase
    guard let phrase, admits(phrase.kind, types, formats, schemas) || elements else { return nil }
    // A format of a day or a host says that the value is nothing else.
    guard formats.allSatisfy({ phrase.kind.formats.contains($0) || !FormatText.names.contains($0) || $0 == "regex" })
    else { return nil }
    return "its name says `\(phrase.words.joined(separator: " "))`"
  }

  private func types(of schemas: [Subschema]) -> ValueTypes {
    let said = schemas.filter { $0[.type] != nil }.map { ValueTypes(typesOf: $0) }
    guard var types = said.first else { return .all }
    for other in said.dropFirst() { types.formUnion(other) }
    return types
  }

  private func admits(
    _ kind: PersonalVocabulary.Kind, _ types: ValueTypes, _ formats: Set<String>, _ schemas: [Subschema]
  ) -> Bool {
    // A closed list of values is a kind of something, except where people are of kinds.
    if schemas.contains(where: { $0[.enum] != nil || $0[.const] != nil }), kind != .attribute { return false }
    if types.contains(.string) { return true }
    return switch kind {
    case .digits, .birth: types.contains(.integer) && !types.contains(.fraction)
    case .quantity: !types.isDisjoint(with: .number)
    case .text, .attribute, .portrait, .identifier, .network: false
    }
  }
}

extension PersonalVocabulary.Kind {
  /// The formats of JSON Schema that such a value can have.
  fileprivate var formats: Set<String> {
    switch self {
    case .text, .digits, .attribute, .quantity: ["email", "idn-email"]
    case .birth: ["date", "date-time"]
    case .portrait: ["uri", "uri-reference", "iri", "iri-reference"]
    case .identifier: ["uuid"]
    case .network: ["ipv4", "ipv6"]
    }
  }
}
