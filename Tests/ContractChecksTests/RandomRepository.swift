import Documents
import TestSupport

/// A few schemas that refer to one another in random ways, before and after a random change of some of them.
struct RandomRepository {
  private(set) var before: [String: Node] = [:]
  private(set) var after: [String: Node] = [:]
  private var generator: SeededGenerator
  private let count: Int

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    count = Int.random(in: 3...6, using: &generator)
    for number in 0..<count {
      let root = schema(of: number, depth: 2, isInside: false).members
      let definition = schema(of: number, depth: 1, isInside: true)
      before[Self.name(number)] = .object(root + [("$defs", .object([("d", definition)]))])
    }
    after = before
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let name = Self.name(Int.random(in: 0..<count, using: &generator))
      after[name] = after[name].map { changed($0) }
    }
  }

  static func name(_ number: Int) -> String { "\(["a", "b", "c", "d", "e", "f"][number]).schema.json" }

  // MARK: Schemas

  /// A schema of a file; one that is asked about the same value as its file refers to later files only, so that nothing
  /// goes around for ever.
  private mutating func schema(of number: Int, depth: Int, isInside: Bool) -> Node {
    func inner(_ isInside: Bool) -> Node { schema(of: number, depth: depth - 1, isInside: isInside) }
    switch Int.random(in: 0..<(depth > 0 ? 24 : 8), using: &generator) {
    case 0: return ["minimum": bound()]
    case 1: return ["type": "integer", "maximum": bound()]
    case 2: return ["maxLength": bound()]
    case 3: return ["type": ["string", "null"], "minLength": bound()]
    case 4...7: return reference(from: number, isInside) ?? ["maxItems": bound()]
    case 8...11: return ["properties": ["p": inner(true), "q": inner(true)]]
    case 12: return ["properties": ["p": inner(true)], "required": ["p"], "additionalProperties": inner(true)]
    case 13...14: return ["type": "array", "items": inner(true)]
    case 15: return ["allOf": [inner(isInside), inner(isInside)]]
    case 16: return ["anyOf": [inner(isInside), inner(isInside)]]
    case 17: return ["oneOf": [inner(isInside), inner(isInside)]]
    case 18: return ["not": inner(isInside)]
    case 19: return ["if": inner(isInside), "then": inner(isInside)]
    case 20: return ["contains": inner(true)]
    case 21: return ["contains": inner(true), "minContains": 0, "maxContains": 1]
    case 22: return ["allOf": [inner(isInside)], "properties": ["r": true], "unevaluatedProperties": false]
    default: return ["prefixItems": [inner(true)], "dependentSchemas": ["q": inner(isInside)]]
    }
  }

  private mutating func bound() -> Node { .number(Number(Int.random(in: 0...4, using: &generator))) }

  private mutating func reference(from number: Int, _ isInside: Bool) -> Node? {
    let first = isInside ? 0 : number + 1
    guard first < count else { return nil }
    let target = Int.random(in: first..<count, using: &generator)
    let fragment = Bool.random(using: &generator) && (!isInside || target > number) ? "#/$defs/d" : ""
    return ["$ref": .string(Self.name(target) + fragment)]
  }

  // MARK: Changes

  /// A document with other bounds, or with a keyword less.
  private mutating func changed(_ node: Node) -> Node {
    guard let members = node.object else {
      guard let elements = node.array else { return node.number == nil ? node : bound() }
      return .array(elements.map { changed($0) })
    }
    var kept: [(String, Node)] = []
    for member in members {
      let isStructure = member.value.object != nil || member.value.array != nil
      if member.key != "$ref", member.key != "$defs", member.key != "d",
        Int.random(in: 0..<(isStructure ? 20 : 8), using: &generator) == 0
      {
        continue
      }
      kept.append((member.key, Bool.random(using: &generator) || isStructure ? changed(member.value) : member.value))
    }
    return .object(kept)
  }
}

extension Node {
  /// The members of an object, or of one that asks for the same.
  fileprivate var members: [(String, Node)] { object?.map { ($0.key, $0.value) } ?? [("allOf", .array([self]))] }
}
