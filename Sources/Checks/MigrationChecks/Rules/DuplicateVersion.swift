package import Findings
package import Policy

/// Flags a migration that has the time of another one.
package struct DuplicateVersion: Rule {
  package let metadata = RuleMetadata(
    id: "db/duplicate-version",
    title: "Duplicate migration version",
    rationale: """
      Runners know a migration by its time. Of two with the same, some apply one and skip the other for good, \
      others stop, and the order is that of the words behind the time.
      """,
    remedy: """
      Give the new migration a time of its own, later than all others: `date -u +%Y%m%d%H%M%S`.
      """,
    severity: .error,
    requires: [.folder],
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
        -- db/migrations/eng/20260105090000_b.sql --
        begin; create table b (id int); commit;
        -- down
        begin; drop table b; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260105090000_b.sql --
        begin; create table b (id int); commit;
        -- down
        begin; drop table b; commit;
        """),
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
        -- db/migrations/eng/20260105090000_a.up.sql --
        begin; create table b (id int); commit;
        """),
    ],
    good: [
      Example(
        """
        -- db/migrations/eng/20260105090000_a.up.sql --
        begin; create table a (id int); commit;
        -- db/migrations/eng/20260105090000_a.down.sql --
        begin; drop table a; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    var first: [String: MigrationHistory.Entry] = [:]
    for entry in change.history.merged {
      if let key = entry.key, first[key] == nil { first[key] = entry }
    }
    let twice = change.history.secondWays.map { way in
      finding(
        "this file goes the same way as \(way.other), of the same migration", at: Place(path: way.path),
        related: [Place(path: way.other, message: "the other one")],
        help: "keep one of the two; what is merged stays as it is, and a new migration has a time of its own")
    }
    return twice
      + change.history.new.compactMap { entry in
        guard let key = entry.key else { return nil }
        guard let earlier = first[key] else {
          first[key] = entry
          return nil
        }
        return finding(
          "this migration has the same time as \(earlier.path)", at: Place(path: entry.path),
          related: [Place(path: earlier.path, message: "the other one")],
          help: "give it a time of its own, later than all others")
      }
  }
}
