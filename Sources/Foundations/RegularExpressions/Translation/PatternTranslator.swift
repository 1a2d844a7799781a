/// Writes an expression of ECMA-262 as one of PCRE2 that means the same.
///
/// Whatever the two read differently is spelt out, so that no other syntax of PCRE2 gets through.
struct PatternTranslator {
  private(set) var output: [UInt8] = []

  static func translate(_ syntax: PatternSyntax) -> [UInt8] {
    var translator = PatternTranslator()
    translator.write(syntax)
    return translator.output
  }

  private mutating func write(_ text: String) { output += text.utf8 }

  private mutating func write(_ syntax: PatternSyntax) {
    switch syntax {
    case .character(let value): writeCodePoint(value)
    case .characters(let set): write(set)
    case .sequence(let parts):
      for part in parts {
        if case .choice = part { writeHeldTogether(part) } else { write(part) }
      }
    case .choice(let alternatives):
      for (place, alternative) in alternatives.enumerated() {
        if place > 0 { write("|") }
        // A choice that was in parentheses.
        if case .choice = alternative { writeHeldTogether(alternative) } else { write(alternative) }
      }
    case .repetition(let inner, let least, let most, let isLazy):
      switch inner {
      case .character, .characters, .capture, .reference: write(inner)
      default: writeHeldTogether(inner)
      }
      write("{\(least)" + (most == least ? "}" : ",\(most.map(String.init) ?? "")}"))
      if isLazy { write("?") }
    case .start: write("^")
    case .end: write("$")
    case .boundary(let isNegated): write(isNegated ? "\\B" : "\\b")
    case .look(let isAhead, let isNegated, let inner):
      write("(?" + (isAhead ? "" : "<") + (isNegated ? "!" : "="))
      write(inner)
      write(")")
    case .capture(let inner):
      write("(")
      write(inner)
      write(")")
    case .reference(let number): write("\\g{\(number)}")
    }
  }

  private mutating func writeHeldTogether(_ syntax: PatternSyntax) {
    write("(?:")
    write(syntax)
    write(")")
  }

  /// Writes a code point; half of a surrogate pair occurs in no text.
  private mutating func writeCodePoint(_ value: UInt32) {
    guard let scalar = Unicode.Scalar(value) else { return write("(?!)") }
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", " ", "/", ",", ":", "@": write(String(scalar))
    case _ where scalar.value > 0x7F && scalar.properties.generalCategory != .control: write(String(scalar))
    default: write(Self.notation(value))
    }
  }

  private mutating func write(_ set: CharacterClass) {
    let members = set.members.map(Self.notation).joined()
    switch (members.isEmpty, set.isNegated) {
    case (true, false): write("(?!)")
    case (true, true): write("[\\x{0}-\\x{10ffff}]")
    case (false, _): write("[" + (set.isNegated ? "^" : "") + members + "]")
    }
  }
}

// The members of classes in the notation of PCRE2.
extension PatternTranslator {
  private static func notation(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

  private static func notation(of member: CharacterClass.Member) -> String {
    switch member {
    case .range(let low, let high): ranges(low, high)
    case .digits(let isNegated): isNegated ? "\\D" : "\\d"
    case .words(let isNegated): isNegated ? "\\W" : "\\w"
    case .spaces(let isNegated): isNegated ? nonSpaces : spaces
    case .property(let property, let isNegated): notation(of: property, isNegated: isNegated)
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

  private static let spaces = CharacterClass.spaces.map { ranges($0.lowerBound, $0.upperBound) }.joined()

  private static let nonSpaces: String = {
    var parts: [String] = []
    var next: UInt32 = 0
    for range in CharacterClass.spaces {
      if range.lowerBound > next { parts.append(ranges(next, range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    return (parts + [ranges(next, 0x10FFFF)]).joined()
  }()

  /// A property in the shorter names that PCRE2 knows.
  private static func notation(of property: UnicodeProperty, isNegated: Bool) -> String {
    let letter = isNegated ? "P" : "p"
    return switch property {
    case .any: isNegated ? "" : "\\x{0}-\\x{10ffff}"
    case .ascii: isNegated ? "\\x{80}-\\x{10ffff}" : "\\x{0}-\\x{7f}"
    case .assigned: isNegated ? "\\p{Cn}" : "\\P{Cn}"
    case .category("LC"): "\\\(letter){L&}"
    case .category(let name), .binary(let name): "\\\(letter){\(name)}"
    case .script(let name): "\\\(letter){sc:\(name)}"
    case .scriptExtensions(let name): "\\\(letter){scx:\(name)}"
    }
  }
}
