import Documents
import JSONSchema

/// Makes schemas of a draft out of all its keywords, with so few names and values that they meet one another.
struct RandomSchema<Generator: RandomNumberGenerator> {
  var generator: Generator
  let draft: Draft

  private static var texts: [String] { ["", "a", "b", "ab", "ba", "aab", "é", "abcd", "1", "A b"] }
  private static var names: [String] { ["a", "b", "c", "ab"] }
  private static var numbers: [Number] {
    ["-2", "-1", "0", "0.5", "1", "1.5", "2", "3", "4", "6", "10"].compactMap { Number($0) }
  }
  private static var divisors: [Number] { ["0.5", "1", "1.5", "2", "3", "4", "6", "0.3"].compactMap { Number($0) } }
  private static var patterns: [String] {
    ["a", "^a", "b$", "^a*$", "^[ab]+$", "^(ab)*$", "^.$", "^[^a]", "a{2}", "^\\w{1,2}$", "\\d", "^a|b$", ""]
  }

  /// A schema with definitions beside it that it may refer to, and that may refer to themselves.
  mutating func schema() -> Node {
    let key = draft < .draft2019 ? "definitions" : "$defs"
    let root = subschema(depth: 3)
    guard chance(2), let members = root.object else { return root }
    let definitions = Node.object([("one", subschema(depth: 2)), ("two", subschema(depth: 1))])
    return .object(members.filter { $0.key != key }.map { ($0.key, $0.value) } + [(key, definitions)])
  }

  mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  mutating func subschema(depth: Int) -> Node {
    if draft > .draft4, chance(12) { return .boolean(!chance(3)) }
    if chance(10) {
      let key = draft < .draft2019 ? "definitions" : "$defs"
      return .object([("$ref", .string(pick(["#/\(key)/one", "#/\(key)/two"])))])
    }
    var members: [String: Node] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let (key, value) = keyword(depth: depth)
      if let keyword = Keyword(name: key), keyword.drafts.contains(draft) { members[key] = value }
    }
    if draft == .draft4 {
      for (bound, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] where members[flag] != nil
      {
        members[flag] = members[bound] == nil ? nil : .boolean(chance(2))
      }
    }
    if members["maxContains"] != nil || members["minContains"] != nil, members["contains"] == nil {
      members["contains"] = depth > 0 ? subschema(depth: depth - 1) : .object([("type", "string")])
    }
    return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private mutating func keyword(depth: Int) -> (String, Node) {
    let choice = Int.random(in: 0..<(depth > 0 ? 20 : 7), using: &generator)
    switch choice {
    case 0: return ("type", type())
    case 1: return ("enum", .array((0...Int.random(in: 0...3, using: &generator)).map { _ in value(depth: 1) }))
    case 2: return ("const", value(depth: 2))
    case 3:
      return (
        pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]), .number(pick(Self.numbers))
      )
    case 4: return chance(2) ? ("multipleOf", .number(pick(Self.divisors))) : ("pattern", .string(pick(Self.patterns)))
    case 5:
      return (
        pick(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]),
        .number(Number(Int.random(in: 0...3, using: &generator)))
      )
    case 6: return chance(2) ? ("required", nameList()) : ("uniqueItems", true)
    case 7, 8, 9: return ("properties", map(Self.names, depth))
    case 10: return (pick(["additionalProperties", "propertyNames"]), subschema(depth: depth - 1))
    case 11: return ("patternProperties", map(Self.patterns, depth))
    case 12:
      if draft < .draft2020, chance(3) { return ("items", list(depth)) }
      return (pick(["items", "additionalItems"]), subschema(depth: depth - 1))
    case 13: return chance(2) ? ("prefixItems", list(depth)) : ("contains", subschema(depth: depth - 1))
    case 14: return (pick(["minContains", "maxContains"]), .number(Number(Int.random(in: 0...2, using: &generator))))
    case 15: return (pick(["allOf", "anyOf", "oneOf"]), list(depth))
    case 16: return (pick(["not", "if", "then", "else"]), subschema(depth: depth - 1))
    case 17: return ("dependentRequired", .object([(pick(Self.names), nameList())]))
    case 18: return (pick(["dependentSchemas", "dependencies"]), map(Self.names, depth))
    default:
      return (pick(["unevaluatedProperties", "unevaluatedItems"]), chance(2) ? false : subschema(depth: depth - 1))
    }
  }

  private mutating func type() -> Node {
    let names = ["string", "integer", "number", "object", "array", "boolean", "null"]
    guard chance(3) else { return .string(pick(names)) }
    return .array(Set([pick(names), pick(names)]).sorted().map { .string($0) })
  }

  private mutating func nameList() -> Node {
    .array(
      Set((0...Int.random(in: 0...1, using: &generator)).map { _ in pick(Self.names) }).sorted().map { .string($0) })
  }

  private mutating func list(_ depth: Int) -> Node {
    .array((0...Int.random(in: 0...2, using: &generator)).map { _ in subschema(depth: depth - 1) })
  }

  private mutating func map(_ keys: [String], _ depth: Int) -> Node {
    var members: [String: Node] = [:]
    for _ in 0...Int.random(in: 0...2, using: &generator) { members[pick(keys)] = subschema(depth: depth - 1) }
    return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// A value out of the names, texts and numbers that the schemas have.
  mutating func value(depth: Int) -> Node {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
    case 0: return .null
    case 1: return .boolean(chance(2))
    case 2, 3:
      return chance(3) ? .number(Number(Int.random(in: -3...12, using: &generator))) : .number(pick(Self.numbers))
    case 4, 5: return .string(pick(Self.texts))
    case 6: return .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth - 1) })
    default:
      var members: [String: Node] = [:]
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        members[chance(4) ? pick(Self.texts) : pick(Self.names)] = value(depth: depth - 1)
      }
      return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  /// The schema with one keyword or subschema changed somewhere.
  mutating func changed(_ schema: Node, depth: Int = 3) -> Node {
    guard let object = schema.object, !object.isEmpty, !chance(6) else { return subschema(depth: depth) }
    var members = object.map { ($0.key, $0.value) }
    let place = Int.random(in: 0..<members.count, using: &generator)
    let (key, value) = members[place]
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      members.remove(at: place)
      if ["$defs", "definitions"].contains(key) { return schema }
    case 1:
      let (name, added) = keyword(depth: depth)
      guard let keyword = Keyword(name: name), keyword.drafts.contains(draft), object[name] == nil else {
        return schema
      }
      if draft == .draft4, name.hasPrefix("exclusive") { return schema }
      members.append((name, added))
    default:
      guard let keyword = Keyword(name: key) else { return schema }
      switch keyword.shape {
      case .schemaOrArray where value.kind != .array, .schema:
        members[place].1 = changed(value, depth: max(0, depth - 1))
      case .array, .schemaOrArray:
        members[place].1 = .array((value.array.map { Array($0) } ?? []).map { changed($0, depth: max(0, depth - 1)) })
      case .map:
        members[place].1 = .object(
          (value.object.map { Array($0) } ?? []).map { member in
            (member.key, chance(2) ? changed(member.value, depth: max(0, depth - 1)) : member.value)
          })
      default: return schema
      }
    }
    return .object(members)
  }
}
