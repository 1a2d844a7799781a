/// Rewrites an expression of ECMA-262 (flag `u`) as one of PCRE2 that means the same, in one pass.
///
/// Whatever the two read differently is spelt out, and whatever ECMA-262 does not have is an error, so that no PCRE2
/// syntax gets through.
struct PatternTranslator {
  let pattern: String
  let scalars: [Unicode.Scalar]
  let groups: CaptureGroups
  var position = 0
  var output: [UInt8] = []
  /// Of each open parenthesis, whether a quantifier may follow its end.
  private var open: [Bool] = []
  /// Whether something stands directly before that a quantifier can repeat.
  private var isRepeatable = false

  /// Rewrites an expression.
  ///
  /// - Throws: a `PatternError` for what ECMA-262 §22.2.1 does not allow.
  static func translate(_ pattern: String) throws(PatternError) -> [UInt8] {
    let scalars = Array(pattern.unicodeScalars)
    var translator = PatternTranslator(
      pattern: pattern, scalars: scalars, groups: try CaptureGroups(scalars, in: pattern))
    try translator.run()
    return translator.output
  }

  private init(pattern: String, scalars: [Unicode.Scalar], groups: CaptureGroups) {
    self.pattern = pattern
    self.scalars = scalars
    self.groups = groups
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

  mutating func write(_ text: String) { output += text.utf8 }

  private mutating func run() throws(PatternError) {
    while let scalar = peek() {
      switch scalar {
      case "^", "$":
        position += 1
        output.append(UInt8(ascii: scalar))
        isRepeatable = false
      case "|":
        position += 1
        write("|")
        isRepeatable = false
      case "(": try openGroup()
      case ")":
        guard let repeatable = open.popLast() else { throw error("this parenthesis closes none") }
        position += 1
        write(")")
        isRepeatable = repeatable
      case "*", "+", "?": try quantifier()
      case "{": try countedQuantifier()
      case "}", "]": throw error("a '\(scalar)' that stands for itself is written '\\\(scalar)'")
      case ".":
        position += 1
        write("[^\\n\\r\\x{2028}\\x{2029}]")
        isRepeatable = true
      case "[":
        try characterClass()
        isRepeatable = true
      case "\\": isRepeatable = try escape()
      default:
        position += 1
        writeLiteral(scalar)
        isRepeatable = true
      }
    }
    guard open.isEmpty else { throw error("a parenthesis is not closed") }
  }

  private mutating func openGroup() throws(PatternError) {
    let start = position
    position += 1
    guard open.count < Self.deepest else {
      throw PatternError(unsupported: pattern, "groups inside of more than \(Self.deepest) groups", at: start)
    }
    var isRepeatable = true
    if take("?:") {
      write("(?:")
    } else if take("?=") || take("?!") {
      write("(?" + String(scalars[position - 1]))
      // Look-ahead cannot be repeated under the flag u.
      isRepeatable = false
    } else if take("?<=") || take("?<!") {
      write("(?<" + String(scalars[position - 1]))
      isRepeatable = false
    } else if take("?<") {
      while peek() != ">" { position += 1 }
      position += 1
      write("(")
    } else if peek() == "?" {
      throw error("no group begins like this", at: start)
    } else {
      write("(")
    }
    open.append(isRepeatable)
    self.isRepeatable = false
  }

  /// How many groups may stand inside one another: PCRE2's own limit.
  private static let deepest = 240

  private mutating func quantifier() throws(PatternError) {
    guard isRepeatable, let scalar = peek() else { throw error("there is nothing here to repeat") }
    position += 1
    write(String(scalar))
    lazyMark()
  }

  private mutating func lazyMark() {
    if take("?") { write("?") }
    isRepeatable = false
  }

  /// Rewrites `{2}`, `{2,}` and `{2,3}`.
  private mutating func countedQuantifier() throws(PatternError) {
    let start = position
    guard isRepeatable else { throw error("a '{' that stands for itself is written '\\{'") }
    position += 1
    let least = try count(from: start)
    var most: Int? = least
    if take(",") { most = peek() == "}" ? nil : try count(from: start) }
    guard take("}") else { throw error("a quantifier is not closed", at: start) }
    if let most, most < least { throw error("the numbers of this quantifier are out of order", at: start) }
    guard max(least, most ?? 0) <= 65_535 else {
      throw PatternError(unsupported: pattern, "more than 65535 repetitions", at: start)
    }
    write("{\(least)" + (most == least ? "}" : ",\(most.map(String.init) ?? "")}"))
    lazyMark()
  }

  private mutating func count(from start: Int) throws(PatternError) -> Int {
    var value: Int?
    while let digit = peek().flatMap({ Self.digit($0, radix: 10) }) {
      value = min(1_000_000, (value ?? 0) * 10 + Int(digit))
      position += 1
    }
    guard let value else { throw error("a '{' that stands for itself is written '\\{'", at: start) }
    return value
  }

  /// Writes a scalar that stands for itself.
  mutating func writeLiteral(_ scalar: Unicode.Scalar) {
    writeCodePoint(scalar.value)
  }

  /// Writes a code point; half of a surrogate pair occurs in no text.
  mutating func writeCodePoint(_ value: UInt32) {
    guard let scalar = Unicode.Scalar(value) else { return write("(?!)") }
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", " ", "/", ",", ":", "@": write(String(scalar))
    case _ where scalar.value > 0x7F && scalar.properties.generalCategory != .control: write(String(scalar))
    default: write(Self.notation(value))
    }
  }

  static func notation(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

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
