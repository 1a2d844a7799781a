import Documents
import JSONSchema

/// Makes documents that a schema is likely to accept, and that stand at the borders of what it accepts.
struct DirectedDocument<Generator: RandomNumberGenerator> {
  var random: RandomValue<Generator>
  /// The whole schema, which references lead into.
  let root: Node
  private var isInteger = false

  init(random: RandomValue<Generator>, root: Node) {
    self.random = random
    self.root = root
  }

  /// A document for the whole schema.
  mutating func document() -> Node { value(of: [root], depth: 4) }

  /// A value for some schemas that all apply.
  private mutating func value(of schemas: [Node], depth: Int) -> Node {
    guard depth > 0 else { return random.value(depth: 0) }
    var members: [(String, Node)] = []
    for schema in schemas { collect(schema, into: &members, depth: 4) }
    func values(_ key: String) -> [Node] { members.filter { $0.0 == key }.map(\.1) }
    if let constant = values("const").first, !random.chance(6) { return constant }
    if let list = values("enum").first?.array, !list.isEmpty, !random.chance(6) { return random.pick(Array(list)) }
    isInteger = false
    switch kind(members) {
    case "object": return object(members, depth: depth)
    case "array": return array(members, depth: depth)
    case "string": return text(members)
    case "number": return number(members)
    case "integer":
      isInteger = true
      return number(members)
    case "boolean": return .boolean(random.chance(2))
    case "null": return .null
    default: return random.value(depth: depth - 1)
    }
  }

  /// The keywords of a schema and of some of those for the same value.
  private mutating func collect(_ schema: Node, into members: inout [(String, Node)], depth: Int) {
    guard depth > 0, let object = schema.object else { return }
    for member in object {
      let value = member.value
      switch member.key {
      case "$ref", "$dynamicRef", "$recursiveRef":
        if let target = target(of: value.string ?? "") { collect(target, into: &members, depth: depth - 1) }
      case "allOf": for part in value.array.map({ Array($0) }) ?? [] { collect(part, into: &members, depth: depth - 1) }
      case "anyOf", "oneOf":
        if let parts = value.array, !parts.isEmpty {
          collect(random.pick(Array(parts)), into: &members, depth: depth - 1)
        }
      case "if", "then", "else": if random.chance(2) { collect(value, into: &members, depth: depth - 1) }
      default: members.append((member.key, value))
      }
    }
  }

  private func target(of text: String) -> Node? {
    let definitions = root["$defs"] ?? root["definitions"]
    if text.hasSuffix("#") || text.hasSuffix("#node") { return root }
    if text.hasSuffix("own.json") { return definitions?["own"] }
    return definitions?[text.split(whereSeparator: { $0 == "/" || $0 == "#" }).last.map(String.init) ?? ""]
  }

  /// The name of a type; one that the keywords are about, where none is given.
  private mutating func kind(_ members: [(String, Node)]) -> String? {
    if let type = members.first(where: { $0.0 == "type" })?.1, !random.chance(10) {
      return type.string ?? type.array.flatMap { $0.isEmpty ? nil : random.pick(Array($0)).string }
    }
    var kinds: [String] = []
    for (key, _) in members {
      switch key {
      case _ where key.hasSuffix("roperties") || key.hasPrefix("depend") || key == "propertyNames", "required":
        kinds.append("object")
      case _ where key.hasSuffix("tems") || key.hasSuffix("ontains"): kinds.append("array")
      case "pattern", "minLength", "maxLength", "format": kinds.append("string")
      case _ where key.lowercased().hasSuffix("imum"), "multipleOf": kinds.append("number")
      default: continue
      }
    }
    return kinds.isEmpty || random.chance(5) ? nil : random.pick(kinds)
  }

  private mutating func object(_ members: [(String, Node)], depth: Int) -> Node {
    var schemas: [String: [Node]] = [:]
    for (key, value) in members where key == "properties" {
      for member in value.object.map({ Array($0) }) ?? [] where random.chance(2) {
        schemas[member.key, default: []].append(member.value)
      }
    }
    for (key, value) in members where key == "required" {
      for name in value.array.map({ Array($0) }) ?? [] where !random.chance(8) {
        let name = name.string ?? ""
        if schemas[name] == nil {
          schemas[name] = members.filter { $0.0 == "properties" }.compactMap { $0.1[name] }
        }
      }
    }
    if random.chance(3) {
      let others = members.filter { $0.0 == "patternProperties" }.compactMap {
        $0.1.object?.first(where: { _ in true })?.value
      }
      let additional = members.filter { $0.0.hasSuffix("edProperties") || $0.0 == "additionalProperties" }.map(\.1)
      schemas[random.pick(random.chance(3) ? RandomNames.texts : RandomNames.keys)] = others + additional
    }
    var result: [(String, Node)] = []
    for (name, parts) in schemas.sorted(by: { $0.key < $1.key }) {
      result.append((name, value(of: parts, depth: depth - 1)))
    }
    return .object(result)
  }

  private mutating func array(_ members: [(String, Node)], depth: Int) -> Node {
    func values(_ key: String) -> [Node] { members.filter { $0.0 == key }.map(\.1) }
    let bounds = (values("minItems") + values("maxItems") + values("minContains")).compactMap { $0.number?.int }
    let prefix = (values("prefixItems") + values("items")).compactMap { $0.array.map { Array($0) } }.first ?? []
    let rest = (values("items") + values("additionalItems")).filter { $0.array == nil }
    let contained = values("contains")
    let length = min(6, bounds.isEmpty || random.chance(3) ? random.count(0...3) : random.pick(bounds))
    return .array(
      (0..<length).map { place in
        if !contained.isEmpty, random.chance(2) { return value(of: contained, depth: depth - 1) }
        return value(of: place < prefix.count ? [prefix[place]] : rest, depth: depth - 1)
      })
  }

  private mutating func text(_ members: [(String, Node)]) -> Node {
    let lengths = members.filter { $0.0.hasSuffix("Length") }.compactMap { $0.1.number?.int }
    guard !lengths.isEmpty, random.chance(2) else { return random.text() }
    return .string(
      String(repeating: random.pick(["a", "b", "é"]), count: max(0, random.pick(lengths) + random.count(-1...1))))
  }

  private mutating func number(_ members: [(String, Node)]) -> Node {
    let bounds = members.filter { $0.0.lowercased().hasSuffix("imum") || $0.0 == "multipleOf" }.map(\.1).filter {
      $0.kind == .number
    }
    if !bounds.isEmpty, random.chance(2) { return random.pick(bounds) }
    return isInteger && !random.chance(4) ? .number(Number(random.count(-3...12))) : random.number()
  }
}
