internal import Changes
internal import Documents
internal import Policy

extension RuleTrial {
  /// The keys that the schema of the check's policy lets through and that no code asks for.
  ///
  /// A policy that sets one of them would ask for something, and get a pass without a word.
  package static func keysWithoutReader() -> [String] {
    let asked = EffectivePolicy<C.Policy>.askedKeys(of: sample(of: C.Policy.schema.root)).union(["locked"])
    return keys(of: C.Policy.schema.root, below: []).filter { !asked.contains($0) }
  }

  /// The keys of a schema, those of mappings within as `approval.role`; `x` stands for any name and any element.
  private static func keys(of schema: Node, below path: [String]) -> [String] {
    var found: [String] = []
    for member in schema["properties"]?.object.map(Array.init) ?? [] {
      let key = path + [member.key]
      found += [key.joined(separator: ".")] + keys(of: member.value, below: key)
    }
    for inner in [schema["additionalProperties"], schema["items"]] {
      if let inner, inner.object != nil { found += keys(of: inner, below: path + ["x"]) }
    }
    return found
  }

  /// A sample, and others in which one key has another of the words that it may have: what is asked for may follow from it.
  private static func variants(of schema: Node) -> [Node] {
    let first = sample(of: schema)
    guard let members = first.object else { return [first] }
    return [first]
      + (schema["properties"]?.object.map(Array.init) ?? []).flatMap { property in
        (property.value["enum"]?.array.map(Array.init) ?? []).dropFirst().map { word in
          Node.object(members.map { ($0.key, $0.key == property.key ? word : $0.value) })
        }
      }
  }

  /// A document that has every key of a schema, with a value that fits.
  private static func sample(of schema: Node) -> Node {
    if let word = schema["enum"]?.array?.first { return word }
    var members = (schema["properties"]?.object.map(Array.init) ?? []).map { ($0.key, sample(of: $0.value)) }
    if let others = schema["additionalProperties"], others.object != nil {
      if let name = schema["propertyNames"]?["enum"]?.array?.first?.string {
        members.append((name, sample(of: others)))
      } else {
        members += variants(of: others).enumerated().map { ("a\($0.offset)", $0.element) }
      }
    }
    if !members.isEmpty { return .object(members) }
    if let items = schema["items"], items.object != nil { return .array([sample(of: items)]) }
    return switch (schema["type"]?.string, schema["format"]?.string) {
    case (_, "date"): "2027-01-01"
    case (_, "date-time"): "2027-01-01T00:00:00Z"
    case ("integer", _): 1
    case ("boolean", _): true
    default: "a"
    }
  }
}
