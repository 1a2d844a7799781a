internal import Documents
internal import JSONSchema

/// What writers send who send only what their schema declares.
///
/// A member is declared where `properties`, `patternProperties` or `required` of any schema for the same value names
/// it, or a schema that asks anything is given for all others: a literal `true` or `{}` is what generators write, and
/// means no more than its absence. An object for which no property is declared is left open.
extension Prover {
  /// The values that hold nothing undeclared, by some schemas for the same value.
  mutating func declared(_ places: [SchemaPlace]) throws(GivenUp) -> TermID {
    let key = Set(places)
    if let known = declarations[key] {
      if let term = known.term { return term }
      return table.id(of: .definition(known.number))
    }
    try spend()
    try descend()
    defer { depth += 1 }
    let number = Int32(definitions.count)
    definitions.append(nil)
    declarations[key] = Declaration(number: number, term: nil)
    var schemas: [ReadSchema] = []
    var seen: Set<SchemaPlace> = []
    for place in places { try collect(place, &schemas, &seen) }
    let term = table.all(try declaredMembers(of: schemas) + declaredItems(of: schemas))
    definitions[Int(number)] = term
    declarations[key] = Declaration(number: number, term: term)
    return term
  }

  struct Declaration {
    let number: Int32
    let term: TermID?
  }

  /// A schema and all others for the same value.
  mutating func collect(
    _ place: SchemaPlace, _ schemas: inout [ReadSchema], _ seen: inout Set<SchemaPlace>
  ) throws(GivenUp) {
    guard seen.insert(entered(place)).inserted, let schema = schema(at: place) else { return }
    try spend()
    try descend()
    defer { depth += 1 }
    for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
      guard let value = schema[keyword] else { continue }
      try collect(try target(of: keyword, value, in: schema), &schemas, &seen)
    }
    schemas.append(schema)
    for keyword in [Keyword.allOf, .anyOf, .oneOf, .then, .else, .if, .dependentSchemas, .dependencies] {
      guard let value = schema[keyword] else { continue }
      var inner: [Int] = []
      SchemaResources.forEachSubschema(of: keyword, in: value) { inner.append($0) }
      for index in inner { try collect(schema.inner(Node(tape: value.tape, index: index)), &schemas, &seen) }
    }
  }

  private mutating func declaredMembers(of schemas: [ReadSchema]) throws(GivenUp) -> [TermID] {
    var named: [Text: [SchemaPlace]] = [:]
    var patterned: [Text: [SchemaPlace]] = [:]
    var others: [SchemaPlace] = []
    var required: Set<Text> = []
    for schema in schemas {
      for member in schema[.properties]?.object?.inKeyOrder ?? [] {
        named[Text(member.key), default: []].append(schema.inner(member.value))
      }
      for member in schema[.patternProperties]?.object?.inKeyOrder ?? [] {
        patterned[Text(member.key), default: []].append(schema.inner(member.value))
      }
      for keyword in [Keyword.additionalProperties, .unevaluatedProperties] {
        if let value = schema[keyword], !value.isBooleanSchema { others.append(schema.inner(value)) }
      }
      for name in schema[.required]?.array.map({ Array($0) }) ?? [] { required.insert(Text(name.string ?? "")) }
    }
    guard !named.isEmpty || !patterned.isEmpty else { return [] }
    var rest = unnamed(by: schemas)
    rest.append(table.string(.notAmong(required.sorted())))
    let names = table.all(rest)
    var parts = [table.every(name: names, others.isEmpty ? .never : try declared(others))]
    for (name, places) in named.sorted(by: { $0.key < $1.key }) {
      parts.append(table.every(name: table.string(.among([name])), try declared(places)))
    }
    for (pattern, places) in patterned.sorted(by: { $0.key < $1.key }) {
      parts.append(table.every(name: table.string(.matches(pattern)), try declared(places)))
    }
    return parts.map { table.whenever(.object, $0) }
  }

  private mutating func declaredItems(of schemas: [ReadSchema]) throws(GivenUp) -> [TermID] {
    var prefixes: [[SchemaPlace]] = []
    var rests: [SchemaPlace] = []
    for schema in schemas {
      let (prefix, rest) = itemSchemas(of: schema)
      for (place, item) in prefix.enumerated() {
        if place == prefixes.count { prefixes.append([]) }
        prefixes[place].append(schema.inner(item))
      }
      if let rest { rests.append(schema.inner(rest)) }
    }
    var parts: [TermID] = []
    for (place, items) in prefixes.enumerated() {
      parts.append(table.every(Places(first: place, last: place), try declared(items + rests)))
    }
    if !rests.isEmpty { parts.append(table.every(Places(first: prefixes.count, last: nil), try declared(rests))) }
    return parts.map { table.whenever(.array, $0) }
  }
}

extension Node {
  /// Whether a schema asks nothing of any value, or refuses every one, without a word.
  fileprivate var isBooleanSchema: Bool { boolean != nil || object?.isEmpty == true }
}
