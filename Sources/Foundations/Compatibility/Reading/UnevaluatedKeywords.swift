internal import Documents
internal import JSONSchema

/// What a schema evaluates of a value where a condition holds of it.
struct EvaluatedPart {
  var condition: TermID
  /// The names of the members.
  var names: TermID = .never
  /// How many of the first items.
  var prefix = 0
  /// The items behind them.
  var items: TermID = .never
}

/// `unevaluatedProperties` and `unevaluatedItems` (2020-12, core, §11), spelt out.
///
/// Which members were evaluated depends on which schemas of the same value hold. What is asked of the others is asked
/// for each way that can be; a way with more of those schemas only asks for less.
extension Prover {
  mutating func readUnevaluated(_ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var parts: [TermID] = []
    for keyword in [Keyword.unevaluatedProperties, .unevaluatedItems] {
      guard let node = schema[keyword] else { continue }
      let rest = try read(schema.inner(node))
      guard rest != .always else { continue }
      var evaluated = try evaluatedParts(of: schema, isOwn: true)
      var always = EvaluatedPart(condition: .always)
      for part in evaluated where part.condition == .always { always = joined(always, part) }
      evaluated = merged(
        evaluated.filter { part in
          let says = keyword == .unevaluatedItems ? part.prefix > 0 || part.items != .never : part.names != .never
          return says && part.condition != .always && part.condition != .never
        })
      guard evaluated.count <= 8 else {
        let place = sides[schema.place.side].error(.limit, "", at: schema.location(of: node)).pointer
        let reason = "what is left to the \(keyword.rawValue) at #\(place) of side \(schema.place.side) depends on much"
        parts.append(table.id(of: .unknown(.other(reason), isHeld: true)))
        continue
      }
      var ways: [TermID] = []
      for way in 0..<(1 << evaluated.count) {
        try spend()
        var known = always
        var conditions: [TermID] = []
        for (place, part) in evaluated.enumerated() where way & (1 << place) != 0 {
          known = joined(known, part)
          conditions.append(part.condition)
        }
        conditions.append(
          keyword == .unevaluatedItems
            ? table.every(Places(first: known.prefix, last: nil), table.any([rest, known.items]))
            : table.every(name: table.negation(of: known.names), rest))
        ways.append(table.all(conditions))
      }
      parts.append(table.whenever(keyword == .unevaluatedItems ? .array : .object, table.any(ways)))
    }
    return parts
  }

  private mutating func joined(_ one: EvaluatedPart, _ other: EvaluatedPart) -> EvaluatedPart {
    EvaluatedPart(
      condition: one.condition, names: table.any([one.names, other.names]), prefix: max(one.prefix, other.prefix),
      items: table.any([one.items, other.items]))
  }

  /// The parts with different conditions.
  private mutating func merged(_ parts: [EvaluatedPart]) -> [EvaluatedPart] {
    var found: [EvaluatedPart] = []
    for part in parts {
      if let place = found.firstIndex(where: { $0.condition == part.condition }) {
        found[place] = joined(found[place], part)
      } else {
        found.append(part)
      }
    }
    return found
  }

  /// What a schema evaluates by itself and by the schemas of the same value.
  private mutating func evaluatedParts(of schema: ReadSchema, isOwn: Bool) throws(GivenUp) -> [EvaluatedPart] {
    try spend()
    try descend()
    defer { depth += 1 }
    var parts: [EvaluatedPart] = []
    for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
      guard let value = schema[keyword] else { continue }
      parts += try evaluatedParts(at: try target(of: keyword, value, in: schema), where: .always)
    }
    if schema.isSilenced { return parts }
    parts.append(try ownPart(of: schema, isOwn: isOwn))
    for node in schema[.allOf]?.array.map({ Array($0) }) ?? [] {
      parts += try evaluatedParts(at: schema.inner(node), where: .always)
    }
    for keyword in [Keyword.anyOf, .oneOf] {
      for node in schema[keyword]?.array.map({ Array($0) }) ?? [] {
        parts += try evaluatedParts(at: schema.inner(node), where: try read(schema.inner(node)))
      }
    }
    if let node = schema[.if] {
      let condition = try read(schema.inner(node))
      parts += try evaluatedParts(at: schema.inner(node), where: condition)
      if let then = schema[.then] { parts += try evaluatedParts(at: schema.inner(then), where: condition) }
      if let other = schema[.else] {
        parts += try evaluatedParts(at: schema.inner(other), where: table.negation(of: condition))
      }
    }
    for keyword in [Keyword.dependentSchemas, .dependencies] {
      guard let members = schema[keyword]?.object else { continue }
      for member in members where member.value.array == nil {
        parts += try evaluatedParts(at: schema.inner(member.value), where: present(member.key))
      }
    }
    return parts
  }

  private mutating func evaluatedParts(
    at place: SchemaPlace, where condition: TermID
  ) throws(GivenUp) -> [EvaluatedPart] {
    guard let schema = schema(at: place) else { return [] }
    var parts = try evaluatedParts(of: schema, isOwn: false)
    for place in parts.indices { parts[place].condition = table.all([parts[place].condition, condition]) }
    return parts
  }

  /// What the keywords of a schema evaluate that hold subschemas for members and items.
  private mutating func ownPart(of schema: ReadSchema, isOwn: Bool) throws(GivenUp) -> EvaluatedPart {
    var part = EvaluatedPart(condition: .always)
    if schema[.additionalProperties] != nil || !isOwn && schema[.unevaluatedProperties] != nil {
      part.names = .always
    } else if schema[.properties] != nil || schema[.patternProperties] != nil {
      part.names = table.negation(of: table.all(unnamed(by: [schema])))
      // Names are strings; of other values nothing is asked.
      part.names = table.all([part.names, table.kinds(.string)])
    }
    let (prefix, rest) = itemSchemas(of: schema)
    part.prefix = prefix.count
    if rest != nil || !isOwn && schema[.unevaluatedItems] != nil { part.items = .always }
    if schema.dialect.draft == .draft2020, let contained = schema[.contains] {
      part.items = table.any([part.items, try read(schema.inner(contained))])
    }
    return part
  }
}
