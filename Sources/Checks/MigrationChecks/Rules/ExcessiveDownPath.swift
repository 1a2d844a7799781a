internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import RehearsalDocuments
internal import SQL

/// Flags a way back that takes away what was there before.
package struct ExcessiveDownPath: Rule {
  package let metadata = RuleMetadata(
    id: "db/excessive-down-path",
    title: "Down path removes more than the up path made",
    rationale: """
      IF NOT EXISTS, CREATE OR REPLACE and CASCADE hide that an object was there before. A way back that \
      drops it takes more than the release brought.
      """,
    remedy: """
      Drop only what the way up made; where it replaced something, write the earlier definition.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration("create table if not exists eng.a (id int);", down: "👉drop table eng.a;")
    ],
    good: [
      DatabaseExample.migration("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    // What a server has run needs no conclusion.
    change.effects.filter { !change.rehearsal.decides(.notRestored, in: $0.file.path) }.compactMap { effect in
      guard let way = effect.wayBack, let left = effect.difference(.excessive), let first = left.first else {
        return nil
      }
      let names = left.prefix(3).map { "`\($0.object)`" }.joined(separator: ", ")
      let more = left.count > 3 ? " and \(left.count - 3) more" : ""
      return finding(
        "the down path removes \(names)\(more), which \(left.count == 1 ? "was" : "were") there before the migration",
        at: way.place(changing: first.object), help: "remove only what the up path creates")
    }
  }
}
