internal import Documents
internal import JSONSchema

/// What a schema evaluates of a value where a condition holds of it.
struct EvaluatedPart {
  var condition: TermID
  /// The names of the members, one by one.
  var singles: Set<Text> = []
  /// More names, as a set.
  var names: TermID = .never
  /// How many of the first items.
  var prefix = 0
  /// The items behind them.
  var items: TermID = .never

  /// Whether it evaluates items by their values, and not all of them.
  var hasSomeItems: Bool { items != .never && items != .always }
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
      var always = EvaluatedPart(condition: .always)
      var sometimes: [EvaluatedPart] = []
      for part in try evaluatedParts(of: schema, isOwn: true) where part.condition != .never {
        if part.condition == .always { always = joined(always, part) } else { sometimes.append(part) }
      }
      let isAboutItems = keyword == .unevaluatedItems
      // What is evaluated place by place, or name by name, is asked for so; of all else each combination counts.
      let combined = merged(sometimes.filter { isAboutItems ? $0.hasSomeItems : $0.names != .never })
      guard combined.count <= 8 else {
        let place = sides[schema.place.side].error(.limit, "", at: schema.location(of: node)).pointer
        let reason = "what is left to the \(keyword.rawValue) at #\(place) of side \(schema.place.side) depends on much"
        parts.append(table.id(of: .unknown(.other(reason), isHeld: true)))
        continue
      }
      var ways: [TermID] = []
      for way in 0..<(1 << combined.count) {
        try spend(1 + sometimes.count)
        var known = always
        var conditions: [TermID] = []
        for (place, part) in combined.enumerated() where way & (1 << place) != 0 {
          known = joined(known, part)
          conditions.append(part.condition)
        }
        conditions += isAboutItems ? items(known, sometimes, rest) : members(known, sometimes, rest)
        ways.append(table.all(conditions))
      }
      parts.append(table.whenever(isAboutItems ? .array : .object, table.any(ways)))
    }
    return parts
  }

  /// What is asked of members, where some are evaluated for certain and others where conditions hold.
  private mutating func members(_ known: EvaluatedPart, _ sometimes: [EvaluatedPart], _ rest: TermID) -> [TermID] {
    if known.names == table.kinds(.string) { return [] }
    var named: [Text: [TermID]] = [:]
    for part in sometimes {
      for name in part.singles where !known.singles.contains(name) { named[name, default: []].append(part.condition) }
    }
    var parts: [TermID] = []
    let evaluated = table.negation(of: known.names)
    for (name, conditions) in named.sorted(by: { $0.key < $1.key }) {
      let only = table.all([table.string(.among([name])), evaluated])
      parts.append(table.any(conditions + [table.every(name: only, rest)]))
    }
    let others = table.string(.notAmong(known.singles.union(named.keys).sorted()))
    parts.append(table.every(name: table.all([others, evaluated]), rest))
    return parts
  }

  /// The same of items.
  private mutating func items(_ known: EvaluatedPart, _ sometimes: [EvaluatedPart], _ rest: TermID) -> [TermID] {
    let value = table.any([rest, known.items])
    var parts: [TermID] = []
    let longest = max(known.prefix, sometimes.map(\.prefix).max() ?? 0)
    for place in known.prefix..<longest {
      let conditions = sometimes.filter { $0.prefix > place || $0.items == .always }.map(\.condition)
      parts.append(table.any(conditions + [table.every(Places(first: place, last: place), value)]))
    }
    let conditions = sometimes.filter { $0.items == .always }.map(\.condition)
    parts.append(table.any(conditions + [table.every(Places(first: longest, last: nil), value)]))
    return parts
  }

  private mutating func joined(_ one: EvaluatedPart, _ other: EvaluatedPart) -> EvaluatedPart {
    EvaluatedPart(
      condition: one.condition, singles: one.singles.union(other.singles),
      names: table.any([one.names, other.names]), prefix: max(one.prefix, other.prefix),
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
      for member in members.inKeyOrder where member.value.array == nil {
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
      part.names = table.kinds(.string)
    } else {
      for name in schema[.properties]?.object?.keys ?? [] { part.singles.insert(Text(name)) }
      let patterns = schema[.patternProperties]?.object?.inKeyOrder ?? []
      part.names = table.any(patterns.map { table.string(.matches(Text($0.key))) })
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
