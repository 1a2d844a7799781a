/// A token of SQL as far as statements and comments are to be told apart; an operator is one token a character.
struct SQLToken {
  enum Kind: Equatable {
    /// A keyword or an identifier without quotes.
    case word
    /// A string constant, a dollar-quoted one, or a quoted identifier.
    case quoted
    /// What begins with a digit, and a parameter as `$1`.
    case number
    case symbol(UInt8)
    /// From `--` to the end of the line, without it.
    case lineComment
    /// From `/*` to its `*/`, others within it.
    case blockComment
    /// A quote or a comment without an end; it runs to the end of the text.
    case unterminated(Unfinished)
  }

  /// What has no end, as PostgreSQL names it.
  enum Unfinished: String {
    case string = "quoted string"
    case identifier = "quoted identifier"
    case dollarString = "dollar-quoted string"
    case comment = "/* comment"
  }

  let kind: Kind
  let start: Int
  let end: Int

  var isComment: Bool { kind == .lineComment || kind == .blockComment }
}

/// The bytes that have a meaning in SQL.
enum SQLByte {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let apostrophe = UInt8(ascii: "'")
  static let quote = UInt8(ascii: "\"")
  static let dollar = UInt8(ascii: "$")
  static let minus = UInt8(ascii: "-")
  static let slash = UInt8(ascii: "/")
  static let asterisk = UInt8(ascii: "*")
  static let backslash = UInt8(ascii: "\\")
  static let semicolon = UInt8(ascii: ";")
  static let comma = UInt8(ascii: ",")

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// The byte, a letter of ASCII in lower case.
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  /// Whether an identifier may begin so: a letter, `_`, or any byte outside of ASCII (scan.l, `ident_start`).
  static func beginsWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// Whether an identifier may go on so (scan.l, `ident_cont`).
  static func continuesWord(_ byte: UInt8) -> Bool { beginsWord(byte) || isDigit(byte) || byte == dollar }
}
