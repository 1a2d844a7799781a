internal import Postgres
internal import RehearsalDocuments

/// Why a direction does not apply.
struct StatementFailure: Error {
  let error: PostgresError

  /// The line of the file that the statement begins in.
  let line: Int
}

/// Applies directions as their runner does, each in a session of its own: what one file sets is gone in the next.
struct MigrationRunner: Sendable {
  private let plan: RehearsalPlan
  private let cluster: PostgresCluster
  private let end: ContinuousClock.Instant

  init(_ plan: RehearsalPlan, on cluster: PostgresCluster, until end: ContinuousClock.Instant) {
    self.plan = plan
    self.cluster = cluster
    self.end = end
  }

  /// A session as the owner of the migrations.
  func connection() throws(PostgresError) -> PostgresConnection {
    let connection = try cluster.connect(as: plan.owner.login ?? plan.owner.role, to: Rehearsal.database)
    if plan.owner.login != nil { try connection.execute("SET ROLE \(plan.owner.role.quotedName)") }
    return connection
  }

  /// Applies a direction.
  ///
  /// - Parameters:
  ///   - direction: the statements.
  ///   - watch: called after each statement within a transaction, with its line and the session.
  /// - Throws: `StatementFailure` for the first statement that fails, and for a transaction that stays open.
  func apply(
    _ direction: RehearsalPlan.Direction,
    watch: (Int, borrowing PostgresConnection) throws(PostgresError) -> Void = { _, _ in }
  ) throws(StatementFailure) {
    var line = direction.statements.first?.line ?? 1
    do throws(PostgresError) {
      let connection = try connection()
      let provided = Set(plan.extensions)
      if direction.isWrapped { try connection.execute("BEGIN") }
      for statement in direction.statements {
        line = statement.line
        // Who runs the rehearsal has made it already, as a superuser.
        if let name = statement.extensionName, provided.contains(name) { continue }
        do throws(PostgresError) {
          try connection.execute(statement.text, within: limits, discarding: true)
        } catch {
          line += Self.lines(of: statement.text, before: error.position)
          throw error
        }
        if connection.transactionState == .open { try watch(statement.line, connection) }
      }
      for statement in direction.bookkeeping { try connection.execute(statement) }
      if direction.isWrapped { try connection.execute("COMMIT") }
      guard connection.transactionState == .idle else {
        throw PostgresError("the file leaves its transaction open, and nothing of it is kept")
      }
    } catch {
      throw StatementFailure(error: error, line: line)
    }
  }

  private var limits: StatementLimits {
    StatementLimits(time: .seconds(plan.limits.statement)) { [end] in
      ContinuousClock.now < end ? nil : "the rehearsal has reached its time limit"
    }
  }

  /// How many lines of a text end before a character.
  private static func lines(of text: String, before position: Int?) -> Int {
    guard let position else { return 0 }
    return text.unicodeScalars.prefix(max(0, position - 1)).count { $0 == "\n" }
  }
}
