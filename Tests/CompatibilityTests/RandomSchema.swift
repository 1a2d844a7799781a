import Documents
import JSONSchema

/// Makes schemas of a draft out of all its keywords, with so few names and values that they meet one another.
struct RandomSchema<Generator: RandomNumberGenerator> {
  var random: RandomValue<Generator>
  let draft: Draft
  /// The keywords of the draft, each as often as its weight.
  private let keywords: [Keyword]
  /// Whether what is made stands in a resource of its own, where `#` means something else.
  private var isEmbedded = false

  init(generator: Generator, draft: Draft) {
    random = RandomValue(generator: generator)
    self.draft = draft
    keywords = Keyword.allCases.filter { $0.drafts.contains(draft) }.flatMap { keyword in
      repeatElement(keyword, count: Self.weight(of: keyword))
    }
  }

  /// The URI of every schema that is made.
  static var uri: String { "https://example.com/root.json" }

  /// The definitions' key in the draft.
  var definitionsKey: String { draft < .draft2019 ? "definitions" : "$defs" }

  mutating func chance(_ of: Int) -> Bool { random.chance(of) }

  private mutating func pick<Value>(_ values: [Value]) -> Value { random.pick(values) }

  /// A schema, half of the time with definitions that it may refer to, and that may refer to one another.
  mutating func schema() -> Node {
    let root = subschema(depth: 3)
    guard chance(2), var members = root.object.map({ $0.map { ($0.key, $0.value) } }) else {
      return Self.refersNowhere(root) ? root : .object([])
    }
    members.removeAll { $0.0 == "$defs" || $0.0 == "definitions" }
    var definitions: [(String, Node)] = [("one", subschema(depth: 2)), ("two", subschema(depth: 1))]
    definitions.append(("named", named(subschema(depth: 1))))
    definitions.append(("own", embedded()))
    members.append((definitionsKey, .object(definitions)))
    if draft == .draft2020 { members.append(("$dynamicAnchor", "node")) }
    if draft == .draft2019, chance(2) { members.append(("$recursiveAnchor", .boolean(chance(2)))) }
    if draft >= .draft2019, chance(12) { members.append(("$vocabulary", .object([]))) }
    if chance(8) { members.append(("$schema", .string(draft.metaschema + (draft <= .draft7 ? "#" : "")))) }
    return .object(members)
  }

  /// Whether no reference stands inside, which would need definitions.
  private static func refersNowhere(_ schema: Node) -> Bool {
    !["$ref\"", "$dynamicRef\"", "$recursiveRef\""].contains { schema.json().contains($0) }
  }

  /// A schema with an anchor of its own.
  private mutating func named(_ schema: Node) -> Node {
    guard let members = schema.object, members["$ref"] == nil else { return named(.object([])) }
    let anchor: (String, Node) =
      draft >= .draft2019 ? ("$anchor", "named") : (draft.idKeyword.rawValue, "#named")
    return .object([anchor] + members.map { ($0.key, $0.value) })
  }

  /// A schema that is a resource of its own.
  private mutating func embedded() -> Node {
    isEmbedded = true
    defer { isEmbedded = false }
    guard let inner = subschema(depth: 1).object, inner["$ref"] == nil else { return embedded() }
    var members: [(String, Node)] = [(draft.idKeyword.rawValue, "own.json")] + inner.map { ($0.key, $0.value) }
    if draft == .draft2020 { members.append(("$dynamicAnchor", "node")) }
    if draft == .draft2019, chance(2) { members.append(("$recursiveAnchor", true)) }
    return .object(members)
  }

  mutating func subschema(depth: Int) -> Node {
    if draft > .draft4, chance(12) { return .boolean(!chance(3)) }
    if chance(10) { return .object([("$ref", reference())]) }
    var members: [String: Node] = [:]
    for _ in 0..<random.count(0...3) {
      let (key, value) = keyword(depth: depth)
      members[key.rawValue] = value
    }
    return completed(members, depth: depth)
  }

  /// Adds what some keywords mean nothing without.
  private mutating func completed(_ chosen: [String: Node], depth: Int) -> Node {
    var members = chosen
    if draft == .draft4 {
      for (bound, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] where members[flag] != nil
      {
        members[bound] = members[bound] ?? random.number()
      }
    }
    func needs(_ keys: [String], _ other: String) -> Bool {
      keys.contains { members[$0] != nil } && members[other] == nil
    }
    if needs(["minContains", "maxContains"], "contains") {
      members["contains"] = subschema(depth: max(0, depth - 1))
    }
    if needs(["then", "else"], "if") { members["if"] = subschema(depth: max(0, depth - 1)) }
    if needs(["contentSchema"], "contentMediaType") { members["contentMediaType"] = "application/json" }
    if needs(["additionalItems"], "items") { members["items"] = list(depth) }
    return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  /// Where references lead: to definitions by name, anchor or URI, and to the whole.
  private mutating func reference() -> Node {
    let whole = isEmbedded ? "root.json" : ""
    let targets = ["one", "two", "two", "named"].map { "\(whole)#/\(definitionsKey)/\($0)" }
    return .string(pick(targets + ["\(whole)#named", "own.json", "\(whole)#"]))
  }

  // MARK: Keywords

  /// A keyword of the draft with a value.
  mutating func keyword(depth: Int) -> (Keyword, Node) {
    while true {
      let keyword = pick(keywords)
      if depth > 0 || keyword.shape == .none { return (keyword, value(of: keyword, depth: depth)) }
    }
  }

  /// How often a keyword is taken; not at all where it stands at the root or in definitions alone.
  private static func weight(of keyword: Keyword) -> Int {
    switch keyword {
    case .id4, .id, .schema, .anchor, .dynamicAnchor, .recursiveAnchor, .vocabulary, .defs, .definitions, .ref: 0
    case .comment, .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples, .contentEncoding,
      .contentMediaType, .contentSchema, .format, .dynamicRef, .recursiveRef:
      1
    case .type: 10
    case .properties: 16
    case .patternProperties, .additionalProperties, .items, .required, .pattern, .enum: 6
    default: 4
    }
  }

  private mutating func value(of keyword: Keyword, depth: Int) -> Node {
    switch keyword {
    case .type: type()
    case .const: random.value(depth: 2)
    case .enum: .array((0...random.count(0...3)).map { _ in random.value(depth: 1) })
    case .minimum, .maximum: random.number()
    case .exclusiveMinimum, .exclusiveMaximum: draft == .draft4 ? .boolean(chance(2)) : random.number()
    case .multipleOf: random.divisor()
    case .pattern: .string(pick(Self.patterns))
    case .format: .string(pick(["date-time", "email", "uuid", "ipv4", "uri", "regex", "unknown"]))
    case .minLength, .maxLength, .minItems, .maxItems, .minProperties, .maxProperties, .minContains, .maxContains:
      .number(Number(random.count(0...3)))
    case .uniqueItems, .deprecated, .readOnly, .writeOnly: .boolean(!chance(4))
    case .required: nameList()
    case .dependentRequired: .object([(pick(RandomNames.keys), nameList())])
    case .dependencies: dependencies(depth)
    case .dynamicRef: .string(isEmbedded ? pick(["#node", "root.json#node"]) : pick(["#node", "own.json#node"]))
    case .recursiveRef: "#"
    case .contentEncoding: "base64"
    case .contentMediaType: "application/json"
    case .comment, .title, .description: "in words"
    case .default: random.value(depth: 1)
    case .examples: .array([random.value(depth: 1)])
    case .items: draft < .draft2020 && chance(3) ? list(depth) : subschema(depth: depth - 1)
    case .unevaluatedItems, .unevaluatedProperties: chance(2) && draft > .draft4 ? false : subschema(depth: depth - 1)
    case .patternProperties: map(Self.patterns, depth)
    default:
      switch keyword.shape {
      case .array: list(depth)
      case .map: map(RandomNames.keys, depth)
      default: subschema(depth: depth - 1)
      }
    }
  }

  static var patterns: [String] {
    [
      "a", "^a", "b$", "^a*$", "^[ab]+$", "^(ab)*$", "^.$", "^[^a]", "a{2}", "^\\w{1,2}$", "\\d", "^a|b$", "",
      "^(?!a)", "^(?=.*a)b", "\\bb", "^\\p{L}+$", "(?<!a)$",
    ]
  }

  private mutating func type() -> Node {
    let names = ["string", "integer", "number", "object", "array", "boolean", "null"]
    guard chance(3) else { return .string(pick(names)) }
    return .array(Set([pick(names), pick(names)]).sorted().map { .string($0) })
  }

  private mutating func nameList() -> Node {
    .array(Set((0...random.count(0...1)).map { _ in pick(RandomNames.keys) }).sorted().map { .string($0) })
  }

  private mutating func list(_ depth: Int) -> Node {
    .array((0...random.count(0...2)).map { _ in subschema(depth: max(0, depth - 1)) })
  }

  private mutating func map(_ keys: [String], _ depth: Int) -> Node {
    var members: [String: Node] = [:]
    for _ in 0...random.count(0...2) { members[pick(keys)] = subschema(depth: depth - 1) }
    return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private mutating func dependencies(_ depth: Int) -> Node {
    var members: [String: Node] = [:]
    for _ in 0...random.count(0...1) {
      members[pick(RandomNames.keys)] = chance(2) ? nameList() : subschema(depth: depth - 1)
    }
    return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}

// MARK: Changes

extension RandomSchema {
  /// The schema with one keyword or subschema changed somewhere.
  mutating func changed(_ schema: Node, depth: Int = 3) -> Node {
    guard let object = schema.object, !object.isEmpty, !chance(6) else { return subschema(depth: depth) }
    var members = object.map { ($0.key, $0.value) }
    let place = random.count(0...members.count - 1)
    let (key, value) = members[place]
    guard let keyword = Keyword(name: key), !Self.isStructural(keyword) else { return schema }
    switch random.count(0...3) {
    case 0:
      members.remove(at: place)
      if draft == .draft4, key == "minimum" || key == "maximum" { return schema }
    case 1:
      let (added, value) = self.keyword(depth: depth)
      guard object[added.rawValue] == nil, draft > .draft4 || !added.rawValue.hasPrefix("exclusive") else {
        return schema
      }
      members.append((added.rawValue, value))
    default:
      members[place].1 = changedValue(value, of: keyword, depth: depth)
    }
    return .object(members)
  }

  /// Whether a keyword names something that others refer to.
  private static func isStructural(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .id4, .id, .schema, .anchor, .dynamicAnchor, .recursiveAnchor, .vocabulary: true
    default: false
    }
  }

  private mutating func changedValue(_ value: Node, of keyword: Keyword, depth: Int) -> Node {
    let inner = max(0, depth - 1)
    switch (keyword.shape, value.kind) {
    case (.schema, _), (.schemaOrArray, .object), (.schemaOrArray, .boolean): return changed(value, depth: inner)
    case (.array, .array), (.schemaOrArray, .array):
      return .array((value.array.map { Array($0) } ?? []).map { changed($0, depth: inner) })
    case (.map, .object), (.dependencies, .object):
      return .object(
        (value.object.map { Array($0) } ?? []).map { member in
          let isKept = member.value.array != nil || member.key == "own" || member.key == "named" || !chance(2)
          return (member.key, isKept ? member.value : changed(member.value, depth: inner))
        })
    case (.none, _) where keyword != .ref && keyword != .dynamicRef && keyword != .recursiveRef:
      return self.value(of: keyword, depth: 0)
    default: return value
    }
  }
}
