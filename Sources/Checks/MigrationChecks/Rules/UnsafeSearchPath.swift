internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a SECURITY DEFINER function that finds objects by the search path of its caller.
package struct UnsafeSearchPath: Rule {
  package let metadata = RuleMetadata(
    id: "db/unsafe-search-path",
    title: "SECURITY DEFINER function without a safe search path",
    rationale: """
      Without a search path of its own, such a function calls what its caller has put in front of the real \
      functions and tables.
      """,
    remedy: """
      Write `SET search_path = ''`, and every name with its schema.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create function eng.f() returns void language sql security definer as 'select 1';\nrevoke all on function eng.f() from public;",
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
        guard change.isOwned(id.name.schema) else { return nil }
        let path = routine.settings["search_path"]
        let first = path?.split(separator: ",").first.map { $0.filter { $0 != " " && $0 != "\"" } }
        guard path == nil || first == "public" || first == "pg_temp" else { return nil }
        return finding(
          "`\(id.name)` runs with the rights of `\(routine.owner)` and \(path == nil ? "the search path of its caller" : "`\(first ?? "")` first in its search path")",
          at: effect.place(changing: .routine(id)) { part in
            switch part {
            case .created, .altered: true
            default: false
            }
          }, help: "write `SET search_path = ''` and names with their schemas")
      }
    }
  }
}
