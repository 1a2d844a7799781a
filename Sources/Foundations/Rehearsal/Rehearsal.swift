internal import Documents
package import Postgres
package import RehearsalDocuments
internal import SystemPackage

/// Runs migrations on a server of its own: up, down and up again, each time with all that the catalogs say.
package struct Rehearsal: Sendable {
  private let plan: RehearsalPlan
  private let programs: PostgresPrograms

  /// Where applied base histories are kept; `nil` to keep none.
  private let cache: ClusterCache?

  /// Called with the cluster and the report once all is done, before the cluster is removed.
  private let visit: @Sendable (PostgresCluster, RehearsalReport) async -> Void

  package init(
    _ plan: RehearsalPlan, programs: PostgresPrograms, cache: ClusterCache?,
    visit: @escaping @Sendable (PostgresCluster, RehearsalReport) async -> Void = { _, _ in }
  ) {
    self.plan = plan
    self.programs = programs
    self.cache = cache
    self.visit = visit
  }

  /// The name of the database.
  package static let database = "rehearsal"

  /// Runs the plan; whatever becomes of it is part of the report.
  ///
  /// - Returns: the report.
  ///
  /// - Throws: `PostgresError` where there is no server.
  package func run() async throws -> RehearsalReport {
    let end = ContinuousClock.now + .seconds(plan.limits.total)
    do {
      if let cache {
        let prepared = try await cache.folder(for: key) { place in try await self.prepare(at: place, until: end) }
        return try await prove(on: prepared, until: end)
      }
      return try await prove(on: nil, until: end)
    } catch let failure as BaseFailure {
      return report(isConfined: failure.isConfined, undecided: [failure.message])
    }
  }

  /// Applies the history and the new migrations, without rows of its own, and lends the server.
  ///
  /// - Throws: `PostgresError` where there is no server or a migration fails, and what the body throws.
  package func onceApplied<Result: Sendable>(
    _ body: @escaping @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    let end = ContinuousClock.now + .seconds(plan.limits.total)
    let plan = plan
    return try await PostgresCluster.run(launch) { cluster in
      do {
        try BaseHistory(plan, on: cluster, until: end).apply()
        for migration in plan.migrations { try MigrationRunner(plan, on: cluster, until: end).apply(migration.up) }
      } catch let failure as BaseFailure {
        throw PostgresError(failure.message)
      } catch let failure as StatementFailure {
        throw PostgresError("a new migration fails in line \(failure.line): \(failure.error)")
      }
      return try await body(cluster)
    }
  }

  /// What the applied base depends on.
  private var key: String {
    var base = plan
    base.migrations = []
    return Digest.sha256(of: Array(programs.version.utf8) + base.bytes).hexadecimal
  }

  private var launch: PostgresCluster.Launch {
    var launch = PostgresCluster.Launch(programs)
    launch.size = plan.limits.disk
    launch.superuser = "signalbox"
    launch.roles = [plan.owner.login ?? plan.owner.role, AccessMatrix.publicRole] + plan.roles
    return launch
  }

  /// Makes a cluster with the base applied, and keeps its data.
  private func prepare(at place: FilePath, until end: ContinuousClock.Instant) async throws {
    let plan = plan
    try await PostgresCluster.run(launch, keeping: place) { cluster in
      try BaseHistory(plan, on: cluster, until: end).apply()
    }
  }

  private func prove(on prepared: FilePath?, until end: ContinuousClock.Instant) async throws -> RehearsalReport {
    let seeded = try await prove(on: prepared, isSeeded: true, until: end)
    // Rows that were made up may break what rows of a real table do not: then it is seen without them.
    guard let failure = seeded.rowFailure else { return seeded.report }
    var report = try await prove(on: prepared, isSeeded: false, until: end).report
    report.notes.append("with rows in every table: \(failure)")
    return report
  }

  private func prove(
    on prepared: FilePath?, isSeeded: Bool, until end: ContinuousClock.Instant
  ) async throws -> (report: RehearsalReport, rowFailure: String?) {
    var launch = launch
    launch.template = prepared
    let (plan, visit) = (plan, visit)
    return try await PostgresCluster.run(launch) { cluster in
      let base = BaseHistory(plan, on: cluster, until: end)
      if prepared == nil { try base.apply() }
      var proof = try Proof(plan, on: cluster, until: end)
      try base.confineOwner()
      if isSeeded { try proof.seed() }
      try proof.run()
      let access = try AccessMatrix(plan, on: cluster, until: end).answers(about: proof.touched)
      let problems = try base.problems(programs.version) + proof.undecided + access.undecided
      var report = report(isConfined: cluster.isConfined, undecided: problems)
      report.migrations = proof.results
      report.declared = proof.declared
      report.access = access.entries
      report.notes = proof.notes + access.notes
      if !isSeeded || proof.rowFailure == nil { await visit(cluster, report) }
      return (report, proof.rowFailure)
    }
  }

  private func report(isConfined: Bool, undecided: [String]) -> RehearsalReport {
    RehearsalReport(
      server: programs.version, isConfined: isConfined, owner: plan.owner.role, prelude: plan.prelude.name,
      preludeDigest: Digest.sha256(of: Array(plan.prelude.sql.utf8)).description, base: plan.base.map(\.up.file),
      migrations: plan.migrations.map { migration in
        RehearsalReport.Migration(up: migration.up.file, down: migration.down?.file, outcome: .skipped, findings: [])
      }, undecided: undecided)
  }
}

/// Why the database before the change cannot be made.
struct BaseFailure: Error {
  let message: String
  let isConfined: Bool
}
