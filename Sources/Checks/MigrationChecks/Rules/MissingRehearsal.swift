package import Findings
package import Policy
internal import RehearsalDocuments

/// Asks for a rehearsal of the new migrations, where the policy requires one or one was given that proves nothing.
package struct MissingRehearsal: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-rehearsal",
    title: "Migrations were not rehearsed",
    rationale: """
      What a migration does to a server is certain only once a server has run it. A check runs nothing, so that its \
      verdict can be had again at any time: `db-verify rehearse` runs the migrations, and its report says on which \
      files, after which history, and with what result.
      """,
    remedy: """
      `db-verify rehearse --output rehearsal.json`, then `db-verify check --tool-report rehearsal.json`; or both at \
      once, where the change's code may be run: `db-verify check --run`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "create table eng.b (id int);", down: "drop table eng.b;", policy: "rehearsal: { require: true }"),
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;", blob: "3333333333333333333333333333333333333333"),
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        undecided: "not installed: vector; what needs them was not rehearsed"),
    ],
    good: [RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let help = "db-verify rehearse --output rehearsal.json, and then --tool-report rehearsal.json"
    switch change.rehearsal {
    case .notNeeded: return []
    case .missing:
      guard change.policy.rehearsal.isRequired else { return [] }
      guard change.stage == .merge else {
        return [
          Finding(
            rule: metadata.id, kind: .owed(role: nil, label: nil), message: "the new migrations have to be rehearsed",
            help: "db-verify check --run")
        ]
      }
      return [undecided("no report says that the new migrations were rehearsed", help: help)]
    case .unreadable(let why, let place):
      return [undecided("could not read the report of a rehearsal: \(why)", at: place, help: help)]
    case .unrelated(let why):
      return [undecided("the report of the rehearsal is not about this change: \(why)", help: help)]
    case .given(let report):
      return report.undecided.map { undecided("could not rehearse everything: \($0)", help: help) }
    }
  }
}
