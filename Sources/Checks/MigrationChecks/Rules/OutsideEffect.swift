internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags what reads or writes other databases, files of the server, or the network.
package struct OutsideEffect: Rule {
  package let metadata = RuleMetadata(
    id: "db/outside-effect",
    title: "Migration reaches outside of its database",
    rationale: """
      A transaction that is rolled back does not take back what happened elsewhere, and a right to reach \
      out is a right for everyone who finds a way in.
      """,
    remedy: """
      Let a service do it.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration("👉create server other foreign data wrapper postgres_fdw;", down: "drop server other;"),
      DatabaseExample.migration("👉select dblink_exec('dbname=x', 'delete from t');"),
      DatabaseExample.migration("👉copy eng.a to program 'curl x';"),
      DatabaseExample.migration("👉do $$ begin perform pg_read_file('/etc/passwd'); end $$;"),
    ],
    good: [
      DatabaseExample.migration(
        "comment on table eng.a is 'not reached by dblink; COPY TO PROGRAM is not used';",
        down: "comment on table eng.a is null;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.filter { !$0.0.isMerged }.flatMap { file, direction in
      direction.script.statements.compactMap { statement in
        guard let effect = statement.statement?.outsideEffect(depth: 0, allowed: change.policy.extensions.allowed)
        else {
          return nil
        }
        return finding(
          "\(effect)", at: Place(path: file.path, statement.range, of: direction.script.source),
          help: "let a service do it, and keep migrations within their database")
      }
    }
  }
}
