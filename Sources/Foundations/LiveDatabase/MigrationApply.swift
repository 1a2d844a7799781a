package import Postgres
package import RehearsalDocuments

/// Applies to a database what it lacks of a plan: in order, one at a time, and nothing where the two have drifted apart.
package struct MigrationApply: Sendable {
  private let plan: ApplyPlan
  private let database: LiveDatabase

  /// The last version that the database had before this ledger; those up to it are noted, and not run.
  private let baseline: String?

  package init(_ plan: ApplyPlan, to database: LiveDatabase, baseline: String? = nil) {
    self.plan = plan
    self.database = database
    self.baseline = baseline
  }

  /// What was applied, and what kept the rest from it.
  package struct Outcome: Sendable, Equatable {
    /// The paths, in their order.
    package var applied: [String] = []

    /// Why it ended before its end, each in one sentence; empty where the database has everything now.
    package var problems: [String] = []
  }

  /// Applies the plan.
  ///
  /// - Throws: `PostgresError` where the server cannot be reached or asked; nothing was applied then.
  package func run() throws(PostgresError) -> Outcome {
    // The lock belongs to this session, which ends with the process, however that ends.
    let guardian = try database.connect(expecting: plan.host)
    let lock = "pg_try_advisory_lock(hashtext('\(AppliedLedger.table)'), 0)"
    guard try guardian.execute("SELECT \(lock)").first?[0] == "t" else {
      throw PostgresError("another `db-verify apply` runs on this database")
    }
    try become(plan.role, guardian)
    try guardian.execute(AppliedLedger.creation)
    try note(baseline, guardian)
    var outcome = Outcome()
    let applied = try ledger(guardian)
    outcome.problems = drift(from: applied)
    guard outcome.problems.isEmpty else { return outcome }
    let known = Set(applied.map(\.version))
    for migration in plan.migrations where !known.contains(migration.version) {
      if let problem = apply(migration.up) {
        outcome.problems.append(problem)
        return outcome
      }
      outcome.applied.append(migration.up.file.path)
    }
    return outcome
  }

  private struct Entry {
    let version: String
    let path: String
    let blob: String
  }

  private func ledger(_ connection: borrowing PostgresConnection) throws(PostgresError) -> [Entry] {
    try connection.execute("SELECT version, path, blob FROM \(AppliedLedger.table) ORDER BY version").map { row in
      Entry(version: row[0] ?? "", path: row[1] ?? "", blob: row[2] ?? "")
    }
  }

  /// Notes versions that the database had before.
  private func note(_ baseline: String?, _ connection: borrowing PostgresConnection) throws(PostgresError) {
    guard let baseline else { return }
    guard let last = plan.migrations.firstIndex(where: { $0.version == baseline }) else {
      throw PostgresError("no migration has the version \(baseline)")
    }
    guard try ledger(connection).isEmpty else {
      throw PostgresError("the database has a ledger already, so --baseline cannot be given")
    }
    let notes = plan.migrations[...last].map { AppliedLedger.insertion($0.version, of: $0.up.file) }
    try connection.execute(notes.joined(separator: "; "))
  }

  /// How the ledger and the files differ in what was applied; in the order of the versions.
  private func drift(from applied: [Entry]) -> [String] {
    let files = Dictionary(plan.migrations.map { ($0.version, $0.up.file) }) { first, _ in first }
    var problems = applied.compactMap { entry -> String? in
      guard let file = files[entry.version] else {
        return "\(entry.path) was applied, and this commit does not have it"
      }
      return file.blob == entry.blob ? nil : "\(file.path) was applied as another text (blob \(entry.blob.prefix(12)))"
    }
    let known = Set(applied.map(\.version))
    guard let latest = plan.migrations.lastIndex(where: { known.contains($0.version) }) else { return problems }
    for migration in plan.migrations[..<latest] where !known.contains(migration.version) {
      problems.append("\(migration.up.file.path) was not applied, and a later one was")
    }
    return problems
  }

  /// Applies one migration in a session of its own: what it sets is gone in the next.
  ///
  /// - Returns: why it failed; `nil` where it did not.
  private func apply(_ direction: RehearsalPlan.Direction) -> String? {
    var line = direction.statements.first?.line ?? 1
    do throws(PostgresError) {
      let connection = try database.connect(expecting: plan.host)
      try become(plan.role, connection)
      if let timeout = plan.lockTimeout {
        try connection.execute("SELECT set_config('lock_timeout', \(timeout.quotedLiteral), false)")
      }
      if direction.isWrapped { try connection.execute("BEGIN") }
      for statement in direction.statements {
        line = statement.line
        try connection.execute(statement.text, discarding: true)
      }
      for statement in direction.bookkeeping { try connection.execute(statement) }
      if direction.isWrapped { try connection.execute("COMMIT") }
      guard connection.transactionState == .idle else {
        throw PostgresError("the file leaves its transaction open, and nothing of it is kept")
      }
      return nil
    } catch {
      return "\(direction.file.path), line \(line): \(error.description)"
    }
  }

  private func become(_ role: String?, _ connection: borrowing PostgresConnection) throws(PostgresError) {
    if let role { try connection.execute("SET ROLE \(role.quotedName)") }
  }
}
