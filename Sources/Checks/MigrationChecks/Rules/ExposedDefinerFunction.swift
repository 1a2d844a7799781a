internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a SECURITY DEFINER function that roles other than the writers may call.
package struct ExposedDefinerFunction: Rule {
  package let metadata = RuleMetadata(
    id: "db/exposed-definer-function",
    title: "Function runs with the rights of its owner for everyone",
    rationale: """
      A SECURITY DEFINER function does what its owner may do, whichever role calls it, and EXECUTE belongs to \
      PUBLIC unless it is revoked.
      """,
    remedy: """
      Revoke EXECUTE from PUBLIC and grant it to the roles that need it.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create function eng.f() returns void language sql security definer set search_path = '' as 'update eng.a set state = null';",
        down: "drop function eng.f();")
    ],
    good: [
      DatabaseExample.migration(
        "create function eng.f() returns void language sql security definer set search_path = '' as 'select 1';\nrevoke all on function eng.f() from public;",
        down: "drop function eng.f();")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedDefinerRoutines.compactMap { id, routine -> Finding? in
        guard change.isOwned(id.name.schema), routine.returns != "trigger" else { return nil }
        let roles = routine.access.roles(with: .execute).filter { !change.isTrusted($0, owner: routine.owner) }
        guard !roles.isEmpty else { return nil }
        return finding(
          "`\(id.name)` runs with the rights of `\(routine.owner)`, and \(MigrationChange.list(roles)) can call it",
          at: effect.place(changing: .routine(id)), help: "write `REVOKE ALL ON FUNCTION \(id) FROM PUBLIC;`")
      }
    }
  }
}
