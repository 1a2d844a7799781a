internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags an extension that the policy does not name.
package struct ExtensionNotAllowed: Rule {
  package let metadata = RuleMetadata(
    id: "db/extension-not-allowed",
    title: "Extension is not allowed",
    rationale: """
      An extension runs in the server, brings functions for everyone, and has to be there on every server \
      that gets the migrations.
      """,
    remedy: """
      Add it to `extensions.allow`, or do without it.
      """,
    severity: .error,
    requires: [],
    bad: [
      DatabaseExample.files(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin;\n👉create extension hstore;\ncommit;\n-- down\nbegin;\ndrop extension hstore;\ncommit;",
        policy: "extensions: { allow: [pgcrypto] }"),
      DatabaseExample.files(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin;\n👉create extension pgcrypto;\ncommit;\n-- down\nbegin;\ndrop extension pgcrypto;\ncommit;",
        policy: "extensions: { allow: [pgcrypto], schema: extensions }"),
    ],
    good: [
      DatabaseExample.files(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin;\ncreate extension pgcrypto;\ncommit;\n-- down\nbegin;\ndrop extension pgcrypto;\ncommit;",
        policy: "extensions: { allow: [pgcrypto] }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.filter { !$0.0.isMerged }.flatMap { file, direction in
      direction.script.statements.compactMap { statement in
        guard case .createExtension(let created)? = statement.statement,
          let problem = problem(of: created, change.policy.extensions)
        else { return nil }
        return finding(
          "the extension `\(created.name)` \(problem)",
          at: Place(path: file.path, statement.range, of: direction.script.source),
          help: "add it to the policy, or do without it")
      }
    }
  }

  private func problem(of created: CreateExtension, _ policy: ExtensionPolicy) -> String? {
    if policy.allowed?.contains(created.name) == false { return "is not in `extensions.allow`" }
    let schema = created.options.last { $0.name == "schema" }?.value
    if let wanted = policy.schema {
      return schema == wanted ? nil : "belongs to the schema `\(wanted)`: write `WITH SCHEMA \(wanted)`"
    }
    return schema == "public" && policy.allowed != nil ? "is created in `public`, which every role can use" : nil
  }
}
