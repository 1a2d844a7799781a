internal import Documents
internal import JSONSchema

/// How one schema is taken apart into kinds.
extension RegistryReader {
  mutating func filled(from source: Source) throws(RegistryFailure) -> RegistrySchema {
    let node = node(at: source)
    if let flag = node.boolean { return RegistrySchema(flag ? .always : .never) }
    guard node.kind == .object else {
      throw RegistryFailure(reason: "the registry expects a schema, not a \(node.kind)")
    }
    let draft = draft(of: source)
    var parts: [RegistrySchema] = []
    if let reference = value("$ref", source) {
      parts.append(RegistrySchema(.reference, parts: [try target(of: reference, source)]))
    }
    // Up to draft 7 a reference silences all keywords beside it.
    if parts.isEmpty || draft >= .draft2019 { parts += try kinds(source, draft) }
    let schema: RegistrySchema
    if parts.count > 1 {
      schema = RegistrySchema(.combined)
      schema.isMadeUp = true
      for inner in parts { schema.parts.append(part(inner)) }
    } else {
      schema = parts.first ?? RegistrySchema()
    }
    schema.isModern = draft >= .draft2019
    try annotate(schema, source, draft)
    return schema
  }

  private func annotate(
    _ schema: RegistrySchema, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) {
    for (place, keyword) in [draft == .draft4 ? "id" : "$id", "title", "description"].enumerated() {
      guard let value = value(keyword, source) else { continue }
      guard let text = value.node.string else { throw unfit(keyword, "a string") }
      schema.annotations[place] = text
    }
    schema.defaultValue = value("default", source)?.node
    schema.isConnectBytes = value("connect.type", source)?.node.string == "bytes"
    guard schema.kind == .array, draft <= .draft7 else { return }
    // Keywords of later drafts are kept aside, and compared all the same.
    for keyword in ["minContains", "maxContains"] {
      schema.setLimit(keyword, value(keyword, source)?.node.number)
    }
  }

  private mutating func kinds(_ source: Source, _ draft: Draft) throws(RegistryFailure) -> [RegistrySchema] {
    var parts: [RegistrySchema] = []
    if let value = value("enum", source) {
      guard let values = value.node.array else { throw unfit("enum", "an array") }
      parts.append(RegistrySchema(.enumeration, values: Array(values)))
    }
    for criterion in [RegistrySchema.Criterion.allOf, .anyOf, .oneOf] {
      guard let value = value(criterion.rawValue, source) else { continue }
      guard let members = value.node.array else { throw unfit(criterion.rawValue, "an array") }
      let schema = RegistrySchema(.combined, criterion, isModern: draft >= .draft2019)
      for member in members { schema.parts.append(try inner(member, of: value, criterion.rawValue)) }
      parts.append(schema)
    }
    if let value = value("not", source) {
      parts.append(RegistrySchema(.negation, parts: [try inner(value, "not")]))
    }
    if draft >= .draft6, let value = value("const", source) {
      parts.append(RegistrySchema(.constant, values: [value.node], isModern: draft >= .draft2019))
    }
    parts += try typed(source, draft)
    if draft >= .draft7 {
      var isConditional = false
      for keyword in ["if", "then", "else"] {
        guard let value = value(keyword, source) else { continue }
        _ = try inner(value, keyword)
        isConditional = true
      }
      if isConditional { parts.append(RegistrySchema(.conditional)) }
    }
    return parts
  }

  /// The schemas for `type`, and for the keywords of types that it does not name.
  private mutating func typed(_ source: Source, _ draft: Draft) throws(RegistryFailure) -> [RegistrySchema] {
    var parts: [RegistrySchema] = []
    var taken: [RegistrySchema.Kind] = []
    if let value = value("type", source) {
      if let name = value.node.string {
        parts.append(try ofType(name, source, draft))
        taken = parts.map(\.kind)
      } else {
        guard let names = value.node.array else { throw unfit("type", "a string or an array") }
        let union = RegistrySchema(.combined, .anyOf)
        for member in names {
          guard let name = member.string else { throw unfit("type", "strings") }
          let schema = try ofType(name, source, draft)
          taken.append(schema.kind)
          union.parts.append(part(schema))
        }
        parts.append(union)
      }
    }
    for kind in [RegistrySchema.Kind.array, .object, .number, .string] where !taken.contains(kind) {
      let keywords = Self.keywords(of: kind, draft)
      guard keywords.contains(where: { asks($0, source, draft) }) else { continue }
      parts.append(try schema(of: kind, source, draft))
    }
    return parts
  }

  /// Whether a keyword makes a schema of its kind; no properties make none from draft 2019-09 on.
  private func asks(_ keyword: String, _ source: Source, _ draft: Draft) -> Bool {
    guard let value = value(keyword, source) else { return false }
    guard draft >= .draft2019, keyword == "properties" || keyword == "patternProperties" else { return true }
    return value.node.object?.isEmpty == false
  }

  private mutating func ofType(
    _ name: String, _ source: Source, _ draft: Draft
  ) throws(RegistryFailure) -> RegistrySchema {
    switch name {
    case "string": return try schema(of: .string, source, draft)
    case "integer":
      let schema = try schema(of: .number, source, draft)
      schema.isInteger = true
      return schema
    case "number": return try schema(of: .number, source, draft)
    case "boolean": return RegistrySchema(.boolean)
    case "null": return RegistrySchema(.null)
    case "array": return try schema(of: .array, source, draft)
    case "object": return try schema(of: .object, source, draft)
    default: throw RegistryFailure(reason: "the registry knows no type \"\(name)\"")
    }
  }

  private static func keywords(of kind: RegistrySchema.Kind, _ draft: Draft) -> [String] {
    let isModern = draft >= .draft2019
    switch kind {
    case .string: return ["minLength", "maxLength", "pattern"] + (isModern ? [] : ["format"])
    case .number: return ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
    case .array:
      return ["items", "minItems", "maxItems", "uniqueItems"]
        + (isModern
          ? ["prefixItems", "contains", "unevaluatedItems"]
          : ["additionalItems"] + (draft >= .draft6 ? ["contains"] : []))
    case .object:
      return ["properties", "required", "minProperties", "maxProperties", "patternProperties", "additionalProperties"]
        + (isModern
          ? ["propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties"]
          : ["dependencies"] + (draft >= .draft6 ? ["propertyNames"] : []))
    default: return []
    }
  }
}
