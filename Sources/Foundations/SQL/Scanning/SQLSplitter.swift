internal import Documents

/// Finds the statements and the comments of a text, and how much each statement asks of a parser.
///
/// Statements end with a semicolon that is neither within parentheses nor in the body of a function in SQL
/// (`BEGIN ATOMIC … END`); psql goes by the same rule.
struct SQLSplitter {
  /// A stretch of tokens that is to be parsed as one statement.
  struct Piece {
    /// From the first token to the last one, without the semicolon.
    var start: Int
    var end: Int
    /// Why it must not be parsed.
    var error: SQLError?
  }

  private(set) var pieces: [Piece] = []
  private(set) var comments: [SQLComment] = []
  /// Why the text as a whole is left alone from some place on.
  private(set) var error: SQLError?

  private let bytes: [UInt8]
  private let limits: SQLLimits
  private var current: Piece?
  private var nesting = SQLNesting()
  private var routine = SQLRoutineBody()
  private var tokens = 0
  private var statementTokens = 0

  init(_ bytes: [UInt8], in range: Range<Int>, limits: SQLLimits) {
    self.bytes = bytes
    self.limits = limits
    var scanner = SQLScanner(bytes, in: range)
    while error == nil, let token = scanner.next() { take(token) }
    finish()
  }

  private mutating func take(_ token: SQLToken) {
    if token.isComment {
      let range = SourceRange(token.start, token.end)
      comments.append(SQLComment(range: range, isLine: token.kind == .lineComment, isInStatement: current != nil))
      return
    }
    tokens += 1
    guard tokens <= limits.tokens else {
      error = SQLError(
        .limit, "the text goes on after \(limits.tokens) tokens, and no more are read",
        at: SourceRange(token.start, token.end))
      return
    }
    if token.kind == .symbol(SQLByte.semicolon), nesting.isAtTop, !routine.isOpen { return finish() }
    statementTokens += 1
    if current == nil { current = Piece(start: token.start, end: token.end) }
    current?.end = token.end
    routine.take(token, of: bytes)
    nesting.take(token, of: bytes)
    // The message is made for the first token that is too many, and not for each of those that follow.
    guard current?.error == nil else { return }
    if case .unterminated(let what) = token.kind {
      refuse(.syntax, "this \(what.rawValue) has no end", at: SourceRange(token.start, token.start + 1))
    } else if nesting.depth > limits.nesting {
      refuse(
        .limit, "this statement is nested deeper than the \(limits.nesting) tokens that are followed",
        at: SourceRange(token.start, token.end))
    } else if statementTokens > limits.statementTokens {
      refuse(
        .limit, "this statement goes on after \(limits.statementTokens) tokens, and no more are read",
        at: SourceRange(token.start, token.end))
    }
  }

  private mutating func refuse(_ kind: SQLError.Kind, _ message: String, at range: SourceRange) {
    current?.error = SQLError(kind, message, at: range)
  }

  private mutating func finish() {
    if let current { pieces.append(current) }
    current = nil
    statementTokens = 0
    nesting = SQLNesting()
    routine = SQLRoutineBody()
  }
}
