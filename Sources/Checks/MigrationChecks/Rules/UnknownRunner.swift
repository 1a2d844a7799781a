package import Findings
package import Policy

/// Flags migrations that two tools would apply in different ways, where the policy names none.
package struct UnknownRunner: Rule {
  package let metadata = RuleMetadata(
    id: "db/unknown-runner",
    title: "Runner of the migrations is not named",
    rationale: """
      Markers of dbmate or goose mean that the tool opens the transaction. Read as `own`, the same file \
      lacks its BEGIN. Which of the two is true decides every other rule.
      """,
    remedy: """
      Name the tool that applies the files in the policy: `runner: dbmate`.
      """,
    severity: .error,
    requires: [],
    bad: [
      Example("-- migrate:up\ncreate table a (id int);\n-- migrate:down\ndrop table a;")
    ],
    good: [
      Example("-- migrate:up\nbegin; create table a (id int); commit;\n-- migrate:down\nbegin; drop table a; commit;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let ambiguity = change.ambiguity else { return [] }
    let name = ambiguity.tool.rawValue
    return [
      undecided(
        "could not check the migrations because the policy does not say whether \(ambiguity.tool.traits.name) applies them",
        at: Place(path: ambiguity.path), help: "write `runner: \(name)` into the policy, or `runner: own`")
    ]
  }
}
