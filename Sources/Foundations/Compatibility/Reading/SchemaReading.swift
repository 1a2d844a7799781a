internal import Documents
internal import JSONSchema

/// A schema, as its keywords are read.
struct ReadSchema {
  let place: Prover.SchemaPlace
  let dialect: Dialect
  /// Whether a reference stands in it that all else is silent beside.
  let isSilenced: Bool
  /// The keywords that are in force, with their values.
  private var keywords: [(keyword: Keyword, value: Node)] = []

  init(place: Prover.SchemaPlace, members: Object, dialect: Dialect) {
    self.place = place
    self.dialect = dialect
    isSilenced = dialect.draft.refIsAlone && members["$ref"] != nil
    keywords.reserveCapacity(members.count)
    for member in members {
      guard let keyword = Keyword(name: member.key), dialect.knows(keyword), !isSilenced || keyword == .ref else {
        continue
      }
      keywords.append((keyword, member.value))
    }
  }

  /// The value of a keyword that is in force.
  subscript(keyword: Keyword) -> Node? { keywords.first { $0.keyword == keyword }?.value }

  /// Leaves out all keywords but some.
  mutating func keep(only kept: [Keyword]) { keywords.removeAll { !kept.contains($0.keyword) } }

  /// A count that a keyword gives; nil where it gives none, or one that is too large to compute with.
  func count(_ keyword: Keyword) -> Int? {
    guard let count = self[keyword]?.number?.int, count <= Self.largestCount else { return nil }
    return count
  }

  /// Which counts are left out, in words.
  func largeCounts() -> [String] {
    var found: [String] = []
    for keyword in [
      Keyword.minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties,
    ] {
      if let reason = largeCount(keyword) { found.append(reason) }
    }
    return found
  }

  /// Why the count of a keyword is left out; nil where it is not.
  func largeCount(_ keyword: Keyword) -> String? {
    guard count(keyword) == nil, let number = self[keyword]?.number else { return nil }
    return "\(keyword.rawValue) asks for \(number), which is too large to compute with"
  }

  private static let largestCount = 1 << 53

  /// The place of a value in the same document.
  func location(of node: Node) -> Location { Location(Int(place.location.document), node.index) }

  /// The place of a schema in the same document.
  func inner(_ node: Node) -> Prover.SchemaPlace {
    Prover.SchemaPlace(side: place.side, location: location(of: node), scope: place.scope)
  }
}

extension Prover {
  /// The set of values that a schema of a side accepts.
  mutating func read(_ outer: SchemaPlace) throws(GivenUp) -> TermID {
    let place = entered(outer)
    if let known = readTerms[place] { return known }
    if let name = sides[place.side].unknown[Int(place.location.document)] {
      return table.id(of: .unknown(.other("the target of \(name) is not known"), isHeld: true))
    }
    if let name = opaque[place.side][Int(place.location.document)] {
      return table.id(of: .unknown(.other("\(name) is not looked into at \(place.location.index)"), isHeld: true))
    }
    guard reading.insert(place).inserted else {
      let number = definitionNumbers[place] ?? Int32(definitions.count)
      if definitionNumbers[place] == nil {
        definitionNumbers[place] = number
        definitions.append(nil)
      }
      return table.id(of: .definition(number))
    }
    try spend()
    try descend()
    defer { depth += 1 }
    let node = sides[place.side].node(at: place.location)
    let term: TermID
    switch node.content {
    case .boolean(let flag): term = flag ? .always : .never
    case .object(let members):
      let resources = sides[place.side]
      let dialect = resources.resources[resources.resource(at: place.location)].dialect
      term = try read(ReadSchema(place: place, members: members, dialect: dialect))
    default: throw GivenUp(reason: "a schema is an object, true or false, and this is \(node.kind.phrase)")
    }
    reading.remove(place)
    readTerms[place] = term
    if let number = definitionNumbers[place] { definitions[Int(number)] = term }
    return term
  }

  /// The schema at a place; nil for `true` and `false`.
  mutating func schema(at outer: SchemaPlace) -> ReadSchema? {
    let place = entered(outer)
    let resources = sides[place.side]
    guard let members = resources.node(at: place.location).object else { return nil }
    let dialect = resources.resources[resources.resource(at: place.location)].dialect
    return ReadSchema(place: place, members: members, dialect: dialect)
  }

  /// The values that the keywords of a schema accept.
  mutating func read(_ schema: ReadSchema) throws(GivenUp) -> TermID {
    var parts: [TermID] = []
    for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
      if let value = schema[keyword] { parts.append(try read(try target(of: keyword, value, in: schema))) }
    }
    if schema.isSilenced { return table.all(parts) }
    for count in schema.largeCounts() { parts.append(table.id(of: .unknown(.other(count), isHeld: true))) }
    parts += try readValueKeywords(schema)
    parts += try readCombinations(schema)
    parts += try readArrayKeywords(schema)
    parts += try readObjectKeywords(schema)
    parts += try readUnevaluated(schema)
    return table.all(parts)
  }

  // MARK: References

  /// Where a reference leads.
  mutating func target(
    of keyword: Keyword, _ value: Node, in schema: ReadSchema
  ) throws(GivenUp) -> SchemaPlace {
    try target(of: keyword, value.string ?? "", in: schema, at: schema.location(of: value))
  }

  // MARK: Combinations

  mutating func read(_ nodes: some Sequence<Node>, in schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var terms: [TermID] = []
    for node in nodes { terms.append(try read(schema.inner(node))) }
    return terms
  }

  private mutating func readCombinations(_ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var parts: [TermID] = []
    if let schemas = schema[.allOf]?.array { parts += try read(schemas, in: schema) }
    if let schemas = schema[.anyOf]?.array { parts.append(table.any(try read(schemas, in: schema))) }
    if let schemas = schema[.oneOf]?.array {
      let terms = try read(schemas, in: schema)
      try spend(terms.count * 16)
      parts.append(table.one(of: terms))
    }
    if let excluded = schema[.not] { parts.append(table.negation(of: try read(schema.inner(excluded)))) }
    if let node = schema[.if] {
      let condition = try read(schema.inner(node))
      let opposite = table.negation(of: condition)
      if let then = schema[.then] { parts.append(table.any([opposite, try read(schema.inner(then))])) }
      if let other = schema[.else] { parts.append(table.any([condition, try read(schema.inner(other))])) }
    }
    return parts
  }
}
