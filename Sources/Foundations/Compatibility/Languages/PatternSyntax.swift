/// An expression of ECMA-262 whose language is regular.
indirect enum PatternSyntax {
  case characters(CharacterSet)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// `most` is nil where there is no limit.
  case repetition(PatternSyntax, least: Int, most: Int?)
  case start
  case end
  /// What follows here matches, or what stands before; or it does not.
  case look(isAhead: Bool, isNegated: Bool, PatternSyntax)

  /// Whether the next character or the last one, but not both, is one of words (ECMA-262 §22.2.2.4); or the opposite.
  static func boundary(isNegated: Bool) -> PatternSyntax {
    func word(isAhead: Bool, isNegated: Bool) -> PatternSyntax {
      .look(isAhead: isAhead, isNegated: isNegated, .characters(.wordCharacters))
    }
    return .choice([
      .sequence([word(isAhead: false, isNegated: false), word(isAhead: true, isNegated: !isNegated)]),
      .sequence([word(isAhead: false, isNegated: true), word(isAhead: true, isNegated: isNegated)]),
    ])
  }
}

/// Parses an expression (ECMA-262 §22.2.1) that is known to be one.
///
/// What makes a language that is not regular is left out: references to groups.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var position = 0

  struct Unsupported: Error {}

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

  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
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
    case "\\":
      if take("b") { return .boundary(isNegated: false) }
      if take("B") { return .boundary(isNegated: true) }
      return .characters(try escape())
    case "(": return try group(depth: depth)
    case ")", "*", "+", "?", "{", "}", "]": throw Unsupported()
    default: return .characters(CharacterSet(scalar.value))
    }
  }

  /// A group, behind its parenthesis.
  private mutating func group(depth: Int) throws(Unsupported) -> PatternSyntax {
    var look: (isAhead: Bool, isNegated: Bool)?
    if take("?") {
      let isBehind = take("<")
      if take("=") {
        look = (!isBehind, false)
      } else if take("!") {
        look = (!isBehind, true)
      } else if isBehind {
        while peek().map({ $0 != ">" }) ?? false { position += 1 }
        position += 1
      } else if !take(":") {
        throw Unsupported()
      }
    }
    let inner = try choice(depth: depth + 1)
    guard take(")") else { throw Unsupported() }
    return look.map { .look(isAhead: $0.isAhead, isNegated: $0.isNegated, inner) } ?? inner
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
}
