package import Findings
package import Policy

/// Flags a new migration that sorts before a merged one.
package struct OutOfOrderMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/out-of-order-migration",
    title: "Out-of-order migration",
    rationale: """
      A server that has applied the later migration will skip the earlier one, apply it out of order, or stop, as \
      its runner pleases; a fresh server applies it in between. So two databases differ that should be the same.
      """,
    remedy: """
      Rename the new migration to a time after the latest one that is merged: `date -u +%Y%m%d%H%M%S`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260104090000_b.sql --
        begin; create table b (id int); commit;
        -- down
        begin; drop table b; commit;
        """)
    ],
    good: [
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260106090000_b.sql --
        begin; create table b (id int); commit;
        -- down
        begin; drop table b; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let latest = change.history.merged.last else { return [] }
    return change.history.outOfOrder.map { entry in
      finding(
        "this migration sorts before \(latest.path), which is merged", at: Place(path: entry.path),
        help: "rename it so that it sorts after \(latest.path.split(separator: "/").last ?? "")")
    }
  }
}
