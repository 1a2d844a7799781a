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
  /// - Throws: `UnreadablePolicy` where it is no policy, and `FileProblem` where it cannot be read.
  init(in repository: String) throws {
    let path = "\(repository)/\(MigrationCheck.policyPath)"
    var files = [
      try PolicyFile(layer: .defaults, path: MigrationCheck.policyFile, bytes: MigrationCheck.defaultPolicy)
    ]
    if Files.isThere(path) {
      files.append(
        try PolicyFile(
          layer: .repository, path: MigrationCheck.policyPath, bytes: Files.contents(of: path, limit: 1 << 20)))
    }
    policy = try EffectivePolicy<MigrationPolicy>(files).own
  }

  /// The names of the migrations that are there.
  static func migrations(of policy: MigrationPolicy, in repository: String) -> [String] {
    Files.names(inAny: "\(repository)/\(policy.root)")
  }
}
