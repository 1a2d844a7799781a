internal import Changes
internal import CommandSupport
internal import Findings
internal import MigrationChecks
internal import Policy
internal import SystemPackage

/// The policy of a working tree, for verbs that write files there: what a check reads at the tip is not asked.
struct DatabasePolicyFile {
  let policy: MigrationPolicy

  /// Reads `.signalbox/database.yml` over the defaults.
  ///
  /// - Parameters:
  ///   - repository: the top folder.
  ///   - database: the name of one of several.
  /// - Throws: `UnreadablePolicy` where it is no policy, and `FileProblem` where it cannot be read or has no such database.
  init(in repository: String, database: String? = nil) throws {
    let path = "\(repository)/\(MigrationCheck.policyPath)"
    var files = [
      try PolicyFile(layer: .defaults, path: MigrationCheck.policyFile, bytes: MigrationCheck.defaultPolicy)
    ]
    if Files.isThere(path) {
      files.append(
        try PolicyFile(
          layer: .repository, path: MigrationCheck.policyPath, bytes: Files.contents(of: path, limit: 1 << 20)))
    }
    let parts = try EffectivePolicy<MigrationPolicy>(files).own.parts
    let names = parts.compactMap(\.name)
    guard let part = parts.first(where: { database == nil || $0.name == database }), database != nil || parts.count == 1
    else {
      let known = names.isEmpty ? "it has no `databases`" : "its databases are \(names.joined(separator: ", "))"
      throw FileProblem(
        description: database.map { "`\($0)` is not a database of \(path): \(known)" }
          ?? "\(path) has several databases: add `--database`, one of \(names.joined(separator: ", "))")
    }
    policy = part
  }

  /// The names of the migrations that are there.
  static func migrations(of policy: MigrationPolicy, in repository: String) -> [String] {
    Files.names(inAny: "\(repository)/\(policy.root)")
  }
}
