package import Documents
internal import SQL

/// A place where a direction is not exactly one `BEGIN … COMMIT`.
package struct TransactionProblem: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// There is no BEGIN at all.
    case missing
    /// BEGIN has no COMMIT.
    case open
    /// The transaction ends without having changed anything.
    case rolledBack
    /// BEGIN stands where a transaction is open.
    case nested
    /// A second transaction begins.
    case split
    /// A statement stands before BEGIN or behind COMMIT.
    case outside
  }

  package let kind: Kind

  /// The statement, in the whole file.
  package let range: SourceRange

  /// What is wrong there, in one sentence.
  package let message: String

  /// What is wrong with a direction that says that it has no transaction: a failure between two of its statements leaves
  /// the first of them; settings are no statements that stay.
  init?(withoutTransaction script: SQLScript) {
    let lasting = script.statements.filter { $0.statement?.hasNoEffect != true }
    guard lasting.count > 1 else { return nil }
    self.init(
      kind: .split, range: lasting[1].range,
      message: "this is a second statement without a transaction, so the first one can stay without it")
  }

  init(kind: Kind, range: SourceRange, message: String) {
    self.kind = kind
    self.range = range
    self.message = message
  }

  /// All problems of a direction in the order of their places.
  ///
  /// A statement that does not parse may have been a BEGIN or a COMMIT: what could be missing for that reason alone is
  /// not told, since the error is.
  static func all(in script: SQLScript) -> [TransactionProblem] {
    var walk = TransactionWalk()
    for statement in script.statements { walk.take(statement) }
    walk.finish()
    guard script.errors.isEmpty else { return walk.problems.filter { $0.kind != .missing && $0.kind != .open } }
    return walk.problems.sorted { $0.range.start < $1.range.start }
  }
}

/// Follows the transactions of a direction, statement by statement.
private struct TransactionWalk {
  private(set) var problems: [TransactionProblem] = []
  private var state = State.before
  private var first: SourceRange?
  private var beginning: SourceRange?
  private var early: [SourceRange] = []

  private enum State {
    case before
    case open
    case after
  }

  mutating func take(_ statement: SQLStatement) {
    if first == nil { first = statement.range }
    let transaction = Transaction(statement.tree)
    switch transaction?.kind {
    case .begin, .start: begin(statement)
    case .commit: commit(statement)
    case .rollback: rollBack(statement, "ROLLBACK undoes everything since BEGIN")
    case .prepare:
      rollBack(statement, "PREPARE TRANSACTION leaves the transaction to another session to commit")
    default: ordinary(statement)
    }
  }

  mutating func finish() {
    if beginning == nil, let first {
      return problems.append(
        TransactionProblem(
          kind: .missing, range: first,
          message: "this migration is not in a transaction; a failure leaves it half applied"))
    }
    for range in early { note(.outside, range, "statement before BEGIN runs outside the transaction") }
    if state == .open, let beginning {
      note(.open, beginning, "this transaction has no COMMIT; PostgreSQL rolls it back")
    }
  }

  private mutating func begin(_ statement: SQLStatement) {
    switch state {
    case .before:
      beginning = statement.range
      state = .open
    case .open:
      note(.nested, statement.range, "BEGIN inside a transaction; PostgreSQL only warns")
    case .after:
      note(.split, statement.range, "a second transaction begins here, so the first one can stay without it")
      state = .open
      beginning = statement.range
    }
  }

  private mutating func commit(_ statement: SQLStatement) {
    guard state == .open else { return ordinary(statement) }
    if Transaction(statement.tree)?.chain == true {
      note(.split, statement.range, "AND CHAIN begins a second transaction here, so the first one can stay without it")
    } else {
      state = .after
    }
  }

  private mutating func rollBack(_ statement: SQLStatement, _ message: String) {
    guard state == .open else { return ordinary(statement) }
    note(.rolledBack, statement.range, message)
    if Transaction(statement.tree)?.chain != true { state = .after }
  }

  private mutating func ordinary(_ statement: SQLStatement) {
    switch state {
    case .before: early.append(statement.range)
    case .open: break
    case .after: note(.outside, statement.range, "statement after COMMIT runs outside the transaction")
    }
  }

  private mutating func note(_ kind: TransactionProblem.Kind, _ range: SourceRange, _ message: String) {
    problems.append(TransactionProblem(kind: kind, range: range, message: message))
  }
}
