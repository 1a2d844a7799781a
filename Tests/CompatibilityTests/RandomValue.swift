import Documents

/// The names that schemas and documents are made of.
enum RandomNames {
  static let keys = ["a", "b", "c", "ab"]
  static let texts = ["", "a", "b", "ab", "ba", "aab", "é", "abcd", "1", "A b", "2026-11-21T00:00:00Z", "x-b"]
}

/// Makes values out of few names, texts and numbers, so that they meet what schemas ask for.
struct RandomValue<Generator: RandomNumberGenerator> {
  var generator: Generator

  mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

  mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  private static var plain: [Number] {
    ["-2", "-1", "0", "0.5", "1", "1.5", "2", "3", "4", "6", "10"].compactMap { Number($0) }
  }
  /// Numbers that no machine word holds, and numbers of digits that no double tells apart.
  private static var large: [Number] {
    ["1e400", "-1e400", "9007199254740993", "9007199254740992", "123456789012345678901234567890", "1e-9"].compactMap {
      Number($0)
    }
  }
  private static var divisors: [Number] {
    ["0.5", "1", "1.5", "2", "3", "4", "6", "0.3", "0.01", "1e20"].compactMap { Number($0) }
  }

  /// A number, now and then a very large one, or an integer in another notation than digits.
  mutating func number() -> Node {
    if chance(12) { return .number(pick(Self.large)) }
    if chance(12) { return Self.notations[count(0...Self.notations.count - 1)] }
    return chance(3) ? .number(Number(count(-3...12))) : .number(pick(Self.plain))
  }

  private static var notations: [Node] {
    do throws(DocumentError) {
      let document = try Document.json(SourceText(Array("[1.0,2e0,10e-1,30E-1,0.0]".utf8)))
      return document.root.array.map { Array($0) } ?? []
    } catch {
      return [.null]
    }
  }

  mutating func divisor() -> Node { .number(pick(Self.divisors)) }

  mutating func text() -> Node { .string(pick(RandomNames.texts)) }

  /// A value of any kind.
  mutating func value(depth: Int) -> Node {
    switch count(0...(depth > 0 ? 8 : 5)) {
    case 0: return .null
    case 1: return .boolean(chance(2))
    case 2, 3: return number()
    case 4, 5: return text()
    case 6: return .array((0..<count(0...4)).map { _ in value(depth: depth - 1) })
    default:
      var members: [String: Node] = [:]
      for _ in 0..<count(0...3) {
        members[chance(4) ? pick(RandomNames.texts) : pick(RandomNames.keys)] = value(depth: depth - 1)
      }
      return .object(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }
}
