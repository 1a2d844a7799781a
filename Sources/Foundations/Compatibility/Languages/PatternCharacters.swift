/// Sets of characters: classes and escapes.
extension PatternParser {
  mutating func characterClass() throws(Unsupported) -> CharacterSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while !take("]") {
      let first = try classAtom()
      guard peek() == "-", let after = peek(1), after != "]" else {
        ranges += first.ranges
        continue
      }
      position += 1
      let last = try classAtom()
      guard let low = first.single, let high = last.single, low <= high else { throw Unsupported() }
      ranges.append(low...high)
    }
    let set = CharacterSet(ranges)
    return isNegated ? set.inverted : set
  }

  private mutating func classAtom() throws(Unsupported) -> CharacterSet {
    guard let scalar = peek() else { throw Unsupported() }
    position += 1
    if scalar == "\\" {
      if take("b") { return CharacterSet(0x08) }
      return try escape()
    }
    return CharacterSet(scalar.value)
  }

  mutating func escape() throws(Unsupported) -> CharacterSet {
    guard let letter = peek() else { throw Unsupported() }
    position += 1
    switch letter {
    case "d": return .digits
    case "D": return CharacterSet.digits.inverted
    case "w": return .wordCharacters
    case "W": return CharacterSet.wordCharacters.inverted
    case "s": return .spaces
    case "S": return CharacterSet.spaces.inverted
    case "f": return CharacterSet(0x0C)
    case "n": return CharacterSet(0x0A)
    case "r": return CharacterSet(0x0D)
    case "t": return CharacterSet(0x09)
    case "v": return CharacterSet(0x0B)
    case "0":
      if let next = peek(), ("0"..."9").contains(next) { throw Unsupported() }
      return CharacterSet(0)
    case "c":
      guard let control = peek(), control.isASCII else { throw Unsupported() }
      position += 1
      return CharacterSet(control.value % 32)
    case "x": return CharacterSet(try hexadecimal(2))
    case "u":
      guard !take("{") else {
        var value: UInt32 = 0
        while let digit = peek().flatMap(Self.digit) {
          value = value << 4 | digit
          position += 1
          if value > 0x10FFFF { throw Unsupported() }
        }
        guard take("}") else { throw Unsupported() }
        return CharacterSet(value)
      }
      let value = try hexadecimal(4)
      // Halves of surrogate pairs: seldom, and not worth the code.
      guard value & 0xF800 != 0xD800 else { throw Unsupported() }
      return CharacterSet(value)
    case "p", "P": return try property(letter)
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/", "-":
      return CharacterSet(letter.value)
    default: throw Unsupported()
    }
  }

  /// The characters of a property (ECMA-262 §22.2.1, tables 67 to 69).
  private mutating func property(_ letter: Unicode.Scalar) throws(Unsupported) -> CharacterSet {
    guard take("{") else { throw Unsupported() }
    var name = String.UnicodeScalarView()
    while let next = peek(), next != "}" {
      name.append(next)
      position += 1
    }
    guard take("}"), let set = CharacterSet(property: String(name)) else { throw Unsupported() }
    return letter == "P" ? set.inverted : set
  }

  private mutating func hexadecimal(_ digits: Int) throws(Unsupported) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = peek().flatMap(Self.digit) else { throw Unsupported() }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "0"..."9": scalar.value - 0x30
    case "a"..."f": scalar.value - 0x61 + 10
    case "A"..."F": scalar.value - 0x41 + 10
    default: nil
    }
  }
}

extension CharacterSet {
  /// The code point, where there is one alone.
  fileprivate var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
