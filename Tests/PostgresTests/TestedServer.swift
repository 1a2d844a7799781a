import Postgres
import SystemPackage
import TestSupport

/// The server that tests start: PostgreSQL 15, in namespaces where the system gives them.
enum TestedServer {
  static func programs() async throws -> PostgresPrograms {
    try await PostgresPrograms.find(named: ScratchPostgres.programs?.string, environment: [:], major: 15)
  }

  static func run<Result: Sendable>(
    for roles: [String] = [], _ body: @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    var launch = PostgresCluster.Launch(try await programs())
    launch.roles = roles
    return try await PostgresCluster.run(launch, body)
  }
}
