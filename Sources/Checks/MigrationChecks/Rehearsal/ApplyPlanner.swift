package import Changes
internal import Git
internal import Policy
package import RehearsalDocuments
internal import SQL

extension MigrationCheck {
  /// What `db-verify apply` brings to a database: all migrations of the judged commit.
  ///
  /// - Throws: `Undecidable` where another tool applies them, or a file cannot be read.
  package static func applyPlan(
    for matter: ChangeToRun<MigrationCheck>, to host: String, only name: String?
  ) async throws(Undecidable) -> ApplyPlan {
    let policy = try matter.database(named: name)
    let runner = policy.own.runner ?? .own
    guard runner == .own else {
      throw Undecidable("\(runner.traits.name) applies these migrations", help: "run it; `apply` is for `runner: own`")
    }
    let owner = RehearsalPlanner.owner(policy.own)
    let migrations = try await RehearsalPlanner(matter.change, policy).applied(in: matter.change.judged)
    return ApplyPlan(
      host: host, role: owner.login == nil ? nil : owner.role, lockTimeout: policy.own.server.lockTimeout,
      migrations: migrations)
  }

  /// What a rehearsal of all migrations runs, for those who ask the database that comes of it.
  package static func rehearsalPlan(
    for matter: ChangeToRun<MigrationCheck>, only name: String?
  ) async throws(Undecidable) -> RehearsalPlan {
    try await RehearsalPlanner(matter.change, matter.database(named: name)).whole()
  }

  /// The schemas whose tables are the product's.
  package static func ownedSchemas(_ policy: MigrationPolicy) -> [String] {
    policy.schemas.owned.isEmpty ? ["public"] : policy.schemas.owned
  }
}

extension ChangeToRun<MigrationCheck> {
  /// The policy of the one database that is named, or that there is.
  package func policyOfDatabase(named name: String?) throws(Undecidable) -> MigrationPolicy {
    try database(named: name).own
  }

  /// The same with the rules.
  fileprivate func database(named name: String?) throws(Undecidable) -> EffectivePolicy<MigrationPolicy> {
    let parts = policy.own.parts
    guard let part = parts.first(where: { name == nil || $0.name == name }), name != nil || parts.count == 1 else {
      let known = parts.compactMap(\.name).joined(separator: ", ")
      throw Undecidable(
        name.map { "the policy has no database \($0)" } ?? "the policy has several databases",
        help: known.isEmpty ? "leave `--database` out" : "add `--database`, one of \(known)")
    }
    return policy.with(part)
  }
}
