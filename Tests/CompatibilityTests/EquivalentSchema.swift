import Documents
import JSONSchema

/// Writes schemas in other words that mean the same.
struct EquivalentSchema<Generator: RandomNumberGenerator> {
  var random: RandomValue<Generator>
  let draft: Draft
  /// Whether anywhere something depends on what was evaluated: then no schema may keep that to itself.
  private let isTracked: Bool
  private let root: Node
  /// The rewritings that were done, by name.
  private(set) var done: [String] = []

  init(random: RandomValue<Generator>, draft: Draft, root: Node) {
    self.random = random
    self.draft = draft
    self.root = root
    isTracked = root.json().contains("\"unevaluated")
  }

  /// The whole schema, rewritten in some places.
  mutating func rewritten() -> Node {
    var schema = rewritten(root, isRoot: true)
    if random.chance(3) { schema = renamed(schema) }
    return random.chance(3) ? reordered(schema) : schema
  }

  private typealias Members = [(String, Node)]

  /// A schema with its subschemas rewritten, and then itself.
  private mutating func rewritten(_ schema: Node, isRoot: Bool) -> Node {
    guard let object = schema.object else { return schema }
    if draft.refIsAlone, object["$ref"] != nil { return inlined(schema) ?? schema }
    var frame: Members = []
    var members: Members = []
    for member in object {
      let keyword = Keyword(name: member.key)
      let value = keyword.map { rewrittenSubschemas(member.value, of: $0) } ?? member.value
      // What names a schema and what others refer to stays where it is.
      switch keyword {
      case .id4 where draft == .draft4, .id, .schema, .anchor, .dynamicAnchor, .recursiveAnchor, .vocabulary, .defs,
        .definitions:
        frame.append((member.key, value))
      default: members.append((member.key, value))
      }
    }
    guard isRoot || frame.isEmpty, isRoot || random.chance(2) else { return .object(frame + members) }
    for _ in 0..<5 {
      let before = done.count
      let inner = wrapped(members)
      if done.count > before { return .object(frame + inner) }
    }
    return .object(frame + members)
  }

  private mutating func rewrittenSubschemas(_ value: Node, of keyword: Keyword) -> Node {
    switch (keyword.shape, value.kind) {
    case (.schema, _), (.schemaOrArray, .object): return rewritten(value, isRoot: false)
    case (.array, .array), (.schemaOrArray, .array):
      return .array((value.array.map { Array($0) } ?? []).map { rewritten($0, isRoot: false) })
    case (.map, .object), (.dependencies, .object):
      return .object((value.object.map { Array($0) } ?? []).map { ($0.key, rewritten($0.value, isRoot: false)) })
    default: return value
    }
  }

  /// The keywords in other words, where one of the ways fits.
  private mutating func wrapped(_ members: Members) -> Members {
    func node(_ key: String) -> Node? { members.first { $0.0 == key }?.1 }
    func without(_ keys: String..., also more: Node) -> Members {
      let rest = members.filter { !keys.contains($0.0) }
      let own = rest.first { $0.0 == "allOf" }?.1.array.map { Array($0) } ?? []
      return rest.filter { $0.0 != "allOf" } + [("allOf", .array(own + [more]))]
    }
    func named(_ name: String, _ result: Members) -> Members {
      done.append(name)
      return result
    }
    let whole = Node.object(members)
    switch random.count(0...15) {
    case 0 where !isTracked: return named("not not", [("not", .object([("not", whole)]))])
    case 1: return named("all of", [("allOf", [whole, .object([])])])
    case 2: return named("any of", [("anyOf", [whole, whole])])
    case 3: return named("one of", [("oneOf", [whole])])
    case 4 where members.count > 1: return named("split", split(members))
    case 5:
      guard let types = node("type")?.array else { return members }
      let each = types.map { Node.object([("type", $0)]) }
      return named("types", without("type", also: .object([("anyOf", .array(each))])))
    case 6:
      guard let value = node("const") else { return members }
      return named("const", without("const", also: .object([("enum", .array([value]))])))
    case 7:
      guard let values = node("enum")?.array, draft > .draft4 else { return members }
      let each = values.map { Node.object([("const", $0)]) }
      return named("enum", without("enum", also: .object([("anyOf", .array(each))])))
    case 8:
      guard let dependencies = node("dependentRequired")?.object else { return members }
      let each = dependencies.map { member in
        Node.object([
          ("if", .object([("required", .array([.string(member.key)]))])),
          ("then", .object([("required", member.value)])),
        ])
      }
      return named("dependentRequired", without("dependentRequired", also: .object([("allOf", .array(each))])))
    case 9:
      guard let others = additional(members) else { return members }
      return named("additionalProperties", others)
    case 10:
      guard let names = node("required")?.array else { return members }
      let never = draft == .draft4 ? Node.object([("not", .object([]))]) : false
      let each = names.map { name in
        let absent = Node.object([("properties", .object([(name.string ?? "", never)])), ("type", "object")])
        return Node.object([("not", absent)])
      }
      return named("required", without("required", also: .object([("allOf", .array(each))])))
    case 11 where !isTracked:
      guard let condition = node("if") else { return members }
      let parts = [(condition, node("then")), (.object([("not", condition)]), node("else"))].map { guarded, then in
        Node.object([("allOf", .array([guarded] + (then.map { [$0] } ?? [])))])
      }
      return named("if", without("if", "then", "else", also: .object([("anyOf", .array(parts))])))
    case 12 where !isTracked:
      guard let parts = node("oneOf")?.array, parts.count == 2, let one = parts[0], let other = parts[1] else {
        return members
      }
      let each = [(one, other), (other, one)].map { here, there in
        Node.object([("allOf", .array([here, .object([("not", there)])]))])
      }
      return named("oneOf", without("oneOf", also: .object([("anyOf", .array(each))])))
    case 13:
      guard let most = node("maxItems")?.number?.int else { return members }
      let more = Node.object([("type", "array"), ("minItems", .number(Number(most + 1)))])
      return named("maxItems", without("maxItems", also: .object([("not", more)])))
    case 14 where !isTracked:
      guard let contained = node("contains"), node("minContains") == nil, node("maxContains") == nil else {
        return members
      }
      let none = Node.object([("type", "array"), ("items", .object([("not", contained)]))])
      return named("contains", without("contains", also: .object([("not", none)])))
    case 15: return inlined(whole)?.object.map { $0.map { ($0.key, $0.value) } } ?? members
    default: return members
    }
  }

  /// Each keyword in a schema of its own, those together that look at one another.
  private func split(_ members: Members) -> Members {
    let groups = [
      ["properties", "patternProperties", "additionalProperties"], ["items", "prefixItems", "additionalItems"],
      ["contains", "minContains", "maxContains"], ["if", "then", "else"], ["minimum", "exclusiveMinimum"],
      ["maximum", "exclusiveMaximum"], ["contentMediaType", "contentSchema"],
    ]
    if members.contains(where: { $0.0.hasPrefix("unevaluated") }) { return members }
    var parts: [[(String, Node)]] = []
    for member in members {
      let group = groups.first { $0.contains(member.0) } ?? []
      if let place = parts.firstIndex(where: { part in part.contains { group.contains($0.0) } }) {
        parts[place].append(member)
      } else {
        parts.append([member])
      }
    }
    return [("allOf", .array([.object([])] + parts.map { .object($0) }))]
  }

  /// `additionalProperties` as a pattern of all names that `properties` does not have.
  private func additional(_ members: Members) -> Members? {
    guard let value = members.first(where: { $0.0 == "additionalProperties" })?.1,
      !members.contains(where: { $0.0 == "patternProperties" })
    else { return nil }
    let names = members.first { $0.0 == "properties" }?.1.object?.keys ?? []
    let pattern = names.isEmpty ? "" : "^(?!(?:\(names.joined(separator: "|")))$)"
    return members.filter { $0.0 != "additionalProperties" } + [("patternProperties", .object([(pattern, value)]))]
  }

  /// What a reference that stands alone leads to, where that may stand anywhere.
  private mutating func inlined(_ schema: Node) -> Node? {
    guard let object = schema.object, object.count == 1, let text = object["$ref"]?.string, text.hasPrefix("#/"),
      let key = text.split(separator: "/").last.map(String.init), key == "one" || key == "two"
    else { return nil }
    done.append("inline")
    return (root["$defs"] ?? root["definitions"])?[key]
  }

  /// The schema with another name for a definition.
  private mutating func renamed(_ schema: Node) -> Node {
    let key = draft < .draft2019 ? "definitions" : "$defs"
    guard let definitions = schema[key]?.object, definitions["one"] != nil else { return schema }
    done.append("rename")
    let members = (schema.object.map { Array($0) } ?? []).map { member -> (String, Node) in
      guard member.key == key else { return (member.key, member.value) }
      return (key, .object(definitions.map { ($0.key == "one" ? "another" : $0.key, $0.value) }))
    }
    return Self.referring(.object(members), from: "/\(key)/one", to: "/\(key)/another")
  }

  private static func referring(_ node: Node, from old: String, to new: String) -> Node {
    switch node.content {
    case .object(let members):
      return .object(
        members.map { member in
          guard member.key == "$ref", let text = member.value.string, text.hasSuffix(old) else {
            return (member.key, referring(member.value, from: old, to: new))
          }
          return ("$ref", .string(text.dropLast(old.count) + new))
        })
    case .array(let items): return .array(items.map { referring($0, from: old, to: new) })
    default: return node
    }
  }

  /// All keywords, and all lists without an order, the other way round.
  private mutating func reordered(_ schema: Node) -> Node {
    done.append("reorder")
    return Self.reversed(schema)
  }

  private static func reversed(_ schema: Node) -> Node {
    guard let object = schema.object else { return schema }
    return .object(
      object.reversed().map { member in
        guard let keyword = Keyword(name: member.key) else { return (member.key, member.value) }
        let value = member.value
        switch (keyword.shape, value.kind) {
        case (.schema, _), (.schemaOrArray, .object): return (member.key, reversed(value))
        case (.array, .array), (.schemaOrArray, .array):
          let parts = (value.array.map { Array($0) } ?? []).map { reversed($0) }
          let isOrdered = keyword == .prefixItems || keyword == .items
          return (member.key, .array(isOrdered ? parts : parts.reversed()))
        case (.map, .object), (.dependencies, .object):
          return (
            member.key, .object((value.object.map { Array($0) } ?? []).reversed().map { ($0.key, reversed($0.value)) })
          )
        case (.none, .array) where keyword == .required || keyword == .enum || keyword == .type:
          return (member.key, .array((value.array.map { Array($0) } ?? []).reversed()))
        default: return (member.key, value)
        }
      })
  }
}
