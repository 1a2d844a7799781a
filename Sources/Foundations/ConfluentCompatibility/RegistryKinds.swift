internal import Compatibility
internal import Documents
internal import JSONSchema

/// How the keywords of one kind of values are read.
extension RegistryReader {
  mutating func schema(
    of kind: RegistrySchema.Kind, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) -> RegistrySchema {
    let schema = RegistrySchema(kind)
    switch kind {
    case .string: try readString(schema, source, draft)
    case .number: try readNumber(schema, source, draft)
    case .array: try readArray(schema, source, draft)
    default: try readObject(schema, source, draft)
    }
    return schema
  }

  private func readString(
    _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    try readCounts(["minLength", "maxLength"], schema, source, draft)
    guard let value = value("pattern", source) else { return }
    guard let pattern = value.node.string else { throw unfit("pattern", "a string") }
    schema.pattern = Text(pattern)
  }

  private func readNumber(
    _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    for keyword in ["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"] {
      guard let value = value(keyword, source) else { continue }
      if draft == .draft4, keyword.hasPrefix("exclusive") {
        // A flag of draft 4 is read, and never compared.
        guard value.node.boolean != nil else { throw unfit(keyword, "a boolean in draft 4") }
        continue
      }
      guard let number = value.node.number else { throw unfit(keyword, "a number") }
      if keyword == "multipleOf", number.isZero { throw unfit(keyword, "a number other than 0") }
      if keyword == "multipleOf" { schema.factor = number } else { schema.setLimit(keyword, number) }
    }
  }

  private mutating func readArray(
    _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    try readCounts(["minItems", "maxItems"], schema, source, draft)
    if let value = value("uniqueItems", source) {
      guard let flag = value.node.boolean else { throw unfit("uniqueItems", "a boolean") }
      schema.isUnique = flag
    }
    if let value = value("contains", source), draft >= .draft6 {
      _ = try inner(value, "contains")
      if draft >= .draft2019 {
        schema.setLimit("minContains", 1)
        try readCounts(["minContains", "maxContains"], schema, source, draft)
      }
    }
    if draft >= .draft2019 { return try readLaterItems(schema, source) }
    if let value = value("additionalItems", source) {
      schema.additional = try content(value, "additionalItems")
    }
    guard let value = value("items", source) else { return }
    guard let members = value.node.array else {
      schema.items = try inner(value, "items")
      if schema.additional == .nothing { schema.additional = .anything }
      return
    }
    for member in members { schema.tuple.append(try inner(member, of: value, "items")) }
  }

  /// `items` and `prefixItems` of draft 2020-12; those of 2019-09 are read alike.
  private mutating func readLaterItems(_ schema: RegistrySchema, _ source: Source) throws(RegistryFailure) {
    if let value = value("prefixItems", source) {
      guard let members = value.node.array else { throw unfit("prefixItems", "an array") }
      for member in members { schema.tuple.append(try inner(member, of: value, "prefixItems")) }
    }
    if let value = value("items", source) {
      switch (value.node.boolean, schema.tuple.isEmpty) {
      case (true?, _): break
      case (false?, _): schema.additional = .nothing
      case (nil, true): schema.items = try inner(value, "items")
      case (nil, false): schema.additional = .schema(try inner(value, "items"))
      }
    }
    if let value = value("unevaluatedItems", source) { schema.unevaluated = try inner(value, "unevaluatedItems") }
  }

  /// What a boolean or a schema lets in.
  private mutating func content(_ value: Value, _ keyword: String) throws(RegistryFailure) -> RegistrySchema.Content {
    if let flag = value.node.boolean { return flag ? .anything : .nothing }
    guard value.node.kind == .object else { throw unfit(keyword, "a boolean or an object") }
    return .schema(schema(at: value.source))
  }

  /// Reads counts, which up to draft 7 are 32-bit integers without a fraction or an exponent.
  private func readCounts(
    _ keywords: [String], _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    for keyword in keywords {
      guard let value = value(keyword, source) else { continue }
      guard let number = value.node.number, number.isInteger else { throw unfit(keyword, "an integer") }
      if draft <= .draft7 {
        let isPlain = value.node.withText { text in
          for place in text.indices where text[place] != 0x2D && !(0x30...0x39).contains(text[place]) { return false }
          return true
        }
        guard isPlain == true, number.exactly(Int32.self) != nil else {
          throw unfit(keyword, "a 32-bit integer without a fraction")
        }
      }
      schema.setLimit(keyword, number)
    }
  }

  private mutating func readObject(
    _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    try readCounts(["minProperties", "maxProperties"], schema, source, draft)
    if let value = value("properties", source) {
      for member in try members(of: value, "properties") {
        schema.properties.append(Text(member.key), try inner(member.value, of: value, "properties"))
      }
    }
    if let value = value("patternProperties", source) {
      for member in try members(of: value, "patternProperties") {
        schema.patterns.append((Text(member.key), try inner(member.value, of: value, "patternProperties")))
      }
    }
    if let value = value("additionalProperties", source) {
      schema.additional = try content(value, "additionalProperties")
    }
    if let value = value("required", source) { schema.required = try names(value.node, "required") }
    if draft >= .draft6, let value = value("propertyNames", source) { _ = try inner(value, "propertyNames") }
    if draft >= .draft2019, let value = value("unevaluatedProperties", source) {
      schema.unevaluated = try inner(value, "unevaluatedProperties")
    }
    for keyword in draft >= .draft2019 ? ["dependentRequired", "dependentSchemas"] : ["dependencies"] {
      guard let value = value(keyword, source) else { continue }
      for member in try members(of: value, keyword) {
        if member.value.kind == .array, keyword != "dependentSchemas" {
          let names = try names(member.value, keyword)
          if !names.isEmpty { schema.dependentNames.append(Text(member.key), names) }
        } else {
          schema.dependentSchemas.append(Text(member.key), try inner(member.value, of: value, keyword))
        }
      }
    }
  }

  private func members(of value: Value, _ keyword: String) throws(RegistryFailure) -> Object {
    guard let members = value.node.object else { throw unfit(keyword, "an object") }
    return members
  }

  private func names(_ node: Node, _ keyword: String) throws(RegistryFailure) -> Set<Text> {
    guard let members = node.array else { throw unfit(keyword, "an array") }
    var names: Set<Text> = []
    for member in members {
      guard let name = member.string else { throw unfit(keyword, "strings") }
      names.insert(Text(name))
    }
    return names
  }
}
