/// Parses an expression in one pass, without recursion.
struct PatternParser {
  let pattern: String
  let scalars: [Unicode.Scalar]
  let groups: CaptureGroups
  var position = 0
  /// The groups that are open, the innermost last.
  private var open: [OpenGroup] = []
  private var current = OpenGroup(.plain)
  /// Whether something stands directly before that a quantifier can repeat.
  private var isRepeatable = false

  /// A group whose end is not read yet.
  private struct OpenGroup {
    enum Kind {
      case plain
      case capture
      case look(isAhead: Bool, isNegated: Bool)
    }

    let kind: Kind
    var alternatives: [PatternSyntax] = []
    var parts: [PatternSyntax] = []

    init(_ kind: Kind) { self.kind = kind }

    mutating func endAlternative() {
      alternatives.append(parts.count == 1 ? parts[0] : .sequence(parts))
      parts = []
    }

    /// What stands in the group.
    var syntax: PatternSyntax {
      var group = self
      group.endAlternative()
      let inner = group.alternatives.count == 1 ? group.alternatives[0] : .choice(group.alternatives)
      switch kind {
      case .plain: return inner
      case .capture: return .capture(inner)
      case .look(let isAhead, let isNegated): return .look(isAhead: isAhead, isNegated: isNegated, inner)
      }
    }
  }

  init(_ pattern: String) throws(PatternError) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
    groups = try CaptureGroups(scalars, in: pattern)
  }

  func error(_ message: String, at offset: Int? = nil) -> PatternError {
    PatternError(message, in: pattern, at: offset ?? position)
  }

  /// The scalar so many places on.
  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  /// Moves past a text that stands here; answers false when another does.
  mutating func take(_ text: String) -> Bool {
    var end = position
    for scalar in text.unicodeScalars {
      guard end < scalars.count, scalars[end] == scalar else { return false }
      end += 1
    }
    position = end
    return true
  }

  mutating func parse() throws(PatternError) -> PatternSyntax {
    while let scalar = peek() {
      switch scalar {
      case "^", "$":
        position += 1
        add(scalar == "^" ? .start : .end, isRepeatable: false)
      case "|":
        position += 1
        current.endAlternative()
        isRepeatable = false
      case "(": try openGroup()
      case ")": try closeGroup()
      case "*", "+", "?": try quantifier(scalar)
      case "{": try countedQuantifier()
      case "}", "]": throw error("a '\(scalar)' that means itself is written '\\\(scalar)'")
      case ".":
        position += 1
        add(.characters(.anyInLine))
      case "[": add(.characters(try characterClass()))
      case "\\":
        let (syntax, isRepeatable) = try escape()
        add(syntax, isRepeatable: isRepeatable)
      default:
        position += 1
        add(.character(scalar.value))
      }
    }
    guard open.isEmpty else { throw error("a parenthesis is not closed") }
    return current.syntax
  }

  private mutating func add(_ part: PatternSyntax, isRepeatable: Bool = true) {
    current.parts.append(part)
    self.isRepeatable = isRepeatable
  }

  private mutating func openGroup() throws(PatternError) {
    let start = position
    position += 1
    guard open.count < Self.deepest else {
      throw PatternError(unsupported: pattern, "groups inside of more than \(Self.deepest) groups", at: start)
    }
    let kind: OpenGroup.Kind
    if take("?:") {
      kind = .plain
    } else if take("?=") || take("?!") {
      kind = .look(isAhead: true, isNegated: scalars[position - 1] == "!")
    } else if take("?<=") || take("?<!") {
      kind = .look(isAhead: false, isNegated: scalars[position - 1] == "!")
    } else if take("?<") {
      while peek() != ">" { position += 1 }
      position += 1
      kind = .capture
    } else if peek() == "?" {
      throw error("no group begins like this", at: start)
    } else {
      kind = .capture
    }
    open.append(current)
    current = OpenGroup(kind)
    isRepeatable = false
  }

  /// How many groups may stand inside one another: PCRE2's own limit.
  private static let deepest = 240

  private mutating func closeGroup() throws(PatternError) {
    guard let outer = open.popLast() else { throw error("this parenthesis closes none") }
    position += 1
    let group = current
    current = outer
    // What looks around cannot be repeated under the flag u.
    if case .look = group.kind { add(group.syntax, isRepeatable: false) } else { add(group.syntax) }
  }

  private mutating func quantifier(_ scalar: Unicode.Scalar) throws(PatternError) {
    guard isRepeatable else { throw error("there is nothing here to repeat") }
    position += 1
    repeatLast(least: scalar == "+" ? 1 : 0, most: scalar == "?" ? 1 : nil)
  }

  /// Reads `{2}`, `{2,}` and `{2,3}`.
  private mutating func countedQuantifier() throws(PatternError) {
    let start = position
    guard isRepeatable else { throw error("a '{' that means itself is written '\\{'") }
    position += 1
    let least = try count(from: start)
    var most: Int? = least
    if take(",") { most = peek() == "}" ? nil : try count(from: start) }
    guard take("}") else { throw error("a quantifier is not closed", at: start) }
    if let most, most < least { throw error("the numbers of this quantifier are out of order", at: start) }
    guard max(least, most ?? 0) <= 65_535 else {
      throw PatternError(unsupported: pattern, "more than 65535 repetitions", at: start)
    }
    repeatLast(least: least, most: most)
  }

  private mutating func repeatLast(least: Int, most: Int?) {
    let isLazy = take("?")
    isRepeatable = false
    guard let part = current.parts.popLast() else { return }
    current.parts.append(.repetition(part, least: least, most: most, isLazy: isLazy))
  }

  private mutating func count(from start: Int) throws(PatternError) -> Int {
    var value: Int?
    while let digit = peek().flatMap({ Self.digit($0, radix: 10) }) {
      value = min(1_000_000, (value ?? 0) * 10 + Int(digit))
      position += 1
    }
    guard let value else { throw error("a '{' that means itself is written '\\{'", at: start) }
    return value
  }

  static func digit(_ scalar: Unicode.Scalar, radix: UInt32) -> UInt32? {
    let value: UInt32
    switch scalar {
    case "0"..."9": value = scalar.value - 0x30
    case "a"..."f": value = scalar.value - 0x61 + 10
    case "A"..."F": value = scalar.value - 0x41 + 10
    default: return nil
    }
    return value < radix ? value : nil
  }
}
