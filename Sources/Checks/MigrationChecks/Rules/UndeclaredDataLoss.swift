internal import Documents
package import Findings
package import Policy

/// Flags a way up that takes data away without saying so.
package struct UndeclaredDataLoss: Rule {
  package let metadata = RuleMetadata(
    id: "db/undeclared-data-loss",
    title: "Migration loses data without saying so",
    rationale: """
      A down path that adds a column again does not add its values. A team that takes the release back believes that the \
      migration can be undone, because it has a down path.
      """,
    remedy: """
      Say it in the file, with the reason: `-- irreversible: reason`, or a down path that raises an exception. A role \
      approves it, as it approves suppressions. Or keep the data: rename the table, or stop writing the column first.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉alter table eng.a drop column state;", down: "alter table eng.a add column state text;"),
      DatabaseExample.migration("👉truncate eng.a;"),
      DatabaseExample.migration(
        "👉alter table eng.a alter column state type varchar(10);",
        down: "alter table eng.a alter column state type text;"),
    ],
    good: [
      DatabaseExample.migration(
        "alter table eng.a rename column state to stage;", down: "alter table eng.a rename column stage to state;"),
      DatabaseExample.migration(
        "create table eng.b (id int);\ndrop table eng.b;\nalter table eng.a alter column id type bigint;",
        down: "alter table eng.a alter column id type int;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.compactMap { effect in
      let losses = DataLoss.all(in: effect)
      guard let first = losses.first else { return nil }
      let more = losses.count > 1 ? ", and \(losses.count - 1) more of its statements lose data" : ""
      return finding(
        "this migration \(first.message)\(more); no down path brings that back", at: effect.place(of: first.range),
        related: losses.dropFirst().map { effect.place(of: $0.range) },
        help: "say why: `-- irreversible: reason`")
    }
  }
}
