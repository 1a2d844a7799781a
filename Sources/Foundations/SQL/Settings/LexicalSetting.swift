/// A parameter by which a server reads the text of the statements that follow (sections 20.13.1 and 20.11.2).
///
/// The scanner and the parser here read by one value of each: strings are standard-conforming, `\'` is taken where the
/// encoding is safe, and the text is UTF-8.
package enum LexicalSetting: String, CaseIterable, Hashable, Sendable {
  case standardConformingStrings = "standard_conforming_strings"
  case backslashQuote = "backslash_quote"
  case clientEncoding = "client_encoding"

  /// The parameter of a name, whose letters have no case (`guc_name_compare`).
  package init?(name: String) {
    self.init(rawValue: String(decoding: name.utf8.map(SQLByte.lowercased), as: UTF8.self))
  }

  /// Whether a value is the one by which this module reads.
  package func isRead(by value: String) -> Bool {
    let value = value.utf8.map(SQLByte.lowercased)
    switch self {
    case .standardConformingStrings:
      // The words that PostgreSQL takes for true, each cut short as it likes (`parse_bool_with_len`).
      if value == Array("on".utf8) || value == Array("1".utf8) { return true }
      return !value.isEmpty && ["true", "yes"].contains { $0.utf8.starts(with: value) }
    case .backslashQuote: return value == Array("safe_encoding".utf8)
    case .clientEncoding:
      // Names of encodings are compared by their letters and digits (`clean_encoding_name`).
      let letters = value.filter { SQLByte.isDigit($0) || $0 &- UInt8(ascii: "a") < 26 }
      return letters == Array("utf8".utf8) || letters == Array("unicode".utf8)
    }
  }
}

/// What a statement does to how PostgreSQL reads the text behind it.
package enum LexicalEffect: Hashable, Sendable {
  /// Nothing, as most.
  case none

  /// It gives a parameter a value by which this module does not read, or one that is computed; `nil` where the name of
  /// the parameter is computed.
  case changes(LexicalSetting?)

  /// The same, for every session that begins later: `ALTER ROLE … SET`, `ALTER DATABASE … SET`, `ALTER SYSTEM SET`.
  case stores(LexicalSetting?)

  /// It takes a parameter back to what is stored: `RESET`, `DISCARD ALL`, `SET … TO DEFAULT`.
  case resets

  /// It runs or defines code that is put together when it runs, which may set any parameter.
  case mayChange

  /// The lines behind it are data: `COPY … FROM STDIN`.
  case beginsData

  /// The more serious of two.
  func joined(_ other: LexicalEffect) -> LexicalEffect { other.rank > rank ? other : self }

  private var rank: Int {
    switch self {
    case .none: 0
    case .mayChange: 1
    case .resets: 2
    case .beginsData: 3
    case .changes: 4
    case .stores: 5
    }
  }
}
