/// Character classes (ECMA-262 §22.2.1, CharacterClass).
extension PatternTranslator {
  mutating func characterClass() throws(PatternError) {
    let start = position
    position += 1
    let isNegated = take("^")
    var members = ""
    while peek() != "]" {
      guard peek() != nil else { throw error("a character class is not closed", at: start) }
      members += try member()
    }
    position += 1
    switch (members.isEmpty, isNegated) {
    case (true, false): write("(?!)")
    case (true, true): write("[\\x{0}-\\x{10ffff}]")
    case (false, _): write("[" + (isNegated ? "^" : "") + members + "]")
    }
  }

  /// Reads a character, a set, or a range of characters.
  private mutating func member() throws(PatternError) -> String {
    let start = position
    let first = try classAtom()
    guard peek() == "-", let after = peek(1), after != "]" else { return Self.notation(of: first) }
    position += 1
    let last = try classAtom()
    guard case .codePoint(let low) = first, case .codePoint(let high) = last else {
      throw error("a range runs from one character to another, not to a set", at: start)
    }
    guard low <= high else { throw error("this range is out of order", at: start) }
    return Self.ranges(low, high)
  }

  private mutating func classAtom() throws(PatternError) -> Escaped {
    guard let scalar = peek() else { throw error("a character class is not closed") }
    if scalar == "\\" { return try escaped(inClass: true) }
    position += 1
    return .codePoint(scalar.value)
  }

  private static func notation(of atom: Escaped) -> String {
    switch atom {
    case .codePoint(let value): ranges(value, value)
    case .set(let set): set
    }
  }

  /// Writes a range without the surrogates, which no text has and PCRE2 refuses.
  private static func ranges(_ low: UInt32, _ high: UInt32) -> String {
    let below = (low, min(high, 0xD7FF))
    let above = (max(low, 0xE000), high)
    return [below, above].filter { $0.0 <= $0.1 }.map { part in
      part.0 == part.1 ? notation(part.0) : "\(notation(part.0))-\(notation(part.1))"
    }.joined()
  }
}
