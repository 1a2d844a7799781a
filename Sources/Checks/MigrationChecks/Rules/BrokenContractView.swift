internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a contract view that is dropped, or whose columns are dropped, renamed or retyped.
package struct BrokenContractView: Rule {
  package let metadata = RuleMetadata(
    id: "db/broken-contract-view",
    title: "Contract view loses what its readers use",
    rationale: """
      Other products read the view by its columns, and their releases do not wait for this one.
      """,
    remedy: """
      Add a new view beside it, as `v_eng_trace_v2`, and drop the old one once nothing reads it.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉drop view eng.v_eng_s;",
        down: "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;",
        base: "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;")
    ],
    good: [
      DatabaseExample.migration(
        "create or replace view eng.v_eng_s with (security_barrier = true) as select state, id from eng.a;",
        down: "select 1;", base: "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    missing(in: change)
      + change.effects.flatMap { effect in
        effect.changedNames.sorted().compactMap { name in
          guard isContract(name, in: change), let old = effect.before.relations[name], old.view != nil,
            effect.after.doubt(about: .relation(name)) == nil
          else { return nil }
          guard let new = effect.after.relations[name] else {
            return finding(
              "the contract view `\(name)` is dropped", at: effect.place(changing: .relation(name)),
              help: "add a new view beside it, and drop this one once nothing reads it")
          }
          let lost = old.columns.filter { column in
            guard let now = new.column(column.name) else { return true }
            return now.type != nil && column.type != nil && now.type != column.type
          }
          let place = effect.place(changing: .relation(name))
          guard lost.isEmpty else {
            return finding(
              "the contract view `\(name)` loses or changes \(MigrationChange.list(lost.map(\.name)))", at: place,
              help: "add a new view beside it")
          }
          let names = Set(old.columns.map(\.name))
          guard new.columns.map(\.name).filter(names.contains) != old.columns.map(\.name) else { return nil }
          return Finding(
            rule: metadata.id, kind: .violation(.warning),
            message: "the contract view `\(name)` has its columns in another order", place: place,
            help: "keep the order, and add columns at the end")
        }
      }
  }

  /// Views that the policy requires and that are not there after the change, or without a column.
  private func missing(in change: MigrationChange) -> [Finding] {
    guard let database = change.database, let last = change.effects.last, database.after.incompleteness == nil else {
      return []
    }
    return change.policy.views.required.sorted { $0.key < $1.key }.compactMap { name, columns in
      let found = database.after.relations.entries.filter { entry in
        entry.key.name == name && entry.value.view != nil && change.isOwned(entry.key.schema)
      }
      guard let view = found.first else {
        // That this change drops it is said at the statement.
        let isDropped = change.effects.contains { effect in effect.changedNames.contains { $0.name == name } }
        return isDropped
          ? nil
          : finding(
            "the contract view `\(name)` does not exist", at: last.place(of: nil),
            help: "create the view that `views.required` names")
      }
      guard database.after.doubt(about: .relation(view.key)) == nil else { return nil }
      let lost = columns.filter { view.value.column($0) == nil }
      guard !lost.isEmpty, !view.value.columns.isEmpty else { return nil }
      return finding(
        "the contract view `\(name)` has no column \(MigrationChange.list(lost))", at: last.place(of: nil),
        help: "add the columns that `views.required` names")
    }
  }

  /// Whether the policy's pattern or its list of required views names it.
  private func isContract(_ name: QualifiedName, in change: MigrationChange) -> Bool {
    change.policy.schemas.isContractView(name.name) || change.policy.views.required[name.name] != nil
  }
}
