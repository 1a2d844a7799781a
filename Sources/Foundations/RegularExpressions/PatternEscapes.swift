/// What a backslash begins (ECMA-262 §22.2.1, AtomEscape and ClassEscape).
extension PatternTranslator {
  /// One code point, or a set of them in the notation of a PCRE2 class.
  enum Escaped {
    case codePoint(UInt32)
    case set(String)
  }

  /// Rewrites an escape outside of a class; answers whether a quantifier may follow.
  mutating func escape() throws(PatternError) -> Bool {
    guard let next = peek(1) else { throw error("a backslash stands at the end") }
    switch next {
    case "b", "B":
      position += 2
      write("\\\(next)")
      return false
    case "k":
      let start = position
      position += 2
      guard take("<") else { throw error("'\\k' takes the name of a group", at: start) }
      let name = try CaptureGroups.name(scalars, from: position, in: pattern)
      guard let number = groups.numbers[name] else { throw error("no group is called \"\(name)\"", at: start) }
      position += name.unicodeScalars.count + 1
      write("\\g{\(number)}")
    case "1"..."9":
      let start = position
      position += 1
      var number = 0
      while let digit = peek().flatMap({ Self.digit($0, radix: 10) }) {
        number = min(1_000_000, number * 10 + Int(digit))
        position += 1
      }
      guard number <= groups.count else { throw error("there is no group \(number)", at: start) }
      write("\\g{\(number)}")
    default:
      switch try escaped(inClass: false) {
      case .codePoint(let value): writeCodePoint(value)
      case .set(let set): write("[\(set)]")
      }
    }
    return true
  }

  /// Reads an escape that stands for a character or a set.
  mutating func escaped(inClass: Bool) throws(PatternError) -> Escaped {
    let start = position
    guard let letter = peek(1) else { throw error("a backslash stands at the end") }
    position += 2
    switch letter {
    case "f": return .codePoint(0x0C)
    case "n": return .codePoint(0x0A)
    case "r": return .codePoint(0x0D)
    case "t": return .codePoint(0x09)
    case "v": return .codePoint(0x0B)
    case "b" where inClass: return .codePoint(0x08)
    case "d", "D", "w", "W": return .set("\\\(letter)")
    case "s": return .set(Self.spaces)
    case "S": return .set(Self.nonSpaces)
    case "p", "P": return .set(try property(isNegated: letter == "P", from: start))
    case "0":
      guard peek().flatMap({ Self.digit($0, radix: 10) }) == nil else {
        throw error("octal escapes are not allowed", at: start)
      }
      return .codePoint(0)
    case "c":
      guard let control = peek(), control.isASCIILetter else {
        throw error("'\\c' takes a letter", at: start)
      }
      position += 1
      return .codePoint(control.value % 32)
    case "x": return .codePoint(try hexadecimal(digits: 2, from: start))
    case "u": return .codePoint(try unicode(from: start))
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return .codePoint(letter.value)
    case "-" where inClass: return .codePoint(letter.value)
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

  /// White space and line terminators (ECMA-262 §12.2 and §12.3), and all others.
  private static let spaces =
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
  private static let nonSpaces =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}"
    + "\\x{ff00}-\\x{10ffff}"
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}
