internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a view for readers whose name or query is not that of a contract.
package struct InvalidContractView: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-contract-view",
    title: "View for readers is not a contract",
    rationale: """
      Readers rely on names and columns. A view with `*` has other columns after the next migration, a name without \
      its schema means what the search path says, and a view of another name is not compared with its last version.
      """,
    remedy: """
      Name the view by `schemas.contract-view`, write every relation with its schema and every column by its name, and \
      read no schema of another product.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create view eng.v_eng_s with (security_barrier = true) as select * from eng.a;",
        down: "drop view eng.v_eng_s;"
      ),
      DatabaseExample.migration(
        "create view eng.open with (security_barrier = true) as select state from eng.a;\n"
          + "👉grant select on eng.open to analyst;", down: "drop view eng.open;"),
      DatabaseExample.migration(
        "set local search_path = eng;\n👉create view v_eng_s with (security_barrier = true) as select state from a;",
        down: "drop view eng.v_eng_s;"),
    ],
    good: [
      DatabaseExample.migration(
        "create view eng.v_eng_s with (security_barrier = true) as\n"
          + "with open as (select state from eng.a) select state, count(*) from open group by state;\n"
          + "grant select on eng.v_eng_s to analyst;", down: "drop view eng.v_eng_s;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let schemas = change.policy.schemas
    guard schemas.contractView != nil else { return [] }
    let products = Set(schemas.products.values.flatMap(\.self))
    return change.effects.flatMap { effect -> [Finding] in
      let ofQueries = effect.steps.compactMap { step -> Finding? in
        guard case .createView(let view) = step.statement, let relation = view.relation,
          schemas.isContractView(relation.name), let problem = view.problem(products)
        else { return nil }
        return finding(
          "the contract view `\(relation.name)` \(problem)", at: effect.place(of: step.range),
          help: "write every relation with its schema, and every column by its name")
      }
      return ofQueries + misnamed(in: change, effect) + forOthers(in: change, effect)
    }
  }

  /// Contract views that roles get which are no readers.
  private func forOthers(in change: MigrationChange, _ effect: MigrationEffect) -> [Finding] {
    let readers = Set(change.policy.schemas.readers)
    guard !readers.isEmpty else { return [] }
    return effect.changedRelations.compactMap { name, before, after in
      guard after.view != nil, change.policy.schemas.isContractView(name.name) else { return nil }
      let others = after.access.roles(with: .select).subtracting(before?.access.roles(with: .select) ?? [])
        .subtracting(readers).filter { !change.isTrusted($0, owner: after.owner) }
      guard !others.isEmpty else { return nil }
      return finding(
        "\(MigrationChange.list(others)) may read the contract view `\(name)`, and `schemas.readers` does not list it",
        at: effect.place(openingTo: others, name), help: "grant SELECT to \(MigrationChange.list(readers)) only")
    }
  }

  /// Views of other names that a reader gets.
  private func misnamed(in change: MigrationChange, _ effect: MigrationEffect) -> [Finding] {
    effect.changedRelations.compactMap { name, before, after in
      guard after.view != nil, change.isOwned(name.schema), !change.policy.schemas.isContractView(name.name) else {
        return nil
      }
      let readers = change.policy.schemas.readers.filter { role in
        after.access.rights[AccessRight(role, .select)] != nil
          && before?.access.rights[AccessRight(role, .select)] == nil
      }
      guard !readers.isEmpty else { return nil }
      return finding(
        "\(MigrationChange.list(readers)) may read `\(name)`, which is not named as a contract view",
        at: effect.place(openingTo: Set(readers), name),
        help: "name it `\(change.policy.schemas.contractView?.text ?? "")`")
    }
  }
}

extension CreateView {
  /// What keeps its query from being a contract, in words that go on from the view.
  fileprivate func problem(_ products: Set<String>) -> String? {
    if relation?.schema == nil { return "is created without its schema" }
    guard let query else { return nil }
    var names: Set<String> = []
    query.walk { if let part = CommonTableExpression($0) { names.insert(part.name) } }
    var problem: String?
    query.walk { node in
      guard problem == nil else { return }
      if let select = Select(node), select.targets.contains(where: { $0.value?.isStar == true }) {
        problem = "selects `*`"
      }
      guard let read = RangeVar(node) else { return }
      if let schema = read.schema {
        if products.contains(schema) { problem = "reads `\(schema).\(read.name)`, which belongs to another product" }
      } else if !names.contains(read.name) {
        problem = "reads `\(read.name)` without its schema"
      }
    }
    return problem
  }
}

extension SQLNode {
  /// Whether it is `*` or `t.*`.
  fileprivate var isStar: Bool {
    guard let column = ColumnReference(self) else { return false }
    return column.fields.last?.isKind("AStar") == true
  }
}
