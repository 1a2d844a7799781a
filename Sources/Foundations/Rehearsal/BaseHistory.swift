internal import Postgres
internal import RehearsalDocuments

/// The database before the change: roles, the prelude, extensions, and the merged migrations.
struct BaseHistory: Sendable {
  private let plan: RehearsalPlan
  private let cluster: PostgresCluster
  private let end: ContinuousClock.Instant

  init(_ plan: RehearsalPlan, on cluster: PostgresCluster, until end: ContinuousClock.Instant) {
    self.plan = plan
    self.cluster = cluster
    self.end = end
  }

  /// Makes it in an empty cluster.
  ///
  /// - Throws: `BaseFailure` with the file that fails; `PostgresError` where the server does.
  func apply() throws {
    try cluster.connect().execute("CREATE DATABASE \(Rehearsal.database)")
    let admin = try cluster.connect(to: Rehearsal.database)
    do throws(PostgresError) {
      try admin.execute(plan.prelude.sql, within: limits, discarding: true)
    } catch {
      throw BaseFailure(
        message: "could not apply the prelude \(plan.prelude.name): \(error)", isConfined: cluster.isConfined)
    }
    try keepPrograms(admin)
    try makeOwner(admin)
    try makeExtensions(admin)
    let runner = MigrationRunner(plan, on: cluster, until: end)
    if let ledger = plan.ledger { try runner.connection().execute(ledger) }
    for migration in plan.base {
      do throws(StatementFailure) {
        try runner.apply(migration.up)
      } catch {
        throw BaseFailure(
          message: "could not apply the merged migration \(migration.up.file.path), line \(error.line): \(error.error)",
          isConfined: cluster.isConfined)
      }
    }
    // What is copied from here on is read from the files.
    try admin.execute("VACUUM (FREEZE)")
    try admin.execute("CHECKPOINT")
  }

  private var limits: StatementLimits { StatementLimits(time: .seconds(plan.limits.total)) }

  /// The role that migrations run as, with what the policy says of it; the prelude may have made it already.
  private func makeOwner(_ admin: borrowing PostgresConnection) throws(PostgresError) {
    let owner = plan.owner
    for role in [owner.role, owner.login].compactMap(\.self) {
      let exists = try admin.execute("SELECT FROM pg_roles WHERE rolname = \(role.quotedLiteral)")
      if exists.isEmpty { try admin.execute("CREATE ROLE \(role.quotedName)") }
      try admin.execute("ALTER ROLE \(role.quotedName) NOSUPERUSER")
    }
    let attributes = owner.attributes.filter { Self.attributes.contains($0) }.map { $0.uppercased() }
    if !attributes.isEmpty {
      try admin.execute("ALTER ROLE \(owner.role.quotedName) \(attributes.joined(separator: " "))")
    }
    let login = (owner.login ?? owner.role).quotedName
    try admin.execute("ALTER ROLE \(login) LOGIN")
    if owner.login != nil { try admin.execute("GRANT \(owner.role.quotedName) TO \(login)") }
    try admin.execute("ALTER DATABASE \(Rehearsal.database) OWNER TO \(owner.role.quotedName)")
    try confineOwner()
  }

  /// Nothing but a superuser can grant what is a superuser itself: so no role that may create others can let itself, or
  /// the server, run programs and read and write files, as it could before version 16.
  private func keepPrograms(_ admin: borrowing PostgresConnection) throws(PostgresError) {
    try admin.execute(
      """
      UPDATE pg_authid SET rolsuper = true WHERE rolname IN ('pg_execute_server_program', 'pg_read_server_files', \
      'pg_write_server_files')
      """)
  }

  private static let attributes: Set<String> = ["createdb", "createrole", "replication", "bypassrls"]

  /// A role with CREATEROLE can let a server before version 16 run programs, so that it has to be confined.
  func confineOwner() throws(PostgresError) {
    guard !cluster.isConfined else { return }
    let admin = try cluster.connect(to: Rehearsal.database)
    let roles = try admin.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolcreaterole AND NOT rolsuper")
    for role in roles.compactMap(\.first).compactMap(\.self) { try admin.execute("ALTER ROLE \(role) NOCREATEROLE") }
  }

  private func makeExtensions(_ admin: borrowing PostgresConnection) throws(PostgresError) {
    for name in plan.extensions {
      let known = try admin.execute("SELECT FROM pg_available_extensions WHERE name = \(name.quotedLiteral)")
      guard !known.isEmpty else { continue }
      if let schema = plan.extensionSchema { try admin.execute("CREATE SCHEMA IF NOT EXISTS \(schema.quotedName)") }
      let schema = plan.extensionSchema.map { " SCHEMA \($0.quotedName)" } ?? ""
      try admin.execute("CREATE EXTENSION IF NOT EXISTS \(name.quotedName)\(schema) CASCADE")
    }
  }

  /// What this server cannot prove.
  ///
  /// - Throws: `PostgresError` where the server cannot be asked.
  func problems(_ version: String) throws(PostgresError) -> [String] {
    var problems: [String] = []
    let major = Int(version.prefix { $0.isNumber }) ?? 0
    if major != plan.server {
      problems.append(
        "the policy says version \(plan.server), and PostgreSQL \(version) ran: what the versions read differently is open"
      )
    }
    let needsRoles = plan.owner.attributes.contains("createrole")
    if needsRoles, !cluster.isConfined {
      problems.append(
        "this system gives the server no namespaces, so the owner had no CREATEROLE: what needs it was not rehearsed")
    }
    let missing = try missingExtensions()
    if !missing.isEmpty {
      problems.append("not installed: \(missing.joined(separator: ", ")); what needs them was not rehearsed")
    }
    return problems
  }

  /// Extensions that a file creates and that this server does not have.
  private func missingExtensions() throws(PostgresError) -> [String] {
    let migrations = plan.base + plan.migrations
    let directions = migrations.flatMap { [$0.up, $0.down].compactMap(\.self) }
    let named = Set(directions.flatMap(\.statements).compactMap(\.extensionName))
    let rows = try cluster.connect(to: Rehearsal.database).execute("SELECT name FROM pg_available_extensions")
    return named.subtracting(rows.compactMap { $0[0] }).sorted()
  }
}
