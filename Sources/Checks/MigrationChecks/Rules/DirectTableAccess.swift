internal import Documents
package import Findings
package import Policy

/// Flags code of a consumer that reads anything but contract views, or that writes.
package struct DirectTableAccess: Rule {
  package let metadata = RuleMetadata(
    id: "db/direct-table-access",
    title: "Consumer reads a table instead of a contract view",
    rationale: """
      Consumers of another product read `schemas.contract-view` only. What they read directly cannot \
      change any more, and what they write is not known to the service that owns it.
      """,
    remedy: """
      Read a contract view, or ask the owning team for one.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- apps/v/a.ts --\nexport const a = () => client.from(👉'eng_backlog').select('id');\n",
        policy:
          "schemas: { owned: [eng], contract-view: v_eng_*, consumers: [{ paths: [apps/v/**], role: venture_app }] }"),
      DatabaseExample.files(
        "-- apps/v/a.py --\nq = 👉\"select id from eng.eng_backlog\"\n",
        policy:
          "schemas: { owned: [eng], contract-view: v_eng_*, consumers: [{ paths: [apps/v/**], role: venture_app }] }"),
    ],
    good: [
      DatabaseExample.files(
        "-- apps/v/a.ts --\nexport const a = () => client.from('v_eng_trace').select('id');\n",
        policy:
          "schemas: { owned: [eng], contract-view: v_eng_*, consumers: [{ paths: [apps/v/**], role: venture_app }] }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.policy.schemas.consumers.flatMap { consumer in
      change.surroundings.changed(matching: consumer.paths).flatMap { file -> [Finding] in
        guard let source = file.new else { return [] }
        return ConsumerCode(source, path: file.path, change.policy.schemas).accesses.map { access in
          finding(
            access.isWrite
              ? "`\(consumer.role)` writes `\(access.name)`"
              : "`\(consumer.role)` reads `\(access.name)`, which is not a contract view",
            at: Place(path: file.path, access.range, of: source), help: "read a contract view")
        }
      }
    }
  }
}
