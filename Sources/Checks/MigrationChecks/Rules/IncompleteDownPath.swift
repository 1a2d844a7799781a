internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import RehearsalDocuments
internal import SQL

/// Flags a way back that leaves something of the way up.
package struct IncompleteDownPath: Rule {
  package let metadata = RuleMetadata(
    id: "db/incomplete-down-path",
    title: "Down path does not undo the up path",
    rationale: """
      What the way back leaves stops the next way up, or stays in production without a migration that says \
      so.
      """,
    remedy: """
      Undo every object, grant, policy, comment and default that the way up makes or changes. If that is \
      not possible, say why: `-- irreversible: reason`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create type eng.v as enum ('x');\ncreate table eng.b (v eng.v);", down: "drop table eng.b;"),
      DatabaseExample.migration("👉grant select on eng.a to analyst;", down: "select 1;"),
    ],
    good: [
      DatabaseExample.migration(
        "create type eng.v as enum ('x');\ncreate table eng.b (v eng.v);", down: "drop table eng.b;\ndrop type eng.v;"),
      DatabaseExample.migration(
        "grant select on eng.a to analyst;", down: "revoke select on eng.a from analyst;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    // What a server has run needs no conclusion.
    change.effects.filter { !change.rehearsal.decides(.notRestored, in: $0.file.path) }.compactMap { effect in
      guard let way = effect.wayBack, let left = effect.difference(.incomplete), let first = left.first else {
        return nil
      }
      let names = left.prefix(3).map { "`\($0.object)`" }.joined(separator: ", ")
      let more = left.count > 3 ? " and \(left.count - 3) more" : ""
      return finding(
        "after up and down, \(names)\(more) \(left.count == 1 ? "differs" : "differ") from before",
        at: effect.place(changing: first.object),
        help: "write the statements that restore it after `\(way.direction.name.rawValue)`")
    }
  }
}
