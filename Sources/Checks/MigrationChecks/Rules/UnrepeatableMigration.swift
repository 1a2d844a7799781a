package import Findings
package import Policy
internal import RehearsalDocuments

/// Flags what differs when a migration is rehearsed up, down and up again.
package struct UnrepeatableMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/unrepeatable-migration",
    title: "Second way up makes something else",
    rationale: """
      A release that was taken back is made again later. Where the same file then makes another schema, the servers \
      that took part differ from the others.
      """,
    remedy: """
      Let the file make the same whatever was there before, and let the down path restore that.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "create table if not exists eng.b (id int);", down: "alter table eng.b rename to c;",
        findings: RehearsedExample.finding("not-repeatable", "`table eng.c` is left"))
    ],
    good: [
      RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.rehearsalGroups(.notRepeatable).map { told in
      finding(
        "up again after down, \(told.message)", at: told.place,
        help: "make what the up path does independent of what was there")
    }
  }
}
