/// What a backslash begins (ECMA-262 §22.2.1, AtomEscape and ClassEscape), and classes.
extension PatternParser {
  /// Reads an escape outside of a class; answers whether a quantifier may follow.
  mutating func escape() throws(PatternError) -> (PatternSyntax, isRepeatable: Bool) {
    guard let next = peek(1) else { throw error("a backslash is at the end") }
    switch next {
    case "b", "B":
      position += 2
      return (.boundary(isNegated: next == "B"), false)
    case "k":
      let start = position
      position += 2
      guard take("<") else { throw error("'\\k' takes the name of a group", at: start) }
      let name = try CaptureGroups.name(scalars, from: position, in: pattern)
      guard let number = groups.numbers[name] else { throw error("no group is called \"\(name)\"", at: start) }
      position += name.unicodeScalars.count + 1
      return (.reference(number), true)
    case "1"..."9":
      let start = position
      position += 1
      var number = 0
      while let digit = peek().flatMap({ Self.digit($0, radix: 10) }) {
        number = min(1_000_000, number * 10 + Int(digit))
        position += 1
      }
      guard number <= groups.count else { throw error("there is no group \(number)", at: start) }
      return (.reference(number), true)
    default:
      switch try escaped(inClass: false) {
      case .range(let value, _): return (.character(value), true)
      case let set: return (.characters(CharacterClass([set])), true)
      }
    }
  }

  /// Reads a class in brackets.
  mutating func characterClass() throws(PatternError) -> CharacterClass {
    let start = position
    position += 1
    let isNegated = take("^")
    var members: [CharacterClass.Member] = []
    while peek() != "]" {
      guard peek() != nil else { throw error("a character class is not closed", at: start) }
      members.append(try member())
    }
    position += 1
    return CharacterClass(members, isNegated: isNegated)
  }

  /// Reads a character, a set, or a range of characters.
  private mutating func member() throws(PatternError) -> CharacterClass.Member {
    let start = position
    let first = try classAtom()
    guard peek() == "-", let after = peek(1), after != "]" else { return first }
    position += 1
    let last = try classAtom()
    guard case .range(let low, _) = first, case .range(let high, _) = last else {
      throw error("a range runs from one character to another, not to a set", at: start)
    }
    guard low <= high else { throw error("this range is out of order", at: start) }
    return .range(low, high)
  }

  private mutating func classAtom() throws(PatternError) -> CharacterClass.Member {
    guard let scalar = peek() else { throw error("a character class is not closed") }
    if scalar == "\\" { return try escaped(inClass: true) }
    position += 1
    return .range(scalar.value, scalar.value)
  }

  /// Reads an escape that stands for a character, which is a range of one, or for a set.
  private mutating func escaped(inClass: Bool) throws(PatternError) -> CharacterClass.Member {
    let start = position
    guard let letter = peek(1) else { throw error("a backslash is at the end") }
    position += 2
    func one(_ value: UInt32) -> CharacterClass.Member { .range(value, value) }
    switch letter {
    case "f": return one(0x0C)
    case "n": return one(0x0A)
    case "r": return one(0x0D)
    case "t": return one(0x09)
    case "v": return one(0x0B)
    case "b" where inClass: return one(0x08)
    case "d", "D": return .digits(isNegated: letter == "D")
    case "w", "W": return .words(isNegated: letter == "W")
    case "s", "S": return .spaces(isNegated: letter == "S")
    case "p", "P": return .property(try property(from: start), isNegated: letter == "P")
    case "0":
      guard peek().flatMap({ Self.digit($0, radix: 10) }) == nil else {
        throw error("octal escapes are not allowed", at: start)
      }
      return one(0)
    case "c":
      guard let control = peek(), control.isASCIILetter else { throw error("'\\c' takes a letter", at: start) }
      position += 1
      return one(control.value % 32)
    case "x": return one(try hexadecimal(digits: 2, from: start))
    case "u": return one(try unicode(from: start))
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return one(letter.value)
    case "-" where inClass: return one(letter.value)
    default: throw error("'\\\(letter)' means nothing; write '\(letter)' for the character itself", at: start)
    }
  }

  private mutating func hexadecimal(digits: Int, from start: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = peek().flatMap({ Self.digit($0, radix: 16) }) else {
        throw error("this escape takes \(digits) hexadecimal digits", at: start)
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  /// Reads what follows `\u`: four digits, twice that for a surrogate pair, or any number in braces.
  private mutating func unicode(from start: Int) throws(PatternError) -> UInt32 {
    if take("{") {
      var value: UInt32?
      while let digit = peek().flatMap({ Self.digit($0, radix: 16) }) {
        value = min(0x110000, (value ?? 0) << 4 | digit)
        position += 1
      }
      guard take("}"), let value, value <= 0x10FFFF else {
        throw error("'\\u{…}' takes the hexadecimal number of a code point", at: start)
      }
      return value
    }
    let high = try hexadecimal(digits: 4, from: start)
    let end = position
    if high & 0xFC00 == 0xD800, take("\\u"), peek() != "{" {
      if let low = surrogate(), low & 0xFC00 == 0xDC00 { return 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF) }
    }
    position = end
    return high
  }

  private mutating func surrogate() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek().flatMap({ Self.digit($0, radix: 16) }) else { return nil }
      value = value << 4 | digit
      position += 1
    }
    return value
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
