package import Documents
package import SQL

/// A file under the migrations root that a change adds or edits, or a loose one.
package struct MigrationFile: Sendable {
  /// The path as it is shown.
  package let path: String

  /// The last part of the path.
  package let fileName: String

  package let name: MigrationName

  /// Whether it was there before, so that servers may have run it.
  package let isMerged: Bool

  package internal(set) var content: Content

  /// What became of reading it.
  package enum Content: Sendable {
    case paths(MigrationPaths)

    /// The bytes are no text that a server takes.
    case malformed(SourceText, SQLError)

    /// A symbolic link, with its target as it is shown.
    case link(target: String)

    /// It could not be read; why, and what to do about it.
    case unreadable(String, help: String)
  }

  /// The directions that the file has, where it could be read.
  package var paths: MigrationPaths? {
    guard case .paths(let paths) = content else { return nil }
    return paths
  }
}

/// The directions of a migration, as far as one file has them.
package struct MigrationPaths: Sendable {
  package let source: SourceText

  /// What brings the change to a database.
  package internal(set) var up: MigrationDirection?

  /// What takes it back.
  package internal(set) var down: MigrationDirection?

  /// Whether the down path may stand in this file at all, and does not in another one.
  package let expectsDown: Bool

  /// What is wrong with how the directions are told apart.
  package let problems: [ConventionProblem]

  /// Where the runner does something else with the file than its text says.
  let misreadings: [RunnerMisreading]

  /// What comments of the file say about it.
  let declared: MigrationDeclarations
}

/// One way to go: the statements that bring a change, or that take it back.
package struct MigrationDirection: Sendable {
  package enum Name: String, Sendable {
    case up
    case down
  }

  package let name: Name

  package let script: SQLScript

  /// What is wrong with how its statements are held together.
  package let problems: [TransactionProblem]

  let reading: ReadingPolicy
  private let declared: MigrationDeclarations

  /// Whether the runner opens a transaction around it.
  let isWrapped: Bool

  /// Whether it is sent to the server as one query.
  let isOneQuery: Bool

  init(_ name: Name, _ script: SQLScript, _ reading: ReadingPolicy, _ declared: MigrationDeclarations) {
    self.name = name
    self.script = script
    self.reading = reading
    self.declared = declared
    let traits = reading.traits
    let isSwitchedOff = declared.switchesOff(name)
    let isWrapped = traits.transaction == .runner && !isSwitchedOff
    self.isWrapped = isWrapped
    isOneQuery = traits.sendsOneQuery && !(isSwitchedOff && traits.splitsWithoutTransaction)
    switch traits.transaction {
    case .file:
      problems = TransactionProblem.all(in: script).compactMap { problem in
        guard problem.kind == .missing, isSwitchedOff else { return problem }
        return TransactionProblem(withoutTransaction: script)
      }
    case .runner, .nobody:
      problems = TransactionProblem.all(in: script).filter { problem in
        isWrapped ? false : problem.kind != .missing && problem.kind != .outside
      }
    }
  }

  /// Reads it again where what was run before has changed how a server reads.
  mutating func read(after state: inout LexicalState) {
    if state != .standard { self = MigrationDirection(name, script.read(after: state), reading, declared) }
    state = script.readingAfter
  }

  /// The line that begins it; the file's first line where there is no marker.
  var heading: SourceRange? {
    let source = script.source
    return source.range(ofLine: source.position(at: Int(script.range.start)).line)
  }

  /// Whether it has no statement but those about the transaction.
  package var isEmpty: Bool {
    script.errors.isEmpty && script.statements.allSatisfy { Transaction($0.tree) != nil }
  }

  /// Whether nothing that it does is there after its session: it selects constants, and sets and shows settings.
  var hasNoEffect: Bool {
    script.errors.isEmpty && script.statements.allSatisfy { $0.statement?.hasNoEffect == true }
  }

  /// Whether each of its statements is one of another direction, as where the way up was copied.
  func repeats(_ other: MigrationDirection) -> Bool {
    let own = script.words
    return !own.isEmpty && own.isSubset(of: other.script.words)
  }
}

/// Something that is wrong with how a file tells its directions apart.
package struct ConventionProblem: Sendable, Equatable {
  /// The place in the file; `nil` for the file as a whole.
  package let range: SourceRange?

  /// What is wrong, in one sentence.
  package let message: String

  /// What to do about it.
  package let help: String
}

extension SQLScript {
  /// The statements without those about transactions and settings, each in lower case with single blanks.
  fileprivate var words: Set<String> {
    Set(
      statements.compactMap { statement in
        if statement.statement?.hasNoEffect == true { return nil }
        return source.text(in: statement.range).lowercased().split { $0.isWhitespace }.joined(separator: " ")
      })
  }
}

extension Statement {
  /// Whether it changes neither objects nor rows.
  var hasNoEffect: Bool {
    switch self {
    case .transaction, .setVariable: return true
    case .select(let query):
      guard query.into == nil else { return false }
      var calls = false
      query.node.walk { if FunctionCall($0) != nil || RangeVar($0) != nil { calls = true } }
      return !calls
    case .other(let node): return node.kind == "VariableShowStmt"
    default: return false
    }
  }
}
