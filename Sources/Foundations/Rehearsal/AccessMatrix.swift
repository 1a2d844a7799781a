internal import Postgres
internal import RehearsalDocuments

/// Asks a server who can do what with some relations: each role in a session of its own, each command in a transaction that
/// is rolled back.
///
/// A session of the role itself, and not one of a superuser that becomes the role: triggers and views run functions of the
/// migrations, and `RESET ROLE` in one of them would be a way back.
struct AccessMatrix: Sendable {
  private let plan: RehearsalPlan
  private let cluster: PostgresCluster
  private let end: ContinuousClock.Instant

  /// A role that nothing is granted to: it has what PUBLIC has.
  static let publicRole = "signalbox_public"

  /// How many relations are asked about.
  private static let limit = 40

  init(_ plan: RehearsalPlan, on cluster: PostgresCluster, until end: ContinuousClock.Instant) {
    self.plan = plan
    self.cluster = cluster
    self.end = end
  }

  /// What was answered, and what was not.
  struct Answers: Sendable {
    var entries: [RehearsalReport.Access] = []
    var notes: [String] = []
    var undecided: [String] = []
  }

  /// Asks about relations.
  ///
  /// - Throws: `PostgresError` where the server cannot be asked of its roles.
  func answers(about relations: [String]) throws(PostgresError) -> Answers {
    var answers = Answers()
    guard !plan.roles.isEmpty, !relations.isEmpty else { return answers }
    let asked = Array(relations.prefix(Self.limit))
    if relations.count > asked.count {
      answers.undecided.append("who can do what was asked of \(asked.count) relations of \(relations.count)")
    }
    let admin = try cluster.connect(to: Rehearsal.database)
    try admin.execute("SET search_path = ''; CREATE ROLE \(Self.publicRole) LOGIN")
    do throws(PostgresError) {
      try seed(asked)
    } catch {
      answers.notes.append("no rows could be made up for new tables: \(error)")
    }
    var columns: [String: [String]] = [:]
    for relation in asked { columns[relation] = try self.columns(of: relation, admin) }
    let views = try views(among: asked, admin)
    for role in plan.roles + [Self.publicRole] {
      let rows = try admin.execute(
        """
        SELECT rolsuper, has_database_privilege(oid, current_database(), 'CONNECT') FROM pg_roles \
        WHERE rolname = \(role.quotedLiteral)
        """)
      guard let facts = rows.first else {
        answers.notes.append("the role \(role) does not exist")
        continue
      }
      guard facts[0] != "t" else { continue }
      guard facts[1] == "t" else {
        answers.notes.append("the role \(role) may not connect to the database")
        continue
      }
      do throws(PostgresError) {
        try admin.execute("ALTER ROLE \(role.quotedName) LOGIN")
        answers.entries += try entries(of: role, asked, columns, views)
      } catch {
        answers.undecided.append("could not ask what \(role) can do: \(error)")
      }
    }
    return answers
  }

  private func entries(
    of role: String, _ relations: [String], _ columns: [String: [String]], _ views: Set<String>
  ) throws(PostgresError) -> [RehearsalReport.Access] {
    let session = try cluster.connect(as: role, to: Rehearsal.database)
    var entries: [RehearsalReport.Access] = []
    for relation in relations {
      for claims in plan.claims {
        var answers: [RehearsalReport.Access.Command: RehearsalReport.Access.Answer] = [:]
        for command in RehearsalReport.Access.Command.allCases {
          answers[command] = try answer(
            to: command, relation, columns[relation] ?? [], claims.settings(of: role), session)
        }
        entries.append(
          RehearsalReport.Access(
            relation: relation, isView: views.contains(relation), role: role == Self.publicRole ? "PUBLIC" : role,
            claims: claims, answers: answers))
      }
    }
    return entries
  }

  /// Puts rows into new tables as their owner; a superuser would run defaults and checks of the migrations as one.
  private func seed(_ relations: [String]) throws(PostgresError) {
    let owner = try MigrationRunner(plan, on: cluster, until: end).connection()
    try owner.execute("SET search_path = ''")
    let relations = Set(relations)
    _ = try SeededRows.insert(owner) { relations.contains($0) }
  }

  private func columns(of relation: String, _ admin: borrowing PostgresConnection) throws(PostgresError) -> [String] {
    try admin.execute(
      """
      SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = \(relation.quotedLiteral)::regclass AND attnum > 0 \
      AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a' ORDER BY attnum
      """
    ).compactMap { $0[0] }
  }

  private func views(
    among relations: [String], _ admin: borrowing PostgresConnection
  ) throws(PostgresError) -> Set<String> {
    let list = relations.map { "(\($0.quotedLiteral))" }.joined(separator: ", ")
    let rows = try admin.execute(
      """
      SELECT asked.name FROM (VALUES \(list)) AS asked (name) JOIN pg_class ON pg_class.oid = asked.name::regclass \
      WHERE relkind IN ('v', 'm')
      """)
    return Set(rows.compactMap { $0[0] })
  }

  private var limits: StatementLimits {
    StatementLimits(time: .seconds(min(5, plan.limits.statement))) { [end] in
      ContinuousClock.now < end ? nil : "the rehearsal has reached its time limit"
    }
  }

  private func answer(
    to command: RehearsalReport.Access.Command, _ relation: String, _ columns: [String], _ settings: String,
    _ session: borrowing PostgresConnection
  ) throws(PostgresError) -> RehearsalReport.Access.Answer {
    var answer = RehearsalReport.Access.Answer.denied
    for statement in command.statements(on: relation, columns) {
      try session.execute("BEGIN; \(settings)")
      do throws(PostgresError) {
        answer = .rows(try session.affected(by: statement, within: limits))
      } catch {
        guard let code = error.code else { throw error }
        answer = .init(code: code, to: command)
      }
      try session.execute("ROLLBACK")
      // A right to one column is a right to write.
      if answer != .denied { break }
    }
    return answer
  }
}

extension RehearsalReport.Access.Answer {
  /// What an error says of the right to do it: that is looked at first (appendix A, "PostgreSQL Error Codes").
  fileprivate init(code: String, to command: RehearsalReport.Access.Command) {
    switch code {
    case "42501": self = .denied
    // A view that cannot be written, or something else that has no such command.
    case "55000", "42809": self = .impossible
    case "0A000" where command != .truncate: self = .impossible
    default: self = .fails(code)
    }
  }
}

extension RehearsalReport.Access.Command {
  fileprivate func statements(on relation: String, _ columns: [String]) -> [String] {
    switch self {
    case .select: ["SELECT FROM \(relation)"]
    case .insert: ["INSERT INTO \(relation) DEFAULT VALUES"]
    case .update: columns.map { "UPDATE \(relation) SET \($0) = DEFAULT" }
    case .delete: ["DELETE FROM \(relation)"]
    case .truncate: ["TRUNCATE \(relation)"]
    }
  }
}

extension RehearsalReport.Access.Claims {
  /// Sets what PostgREST sets for a request; the subject is that of the first row that was made up.
  fileprivate func settings(of role: String) -> String {
    let subject = "c4ca4238-a0b9-2382-0dcc-509a6f75849b"
    let name = role.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let own = "\"sub\": \"\(subject)\", \"role\": \"\(name)\""
    let claims: String
    switch self {
    case .none: return "SELECT set_config('request.jwt.claims', '', true)"
    case .own: claims = "{\(own)}"
    // What users can write themselves.
    case .forged:
      claims = "{\(own), \"user_metadata\": {\"role\": \"admin\", \"admin\": true, \"is_admin\": true}}"
    }
    return "SELECT set_config('request.jwt.claims', \(claims.quotedLiteral), true)"
  }
}
