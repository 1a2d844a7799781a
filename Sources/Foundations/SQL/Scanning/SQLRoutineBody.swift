/// Follows whether a statement is in the body of a function that is written in SQL, where semicolons do not end it
/// (CREATE FUNCTION, "sql_body").
struct SQLRoutineBody {
  private var words = 0
  private var isCreate = false
  private var isRoutine = false
  private var lastWasBegin = false
  private var depth = 0

  /// Whether a semicolon would be one of the body.
  var isOpen: Bool { depth > 0 }

  mutating func take(_ token: SQLToken, of bytes: [UInt8]) {
    guard token.kind == .word else {
      lastWasBegin = false
      return
    }
    words += 1
    func isWord(_ words: StaticString...) -> Bool { SQLWord.isOne(of: words, token, of: bytes) }
    if words == 1 { isCreate = isWord("create") }
    // CREATE [OR REPLACE] FUNCTION
    if isCreate, words <= 4, isWord("function", "procedure") { isRoutine = true }
    guard isRoutine else { return }
    if depth > 0 {
      if isWord("case") { depth += 1 } else if isWord("end") { depth -= 1 }
    } else if lastWasBegin, isWord("atomic") {
      depth = 1
    }
    lastWasBegin = isWord("begin")
  }
}

/// Compares tokens with keywords, which have no case.
enum SQLWord {
  /// Whether a token is one of some words, given in lower case.
  static func isOne(of words: [StaticString], _ token: SQLToken, of bytes: [UInt8]) -> Bool {
    words.contains { word in
      guard word.utf8CodeUnitCount == token.end - token.start else { return false }
      return word.withUTF8Buffer { letters in
        for index in letters.indices where unsafe bytes[token.start + index] | 0x20 != letters[index] {
          return false
        }
        return true
      }
    }
  }
}
