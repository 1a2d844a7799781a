internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a right to write that a role other than the writers gets.
package struct WriteAccess: Rule {
  package let metadata = RuleMetadata(
    id: "db/write-access",
    title: "Role other than the writers may write",
    rationale: """
      One role writes, so that every change goes through one service. A grant of a single column, of \
      TRUNCATE, by default privileges or to PUBLIC is a right to write as well.
      """,
    remedy: """
      Grant writes to the roles of `schemas.writers` only.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉grant update (state) on eng.a to authenticated;", down: "revoke update (state) on eng.a from authenticated;"),
      DatabaseExample.migration(
        "👉alter default privileges in schema eng grant insert on tables to analyst;",
        down: "alter default privileges in schema eng revoke insert on tables from analyst;"),
    ],
    good: [
      DatabaseExample.migration(
        "grant select, insert on eng.a to service_role;", down: "revoke select, insert on eng.a from service_role;"),
      DatabaseExample.migration("grant select on eng.a to analyst;", down: "revoke select on eng.a from analyst;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard !change.policy.schemas.writers.isEmpty else { return [] }
    return change.effects.flatMap { effect -> [Finding] in
      var reported: Set<String> = []
      return effect.steps.flatMap { step in
        step.changes.compactMap { part in
          guard case .granted(let object, let right, _) = part, right.privilege.isWrite,
            Self.isGoverned(object, in: change), effect.stillAllows(right, on: object),
            !change.isTrusted(right.role, owner: effect.owner(of: object)),
            reported.insert("\(object) \(right.role)").inserted
          else { return nil }
          let column = right.column.map { " (\($0))" } ?? ""
          return finding(
            "`\(right.role)` may \(right.privilege.rawValue)\(column) on \(object)",
            at: effect.place(of: step.range),
            help: "grant writes to \(MigrationChange.list(change.policy.schemas.writers)) only")
        }
      }
    }
  }

  private static func isGoverned(_ object: ObjectID, in change: MigrationChange) -> Bool {
    if case .defaultPrivileges(let scope) = object {
      return scope.kind == .table && scope.schema.map(change.isOwned) != false
    }
    guard case .relation(let name) = object else { return false }
    return change.isOwned(name.schema)
  }
}
