internal import Documents
internal import JSONSchema

/// Keywords about arrays.
extension Prover {
  mutating func readArrayKeywords(_ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var parts: [TermID] = []
    if let count = schema.count(.minItems), count > 0 { parts.append(table.array(.atLeast(count))) }
    if let count = schema.count(.maxItems) { parts.append(table.array(.atMost(count))) }
    if schema[.uniqueItems]?.boolean == true { parts.append(table.array(.distinct)) }
    let (prefix, rest) = itemSchemas(of: schema)
    for (place, item) in prefix.enumerated() {
      parts.append(table.every(Places(first: place, last: place), try read(schema.inner(item))))
    }
    if let rest { parts.append(table.every(Places(first: prefix.count, last: nil), try read(schema.inner(rest)))) }
    if let contained = schema[.contains] { parts += try readContains(contained, schema) }
    var found: [TermID] = []
    for part in parts { found.append(table.whenever(.array, part)) }
    return found
  }

  /// The schemas of the first items, and that of all items behind them.
  func itemSchemas(of schema: ReadSchema) -> (prefix: [Node], rest: Node?) {
    if schema.dialect.draft == .draft2020 {
      return (schema[.prefixItems]?.array.map { Array($0) } ?? [], schema[.items])
    }
    guard let items = schema[.items] else { return ([], nil) }
    guard let prefix = items.array else { return ([], items) }
    return (Array(prefix), schema[.additionalItems])
  }

  private mutating func readContains(_ contained: Node, _ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    let term = try read(schema.inner(contained))
    var parts: [TermID] = []
    if let reason = schema.largeCount(.minContains) ?? schema.largeCount(.maxContains) { throw GivenUp(reason: reason) }
    let least = schema.count(.minContains) ?? 1
    if least > 0 { parts.append(table.array(.countAtLeast(least, term))) }
    if let most = schema.count(.maxContains) { parts.append(table.array(.countAtMost(most, term))) }
    return parts
  }
}
