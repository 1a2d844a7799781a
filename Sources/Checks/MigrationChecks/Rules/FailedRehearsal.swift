package import Findings
package import Policy
internal import RehearsalDocuments

/// Flags a statement that failed when the migration was rehearsed.
package struct FailedRehearsal: Rule {
  package let metadata = RuleMetadata(
    id: "db/failed-rehearsal",
    title: "Migration fails on PostgreSQL",
    rationale: """
      The migration was run on a server with the roles and the history of the policy. What fails there fails at the \
      release, and what of it is not in a transaction is left half applied.
      """,
    remedy: """
      Correct the statement that is named, or what it needs in the migrations before it.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "create table eng.b (id int);\n👉insert into eng.b select 1 / 0;", down: "drop table eng.b;", outcome: "failed",
        findings: RehearsedExample.finding("fails", "the up path fails: division by zero", line: 3))
    ],
    good: [
      RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.rehearsal.findings(.fails).map { told in
      finding(told.message, at: change.place(of: told), help: "correct the statement, and rehearse the change again")
    }
  }
}
