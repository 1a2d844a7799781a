import Documents
import RegularExpressions

/// What instructions say about a value by itself.
extension Program {
  func holds(
    _ instruction: Instruction, _ tape: Tape, _ index: Int, _ steps: inout Int
  ) throws(EvaluationError) -> Bool {
    let entry = tape.entries[index]
    let operand = Int(instruction.first)
    switch instruction.operation {
    case .type: return tape.fits(Kinds(rawValue: UInt8(truncatingIfNeeded: operand)), at: index)
    case .const: return values[operand] == Node(tape: tape, index: index)
    case .enumeration: return enumerations[operand].contains(tape, index)
    case .multipleOf:
      steps -= entry.count / 64
      guard let isMultiple = tape.number(of: entry).isMultiple(of: numbers[operand], steps: &steps) else {
        throw Judge.tooManySteps
      }
      return isMultiple
    case .maximum: return tape.number(of: entry) <= numbers[operand]
    case .exclusiveMaximum: return tape.number(of: entry) < numbers[operand]
    case .minimum: return tape.number(of: entry) >= numbers[operand]
    case .exclusiveMinimum: return tape.number(of: entry) > numbers[operand]
    case .maxLength: return entry.count <= operand || tape.scalars(of: entry) <= operand
    case .minLength: return entry.count >= operand && tape.scalars(of: entry) >= operand
    case .maxItems, .maxProperties: return entry.count <= operand
    case .minItems, .minProperties: return entry.count >= operand
    case .uniqueItems: return tape.hasUniqueItems(at: index, &steps)
    case .format:
      guard operand >= 0 else { return true }
      return Format.allCases[operand].accepts(tape.string(of: entry))
    case .content:
      return Content.accepts(tape.string(of: entry), isBase64: operand == 1, isJSON: instruction.second == 1)
    default: return true
    }
  }

  /// Matches a pattern against a string: with little effort, and with more where that is not enough.
  func matches(_ pattern: Int32, _ tape: Tape, _ index: Int, _ steps: inout Int) throws(EvaluationError) -> Bool {
    let expression = patterns[Int(pattern)].expression
    let entry = tape.entries[index]
    steps -= 1 + entry.count / 64
    do throws(MatchError) {
      return try tape.withText(of: entry) { text throws(MatchError) in try expression.matches(text, effort: .small) }
    } catch {
      // Paid for: so many of them in one evaluation, and no more.
      steps -= 50_000
      guard steps > 0 else { throw Judge.tooManySteps }
    }
    do throws(MatchError) {
      return try tape.withText(of: entry) { text throws(MatchError) in try expression.matches(text, effort: .large) }
    } catch {
      throw EvaluationError(
        kind: .pattern, message: "the pattern \(Node.string(error.pattern).json()) was given up: \(error.message)")
    }
  }
}

extension Tape {
  /// Whether a value is of one of the kinds.
  func fits(_ kinds: Kinds, at index: Int) -> Bool {
    let kind = entries[index].kind
    if kinds.rawValue & (1 << UInt8(kind.rawValue)) != 0 { return true }
    return kind == .number && fits(kinds, numberAt: index)
  }

  /// Whether a number is an integer, where the kinds ask for one.
  func fits(_ kinds: Kinds, numberAt index: Int) -> Bool {
    guard !kinds.isDisjoint(with: [.integer, .integerNotation]) else { return false }
    let entry = entries[index]
    let isPlain = withText(of: entry) { text in
      for offset in text.indices where text[offset] < 0x30 || text[offset] > 0x39 {
        if text[offset] != 0x2D { return false }
      }
      return true
    }
    return isPlain || kinds.contains(.integer) && number(of: entry).isInteger
  }

  /// The length of a string in Unicode scalars.
  func scalars(of entry: Entry) -> Int {
    withText(of: entry) { text in
      var count = 0
      for offset in text.indices where text[offset] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  /// Whether no two items of an array are equal.
  func hasUniqueItems(at index: Int, _ steps: inout Int) -> Bool {
    let count = entries[index].count
    guard count > 1 else { return true }
    steps -= entries[index].stride
    if count <= 6 {
      var places: [Int] = []
      var position = index + 1
      for _ in 0..<count {
        let node = Node(tape: self, index: position)
        for place in places where entries[place].kind == entries[position].kind {
          if node == Node(tape: self, index: place) { return false }
        }
        places.append(position)
        position += entries[position].stride
      }
      return true
    }
    var seen: Set<Node> = []
    seen.reserveCapacity(count)
    var position = index + 1
    for _ in 0..<count {
      guard seen.insert(Node(tape: self, index: position)).inserted else { return false }
      position += entries[position].stride
    }
    return true
  }
}
