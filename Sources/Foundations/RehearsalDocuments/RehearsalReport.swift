/// What a rehearsal found, bound to the files that it ran.
package struct RehearsalReport: Sendable, Equatable {
  /// The version of the server that ran, as `15.18`.
  package var server: String

  /// Whether the server had namespaces of its own, so that it could reach nothing else.
  package var isConfined: Bool

  /// The role that the migrations ran as.
  package var owner: String

  /// The prelude as the policy names it, and the digest of its text.
  package var prelude: String
  package var preludeDigest: String

  /// The merged migrations that ran before, in their order.
  package var base: [RehearsedFile]

  package var migrations: [Migration]

  /// The files that say what views and policies are, as they were applied once all migrations had run.
  package var declared: [Declared] = []

  package struct Declared: Sendable, Equatable {
    package var file: RehearsedFile
    package var findings: [Finding]

    package init(file: RehearsedFile, findings: [Finding]) {
      self.file = file
      self.findings = findings
    }
  }

  /// Who can do what with the relations that the new migrations make or change.
  package var access: [Access]

  /// Why something was not rehearsed, or proves nothing; each in one sentence.
  package var undecided: [String]

  /// What there is to know besides.
  package var notes: [String]

  package struct Migration: Sendable, Equatable {
    package var up: RehearsedFile
    package var down: RehearsedFile?

    /// How far it came.
    package var outcome: Outcome

    package var findings: [Finding]

    /// The locks that its way up took, in their order.
    package var locks: [Lock] = []

    package init(up: RehearsedFile, down: RehearsedFile?, outcome: Outcome, findings: [Finding]) {
      self.up = up
      self.down = down
      self.outcome = outcome
      self.findings = findings
    }
  }

  /// A lock on a table, view or index that was there before the migration, as `pg_locks` has it after a statement.
  package struct Lock: Sendable, Equatable {
    /// The line of the statement.
    package var line: Int

    /// As `eng.orders`.
    package var relation: String

    /// As `AccessExclusiveLock`; the first one of its kind within a transaction.
    package var mode: String

    /// Whether the statement wrote the relation anew (`relfilenode`).
    package var isRewritten: Bool

    package init(line: Int, relation: String, mode: String, isRewritten: Bool) {
      self.line = line
      self.relation = relation
      self.mode = mode
      self.isRewritten = isRewritten
    }
  }

  package enum Outcome: String, Sendable, CaseIterable {
    /// Up, down and up again were run, or up alone where there is no way back.
    case proved
    /// One of them failed; what follows was not run.
    case failed
    /// It was not run.
    case skipped
  }

  package struct Finding: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
      /// A statement fails.
      case fails
      /// After up and down something is not as it was.
      case notRestored = "not-restored"
      /// After up, down and up something is not as it was after up.
      case notRepeatable = "not-repeatable"
      /// Nothing but the order of columns is not as it was.
      case columnOrder = "column-order"
      /// A file that says what is there changes it.
      case declaredDiffers = "declared-differs"
      /// Rows that were there before are not as they were.
      case dataChanged = "data-changed"
    }

    package var kind: Kind

    /// Which file it is about.
    package var path: String

    /// The line of the statement; `nil` for the file as a whole.
    package var line: Int?

    /// What is wrong, in one sentence; for a statement, what the server says.
    package var message: String

    /// Statements that would undo it.
    package var undoing: [String]

    package init(kind: Kind, path: String, line: Int? = nil, message: String, undoing: [String] = []) {
      self.kind = kind
      self.path = path
      self.line = line
      self.message = message
      self.undoing = undoing
    }
  }

  package init(
    server: String, isConfined: Bool, owner: String, prelude: String, preludeDigest: String, base: [RehearsedFile],
    migrations: [Migration], access: [Access] = [], undecided: [String] = [], notes: [String] = []
  ) {
    self.server = server
    self.isConfined = isConfined
    self.owner = owner
    self.prelude = prelude
    self.preludeDigest = preludeDigest
    self.base = base
    self.migrations = migrations
    self.access = access
    self.undecided = undecided
    self.notes = notes
  }
}
