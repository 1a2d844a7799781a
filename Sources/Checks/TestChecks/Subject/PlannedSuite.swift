package import Changes
package import Git
package import Policy

/// A suite that has to run, as a plan lists it.
package struct PlannedSuite: Sendable {
  package let service: String
  package let suite: String

  /// Which part of it, of how many; `nil` for all of it.
  package let shard: Int?
  package let shards: Int
  package let folder: String
  package let command: [String]

  /// Why it is affected, as a phrase.
  package let why: String

  /// The suites that a change affects, sorted by service.
  ///
  /// - Throws: `GitError` of reading a lock file.
  package static func all(
    in change: Change, policy: EffectivePolicy<TestPolicy>
  ) throws(GitError) -> [PlannedSuite] {
    let affected = try AffectedServices(change, policy: policy)
    return policy.own.services.flatMap { service -> [PlannedSuite] in
      guard let why = affected.reasons[service.name] else { return [] }
      return service.suites.flatMap { suite in
        TestCheck.shards(of: suite).map { shard in
          PlannedSuite(
            service: service.name, suite: suite.name, shard: shard, shards: suite.shards,
            folder: service.folder.description, command: suite.command(ofShard: shard), why: why)
        }
      }
    }
  }

  /// The name of the run: `orders/unit`, and of its second shard `orders/unit-2`.
  package var name: String { "\(service)/\(suite)\(shard.map { "-\($0)" } ?? "")" }
}

extension TestRunRecord {
  /// A record of a suite by its name in a plan, bound to what the judged side is; `nil` where there is no such suite.
  ///
  /// - Throws: `GitError` of reading what the suite depends on.
  package init?(of name: String, in change: Change, policy: EffectivePolicy<TestPolicy>) throws(GitError) {
    for service in policy.own.services {
      for suite in service.suites {
        for shard in TestCheck.shards(of: suite)
        where name == "\(service.name)/\(suite.name)\(shard.map { "-\($0)" } ?? "")" {
          var keys = SuiteKeys(change.judged, policy: policy)
          self.init(
            service: service.name, suite: suite.name, key: try keys.key(of: suite, in: service), reports: [])
          self.shard = shard
          return
        }
      }
    }
    return nil
  }
}
