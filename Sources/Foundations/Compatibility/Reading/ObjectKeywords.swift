internal import Documents
internal import JSONSchema

/// Keywords about objects.
extension Prover {
  mutating func readObjectKeywords(_ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var parts: [TermID] = []
    if let count = schema.count(.minProperties), count > 0 { parts.append(table.object(.atLeast(count))) }
    if let count = schema.count(.maxProperties) { parts.append(table.object(.atMost(count))) }
    if let properties = schema[.properties]?.object {
      for member in properties.inKeyOrder {
        parts.append(table.every(name: named(member.key), try read(schema.inner(member.value))))
      }
    }
    if let patterns = schema[.patternProperties]?.object {
      for member in patterns.inKeyOrder {
        let name = table.string(.matches(Text(member.key)))
        parts.append(table.every(name: name, try read(schema.inner(member.value))))
      }
    }
    if let additional = schema[.additionalProperties] {
      let name = table.all(unnamed(by: [schema]))
      parts.append(table.every(name: name, try read(schema.inner(additional))))
    }
    if let names = schema[.propertyNames] {
      let excluded = table.negation(of: try read(schema.inner(names)))
      parts.append(table.every(name: excluded, .never))
    }
    for name in schema[.required]?.array.map({ Array($0) }) ?? [] { parts.append(present(name.string ?? "")) }
    for keyword in [Keyword.dependentRequired, .dependentSchemas, .dependencies] {
      guard let members = schema[keyword]?.object else { continue }
      for member in members.inKeyOrder {
        parts.append(try readDependency(of: member.key, member.value, keyword, schema))
      }
    }
    var found: [TermID] = []
    for part in parts { found.append(table.whenever(.object, part)) }
    return found
  }

  private mutating func readDependency(
    of key: String, _ value: Node, _ keyword: Keyword, _ schema: ReadSchema
  ) throws(GivenUp) -> TermID {
    let absent = table.every(name: named(key), .never)
    guard keyword != .dependentSchemas, let names = value.array else {
      return table.any([absent, try read(schema.inner(value))])
    }
    var needed: [TermID] = []
    for name in names { needed.append(present(name.string ?? "")) }
    return table.any([absent, table.all(needed)])
  }

  /// What the keywords about properties refuse as the value of a member of a name.
  mutating func refused(of name: Text, by schema: ReadSchema) throws(GivenUp) -> TermID {
    var accepted: [TermID] = []
    if let value = schema[.properties]?.object?[name.string] { accepted.append(try read(schema.inner(value))) }
    for member in schema[.patternProperties]?.object?.inKeyOrder ?? [] {
      guard let isNamed = patterns.matches(Text(member.key), name) else {
        throw GivenUp(reason: "it is not known whether a pattern matches a name")
      }
      if isNamed { accepted.append(try read(schema.inner(member.value))) }
    }
    if accepted.isEmpty, let additional = schema[.additionalProperties] {
      accepted.append(try read(schema.inner(additional)))
    }
    return table.negation(of: table.all(accepted))
  }

  mutating func named(_ name: String) -> TermID { table.string(.among([Text(name)])) }

  mutating func present(_ name: String) -> TermID { table.object(.some(name: named(name), value: .always)) }

  /// The names that neither `properties` nor `patternProperties` of some schemas give a meaning.
  mutating func unnamed(by schemas: [ReadSchema]) -> [TermID] {
    var names: Set<Text> = []
    var parts: [TermID] = []
    for schema in schemas {
      for key in schema[.properties]?.object?.keys ?? [] { names.insert(Text(key)) }
      for member in schema[.patternProperties]?.object?.inKeyOrder ?? [] {
        parts.append(table.string(.matchesNot(Text(member.key))))
      }
    }
    parts.append(table.string(.notAmong(names.sorted())))
    return parts
  }
}
