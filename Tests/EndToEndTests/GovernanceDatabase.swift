import SystemPackage
import TestSupport

/// The governance database of the sample repository on a real server, made as its prelude and its scripts make it.
struct GovernanceDatabase: Sendable {
  /// The tree of the repository whose scripts and migrations are used.
  let repository: FilePath
  private let server: ScratchPostgres

  static let name = "governance"
  /// Who runs migrations: the owner of the database, and no superuser.
  static let owner = "governance_owner"
  static let fixture = Project.root.appending("Fixtures/ehg-engineering/main")

  init(on server: ScratchPostgres, of repository: FilePath = fixture) async throws {
    self.server = server
    self.repository = repository
    let prelude = try required(of: repository.appending("db/prelude.sql"))
    _ = try await server.query(prelude)
    _ = try await server.query("create database \(Self.name) owner \(Self.owner)")
  }

  /// The versions of the migrations (`YYYYMMDDHHMMSS`), oldest first.
  var versions: [String] { Self.versions(in: repository) }

  /// The versions of the migrations in a tree of the repository, oldest first.
  static func versions(in repository: FilePath) -> [String] {
    Project.names(in: repository.appending("db/migrations/eng")).filter { $0.hasSuffix(".sql") }
      .map { String($0.prefix(14)) }
  }

  /// Applies what the database has not seen yet, up to a version.
  func apply(until version: String? = nil) async throws {
    try await script("apply.sh", version.map { [$0] } ?? [])
  }

  /// Takes back all that came after a version.
  func rollBack(to version: String) async throws {
    try await script("rollback.sh", [version])
  }

  /// Runs one of the scripts that the repository's people run.
  func script(_ name: String, _ arguments: [String] = []) async throws {
    let path = repository.appending("ops/scripts").appending(name).string
    let result = try await server.run(path, arguments, as: Self.owner, in: Self.name)
    guard result.status == 0 else { throw ToolFailure(command: name, result: result) }
  }

  /// Everything in the catalog that the migrations may touch, as statements that would make it again.
  func snapshot() async throws -> [String] {
    let arguments = ["--schema-only", "--exclude-schema=eng_ops"]
    let dump = try await server.run("pg_dump", arguments, in: Self.name)
    guard dump.status == 0 else { throw ToolFailure(command: "pg_dump", result: dump) }
    // Newer clients write a random word into each dump.
    return dump.lines.filter { !$0.hasPrefix("\\") }
  }

  func query(_ sql: String, as role: String? = nil) async throws -> [String] {
    try await server.query(Self.statements(sql, as: role), in: Self.name)
  }

  /// Runs SQL that goes on behind an error; its rows, and the codes of the errors.
  func attempt(_ sql: String, as role: String? = nil) async throws -> (rows: [String], errors: [String]) {
    try await server.attempt(Self.statements(sql, as: role), in: Self.name)
  }

  /// A file of the repository.
  func text(of path: String) throws -> String { try required(of: repository.appending(path)) }

  /// The SQL files of a folder of the repository, one behind the other.
  func text(ofFolder folder: String) throws -> String {
    try Project.names(in: repository.appending(folder)).map { try text(of: "\(folder)/\($0)") }.joined(separator: "\n")
  }

  private static func statements(_ sql: String, as role: String?) -> String {
    role.map { "set role \($0);\n\(sql)" } ?? sql
  }
}

/// A database with all migrations applied, on a server of its own.
func withGovernanceDatabase(_ body: @Sendable (GovernanceDatabase) async throws -> Void) async throws {
  try await withScratchPostgres { server in
    let database = try await GovernanceDatabase(on: server)
    try await database.apply()
    try await body(database)
  }
}

private func required(of path: FilePath) throws -> String {
  guard let text = Project.text(of: path) else { throw MissingFile(path: path.string) }
  return text
}

private struct MissingFile: Error {
  let path: String
}
