internal import Postgres
internal import RehearsalDocuments

/// Takes each new migration up, down and up again, and compares what the catalogs and the tables have.
struct Proof: ~Copyable {
  private let plan: RehearsalPlan
  private let runner: MigrationRunner
  private let reader: CatalogReader
  private let admin: PostgresConnection
  private let watch: LockWatch

  /// The runner's own table, whose rows differ by what has run.
  private let ledger: String?

  private(set) var results: [RehearsalReport.Migration] = []
  private(set) var declared: [RehearsalReport.Declared] = []
  private(set) var undecided: [String] = []
  private(set) var notes: [String] = []

  /// What failed for rows that were made up; `nil` where nothing did.
  private(set) var rowFailure: String?

  /// The tables and views that the new migrations make or change, once all have run.
  private(set) var touched: [String] = []

  private var isSeeded = false

  init(
    _ plan: RehearsalPlan, on cluster: PostgresCluster, until end: ContinuousClock.Instant
  ) throws(PostgresError) {
    let admin = try cluster.connect(to: Rehearsal.database)
    // A superuser finds no function and no operator but the server's own.
    try admin.execute("SET search_path = ''")
    let reader = try CatalogReader(admin)
    let ledger = plan.ledger == nil ? nil : try Self.ledgers(admin)
    self.init(plan, MigrationRunner(plan, on: cluster, until: end), reader, admin, try LockWatch(cluster), ledger)
  }

  private init(
    _ plan: RehearsalPlan, _ runner: MigrationRunner, _ reader: CatalogReader, _ admin: consuming PostgresConnection,
    _ watch: LockWatch, _ ledger: String?
  ) {
    self.plan = plan
    self.runner = runner
    self.reader = reader
    self.admin = admin
    self.watch = watch
    self.ledger = ledger
  }

  /// The table of a runner, by the names that they have.
  private static func ledgers(_ admin: borrowing PostgresConnection) throws(PostgresError) -> String? {
    let names = [
      "schema_migrations", "goose_db_version", "_sqlx_migrations", "__diesel_schema_migrations",
      "flyway_schema_history", "gorp_migrations", "pgmigrations", "_prisma_migrations", "atlas_schema_revisions",
      "databasechangelog", "schema_version",
    ]
    let list = names.map(\.quotedLiteral).joined(separator: ", ")
    return try admin.execute("SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relname IN (\(list))").first?[
      0]
  }

  /// Puts rows into the tables that the base has.
  mutating func seed() throws(PostgresError) {
    isSeeded = true
    let unseeded = try SeededRows.insert(admin, except: ledger)
    if !unseeded.isEmpty {
      notes.append("no rows could be made up for \(unseeded.joined(separator: ", "))")
    }
  }

  mutating func run() throws(PostgresError) {
    var state = try State(admin, reader, ledger)
    let base = state.catalog
    var obstacle: String?
    for migration in plan.migrations {
      var result = RehearsalReport.Migration(
        up: migration.up.file, down: migration.down?.file, outcome: .skipped, findings: [])
      if obstacle == nil {
        do throws(StatementFailure) {
          state = try prove(migration, from: state, into: &result)
        } catch {
          result.outcome = .failed
          obstacle = migration.up.file.path
        }
      } else if let obstacle {
        undecided.append("\(migration.up.file.path) was not rehearsed because \(obstacle) fails")
      }
      results.append(result)
    }
    guard obstacle == nil else { return }
    let differences = base.differences(in: state.catalog)
    touched = CatalogDifference.touchedRelations(differences, in: state.catalog).filter { $0 != ledger }
    try declare(on: state.catalog)
  }

  /// Applies the files that say what is there, one after the other; what they change is a difference.
  private mutating func declare(on catalog: CatalogSnapshot) throws(PostgresError) {
    var before = catalog
    for file in plan.declared {
      let direction = file.direction
      var findings: [RehearsalReport.Finding] = []
      do throws(StatementFailure) {
        try runner.apply(direction)
      } catch {
        findings.append(finding(error, in: direction, as: "the file"))
      }
      let after = try reader.snapshot(admin)
      for difference in CatalogDifference.withoutParts(before.differences(in: after)) {
        let relations = CatalogDifference.touchedRelations([difference], in: after)
        guard file.isEdited || relations.contains(where: touched.contains) else { continue }
        findings.append(
          RehearsalReport.Finding(
            kind: .declaredDiffers, path: direction.file.path, message: "`\(difference.object)` \(difference.words)"))
      }
      before = after
      declared.append(RehearsalReport.Declared(file: direction.file, findings: findings))
    }
  }

  /// What the database has at one time.
  private struct State {
    let catalog: CatalogSnapshot
    let rows: TableRows

    init(_ admin: borrowing PostgresConnection, _ reader: CatalogReader, _ ledger: String?) throws(PostgresError) {
      catalog = try reader.snapshot(admin)
      rows = try TableRows(admin, except: ledger)
    }
  }

  private func state(after direction: RehearsalPlan.Direction) throws(StatementFailure) -> State {
    do throws(PostgresError) {
      return try State(admin, reader, ledger)
    } catch {
      throw StatementFailure(error: error, line: direction.statements.first?.line ?? 1)
    }
  }

  /// - Throws: `StatementFailure` where a direction fails; its finding is in the result already.
  private mutating func prove(
    _ migration: RehearsalPlan.Migration, from before: State, into result: inout RehearsalReport.Migration
  ) throws(StatementFailure) -> State {
    try apply(migration.up, as: "the up path", into: &result)
    result.locks = watch.take()
    let up = try state(after: migration.up)
    guard let down = migration.down else {
      result.outcome = .proved
      return up
    }
    try apply(down, as: "the down path", into: &result)
    let restored = try state(after: down)
    compare(before, restored, .notRestored, in: down, into: &result)
    let isRestored = result.findings.allSatisfy { $0.kind != .notRestored }
    do throws(StatementFailure) {
      try runner.apply(migration.up)
    } catch {
      note(error)
      // What is left of the first time is told already, and is why the second one fails.
      if isRestored { result.findings.append(finding(error, in: migration.up, as: "the up path, run again,")) }
      throw error
    }
    let again = try state(after: migration.up)
    if isRestored { compare(up, again, .notRepeatable, in: migration.up, into: &result) }
    result.outcome = .proved
    return again
  }

  private mutating func apply(
    _ direction: RehearsalPlan.Direction, as name: String, into result: inout RehearsalReport.Migration
  ) throws(StatementFailure) {
    let watch = watch
    do throws(StatementFailure) {
      try runner.apply(direction) { line, session throws(PostgresError) in try watch.look(after: line, session) }
    } catch {
      note(error)
      if let why = reason(toDoubt: error.error) {
        undecided.append("\(direction.file.path), line \(error.line), fails: \(error.error.description). \(why)")
      } else {
        result.findings.append(finding(error, in: direction, as: name))
      }
      throw error
    }
  }

  /// Classes 22 and 23 of appendix A are about values and constraints.
  private mutating func note(_ failure: StatementFailure) {
    guard isSeeded, let code = failure.error.code, code.hasPrefix("22") || code.hasPrefix("23") else { return }
    rowFailure = rowFailure ?? failure.error.description
  }

  /// Why a failure may be one of this server alone; `nil` where it is the migration's.
  private func reason(toDoubt error: PostgresError) -> String? {
    if error.code == "42501", !plan.owner.isNamed {
      return "the policy does not say as whom migrations run (`server.owner`), so they ran without any attribute"
    }
    return nil
  }

  private func finding(
    _ failure: StatementFailure, in direction: RehearsalPlan.Direction, as name: String
  ) -> RehearsalReport.Finding {
    let said = failure.error.description
    let words = said.hasPrefix("ERROR:  ") ? String(said.dropFirst("ERROR:  ".count)) : said
    let detail = failure.error.detail.map { " (\($0))" } ?? ""
    return RehearsalReport.Finding(
      kind: .fails, path: direction.file.path, line: failure.line, message: "\(name) fails: \(words)\(detail)")
  }

  private func compare(
    _ first: State, _ second: State, _ kind: RehearsalReport.Finding.Kind, in direction: RehearsalPlan.Direction,
    into result: inout RehearsalReport.Migration
  ) {
    let all = first.catalog.differences(in: second.catalog)
    let differences = CatalogDifference.withoutParts(all)
    let path = direction.file.path
    for difference in differences {
      result.findings.append(
        RehearsalReport.Finding(
          kind: difference.isColumnOrder ? .columnOrder : kind, path: path,
          message: "`\(difference.object)` \(difference.words)", undoing: difference.undoing))
    }
    // Rows with other columns have other values, which is told of the columns already.
    let reshaped = CatalogDifference.relationsWithColumns(all)
    for change in first.rows.changes(to: second.rows) {
      if reshaped.contains(change.table), change.before == change.after { continue }
      let count = change.before == change.after ? "\(change.before) rows, with other values" : "\(change.after) rows"
      result.findings.append(
        RehearsalReport.Finding(
          kind: .dataChanged, path: path,
          message: "table `\(change.table)` had \(change.before) rows and has \(count)"))
    }
  }
}
