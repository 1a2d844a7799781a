/// An expression of ECMA-262 whose language is regular.
indirect enum PatternSyntax {
  case characters(CharacterSet)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// `most` is nil where there is no limit.
  case repetition(PatternSyntax, least: Int, most: Int?)
  case start
  case end
}

/// Parses an expression (ECMA-262 §22.2.1) that is known to be one.
///
/// What makes a language that is not regular, or hard to build, is left out: references to groups, looking around,
/// word boundaries, properties of characters.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  private struct Unsupported: Error {}

  /// The expression; nil when it is none of the supported ones.
  static func parse(_ pattern: String) -> PatternSyntax? {
    var parser = PatternParser(scalars: Array(pattern.unicodeScalars))
    do throws(Unsupported) {
      let syntax = try parser.choice(depth: 0)
      return parser.position == parser.scalars.count ? syntax : nil
    } catch {
      return nil
    }
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private mutating func choice(depth: Int) throws(Unsupported) -> PatternSyntax {
    guard depth < 60 else { throw Unsupported() }
    var alternatives = [try sequence(depth: depth)]
    while take("|") { alternatives.append(try sequence(depth: depth)) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence(depth: Int) throws(Unsupported) -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while let scalar = peek(), scalar != "|", scalar != ")" {
      parts.append(try quantified(try atom(depth: depth)))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom(depth: Int) throws(Unsupported) -> PatternSyntax {
    guard let scalar = peek() else { throw Unsupported() }
    position += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .characters(CharacterSet.lineTerminators.inverted)
    case "[": return .characters(try characterClass())
    case "\\": return .characters(try escape())
    case "(":
      if take("?") {
        if take("<") {
          guard peek() != "=", peek() != "!" else { throw Unsupported() }
          while let next = peek(), next != ">" {
            _ = next
            position += 1
          }
          position += 1
        } else if !take(":") {
          throw Unsupported()
        }
      }
      let inner = try choice(depth: depth + 1)
      guard take(")") else { throw Unsupported() }
      return inner
    case ")", "*", "+", "?", "{", "}", "]": throw Unsupported()
    default: return .characters(CharacterSet(scalar.value))
    }
  }

  private mutating func quantified(_ atom: PatternSyntax) throws(Unsupported) -> PatternSyntax {
    var least = 0
    var most: Int?
    switch peek() {
    case "*": position += 1
    case "+":
      position += 1
      least = 1
    case "?":
      position += 1
      most = 1
    case "{":
      position += 1
      least = try number()
      most = least
      if take(",") { most = peek() == "}" ? nil : try number() }
      guard take("}") else { throw Unsupported() }
    default: return atom
    }
    // Whether it takes much or little makes no other language.
    _ = take("?")
    return .repetition(atom, least: least, most: most)
  }

  private mutating func number() throws(Unsupported) -> Int {
    var value: Int?
    while let scalar = peek(), ("0"..."9").contains(scalar) {
      value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      position += 1
      if value ?? 0 > 100_000 { throw Unsupported() }
    }
    guard let value else { throw Unsupported() }
    return value
  }

  // MARK: Characters

  private mutating func characterClass() throws(Unsupported) -> CharacterSet {
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

  private mutating func escape() throws(Unsupported) -> CharacterSet {
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
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/", "-":
      return CharacterSet(letter.value)
    default: throw Unsupported()
    }
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
