internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import RehearsalDocuments

/// Flags what a role could do on the server of a rehearsal and should not be able to.
package struct UnexpectedAccess: Rule {
  package let metadata = RuleMetadata(
    id: "db/unexpected-access",
    title: "Role can do more than the policy says",
    rationale: """
      Grants, memberships, owners of views, row security and claims decide together who can do what, and no text says the \
      result. Each role of the policy, and one without any grant, tried each command on the tables and views that the change \
      makes or changes, without claims, with its own, and with those that a user can write.
      """,
    remedy: """
      Revoke the right, or narrow the policy of the table; the statements that are named show whether it is gone.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        access: RehearsedExample.access(role: "analyst", "UPDATE", "3 rows")),
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        access: RehearsedExample.access(role: "PUBLIC", "SELECT", "3 rows")),
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        access: RehearsedExample.access(role: "analyst", "SELECT", "3 rows")),
      RehearsedExample.example(
        "create view eng.v as select 1 as a;", down: "drop view eng.v;",
        access: RehearsedExample.access("eng.v", role: "analyst", claims: "forged", "SELECT", "3 rows")),
    ],
    good: [
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        access: RehearsedExample.access(role: "service_role", "UPDATE", "3 rows")),
      RehearsedExample.example(
        "create table eng.b (id int);", down: "drop table eng.b;",
        access: RehearsedExample.access(role: "analyst", "UPDATE", "0 rows")),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let report = change.rehearsal.report, let path = report.migrations.last?.up.path else { return [] }
    let entries = report.access.filter { change.isOwned(Self.schema(of: $0.relation)) }
    let pairs = entries.reduce(into: [[String]]()) { pairs, entry in
      if !pairs.contains([entry.relation, entry.role]) { pairs.append([entry.relation, entry.role]) }
    }
    let granted = (writes: Self.granted(by: change, reads: false), reads: Self.granted(by: change, reads: true))
    return pairs.flatMap { pair in
      let surprises = Self.surprises(entries.filter { [$0.relation, $0.role] == pair }, in: change)
      // A right that the very role is granted is told at its line, by `db/write-access` and `db/table-read-grant`.
      return surprises.filter { !($0.isWrite ? granted.writes : granted.reads).contains(pair) }.map { surprise in
        finding(
          "`\(pair[1])` can \(surprise.commands) on `\(pair[0])`\(surprise.circumstance)", at: Place(path: path),
          help: "see it by: \(surprise.statements)")
      }
    }
  }

  /// The schema of a name as PostgreSQL quotes it.
  private static func schema(of relation: String) -> String {
    guard relation.hasPrefix("\"") else { return String(relation.prefix { $0 != "." }) }
    return String(relation.dropFirst().prefix { $0 != "\"" })
  }

  /// The rights to read, or else to write, that the change grants itself: relation and role.
  private static func granted(by change: MigrationChange, reads: Bool) -> Set<[String]> {
    let parts = change.effects.flatMap { $0.steps.flatMap(\.changes) }
    return Set(
      parts.compactMap { part in
        guard case .granted(let object, let right, _) = part, case .relation(let name) = object.owner,
          (right.privilege == .select) == reads
        else { return nil }
        let role = right.role == AccessList.everyone ? "PUBLIC" : right.role
        // What anyone can read is worth both.
        if reads, role == "PUBLIC" { return nil }
        return ["\(name)", role]
      })
  }

  private struct Surprise {
    let isWrite: Bool
    let commands: String
    let circumstance: String
    let statements: String
  }

  private static func surprises(_ entries: [RehearsalReport.Access], in change: MigrationChange) -> [Surprise] {
    let (policy, schemas) = (change.policy.server, change.policy.schemas)
    guard let first = entries.first, ![policy.owner, policy.login].contains(first.role) else { return [] }
    var allowed = change.policy.rehearsal.matrix.allowed(
      to: first.role, on: first.relation, isView: first.isView, by: schemas)
    // A policy that names no writers leaves open who may write.
    if schemas.writers.isEmpty, first.role != "PUBLIC" { allowed.formUnion([.insert, .update, .delete, .truncate]) }
    var surprises: [Surprise] = []
    for isWrite in [true, false] {
      let done = entries.lazy.map { entry in
        (
          entry,
          RehearsalReport.Access.Command.allCases.filter { command in
            command.isWrite == isWrite && !allowed.contains(command)
              && entry.answers[command]?.isDone(by: command) == true
          }
        )
      }
      if let (entry, commands) = done.first(where: { !$0.1.isEmpty }) {
        surprises.append(surprise(commands, entry, first.role))
      }
    }
    let seen = Dictionary(entries.map { ($0.claims, $0.answers[.select]?.count ?? 0) }) { first, _ in first }
    if allowed.contains(.select), !schemas.writers.contains(first.role),
      let forged = entries.first(where: { $0.claims == .forged }),
      seen[.forged, default: 0] > max(seen[.none, default: 0], seen[.own, default: 0])
    {
      surprises.append(surprise([.select], forged, first.role))
    }
    return surprises
  }

  private static func surprise(
    _ commands: [RehearsalReport.Access.Command], _ entry: RehearsalReport.Access, _ role: String
  ) -> Surprise {
    let circumstance =
      switch entry.claims {
      case .none: ""
      case .own: " with claims of its own"
      case .forged: " with claims that a user can write"
      }
    let become = role == "PUBLIC" ? "create role other; set role other;" : "set role \(role);"
    let claims = entry.claims == .none ? "" : " set request.jwt.claims = '{…}';"
    let statement =
      switch commands[0] {
      case .select: "select * from \(entry.relation);"
      case .insert: "insert into \(entry.relation) default values;"
      case .update: "update \(entry.relation) set … = default;"
      case .delete: "delete from \(entry.relation);"
      case .truncate: "truncate \(entry.relation);"
      }
    return Surprise(
      isWrite: commands[0].isWrite, commands: commands.map(\.rawValue).joined(separator: ", "),
      circumstance: circumstance,
      statements: "\(become)\(claims) \(statement)")
  }
}

extension RehearsalReport.Access.Command {
  fileprivate var isWrite: Bool { self != .select }
}

extension RehearsalReport.Access.Answer {
  /// How many rows there were; what fails behind the right to do it had some.
  fileprivate var count: Int {
    switch self {
    case .rows(let count): count
    case .fails: 1
    case .denied, .impossible: 0
    }
  }

  /// Whether a command changed something, or would have with other rows: row security leaves it none.
  fileprivate func isDone(by command: RehearsalReport.Access.Command) -> Bool {
    switch self {
    case .rows(let count): count > 0 || command == .truncate
    case .fails: true
    case .denied, .impossible: false
    }
  }
}
