internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a setting or a role of the session that is still there after the file.
package struct LeakedSessionSetting: Rule {
  package let metadata = RuleMetadata(
    id: "db/leaked-session-setting",
    title: "Session setting outlives the migration",
    rationale: """
      A runner applies many files on one connection. What `SET` without `LOCAL` or `SET ROLE` changes is there for \
      every file after it: with another role, another search path or without row security the next migration does \
      something else than its text says.
      """,
    remedy: "Write `SET LOCAL` inside the transaction, or `RESET` the setting at the end of the direction.",
    severity: .error,
    bad: [
      Example(
        "begin;\n👉set lock_timeout = '3s';\ncreate table a (id int);\ncommit;\n-- down\nbegin; drop table a; commit;"),
      Example(
        "begin;\n👉set role writer;\ncreate table a (id int);\ncommit;\n-- down\nbegin; drop table a; commit;"),
      Example(
        "begin;\n👉select set_config('row_security', 'off', false);\ncreate table a (id int);\ncommit;\n"
          + "-- down\nbegin; drop table a; commit;"),
    ],
    good: [
      Example(
        "begin;\nset local lock_timeout = '3s';\ncreate table a (id int);\ncommit;\n-- down\nbegin; drop table a; commit;"
      ),
      Example(
        "begin;\nset role writer;\ncreate table a (id int);\nreset role;\ncommit;\n-- down\nbegin; drop table a; commit;"
      ),
    ],
    references: ["[PostgreSQL: SET](https://www.postgresql.org/docs/15/sql-set.html)"])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.filter { !$0.0.isMerged && !$0.1.reading.traits.hasOwnSession }.compactMap { file, direction in
      let leaks = SessionSettings(direction.script).leaks
      guard let first = leaks.first else { return nil }
      let names = leaks.map { "`\($0.name)`" }.joined(separator: ", ")
      return finding(
        "\(names) \(leaks.count == 1 ? "stays" : "stay") set for the migrations that follow on this connection",
        at: Place(path: file.path, first.range, of: direction.script.source),
        related: leaks.dropFirst().map { Place(path: file.path, $0.range, of: direction.script.source) },
        help: first.name == "role" || first.name == "session_authorization"
          ? "write `RESET ROLE` at the end of the direction, or `SET LOCAL ROLE`"
          : "write `SET LOCAL \(first.name) = …`")
    }
  }
}

/// The settings of the session that a script leaves otherwise than it found them.
private struct SessionSettings {
  private(set) var leaks: [(name: String, range: SourceRange)] = []

  init(_ script: SQLScript) {
    for statement in script.statements {
      switch statement.statement {
      case .setVariable(let set): take(set, statement.range)
      case .select(let query):
        query.node.walk { node in
          guard let call = FunctionCall(node), call.name.last == "set_config", call.arguments.count == 3,
            let name = Constant(call.arguments[0])?.string?.text("sval"), Self.isFalse(call.arguments[2])
          else { return }
          add(name, statement.range)
        }
      case .other(let node) where node.kind == "DiscardStmt" && node.name("target") == "DISCARD_ALL": leaks = []
      default: break
      }
    }
  }

  private mutating func take(_ set: SetVariable, _ range: SourceRange) {
    guard !set.isLocal else { return }
    switch set.kind {
    case .resetAll: leaks.removeAll { $0.name != "role" && $0.name != "session_authorization" }
    case .reset, .defaultValue: leaks.removeAll { $0.name == set.name }
    case .value, .current:
      let constant = set.arguments.first.flatMap { Constant($0) }
      let value = constant?.string?.text("sval").lowercased() ?? constant?.integer.map { "\($0.number("ival"))" }
      if Self.initial[set.name] == value || set.name == "role" && value == "none" {
        leaks.removeAll { $0.name == set.name }
      } else {
        add(set.name, range)
      }
    // SET TRANSACTION is about one transaction; SESSION CHARACTERISTICS is not.
    case .multiple: if set.name.lowercased().contains("session") { add(set.name, range) }
    case nil: break
    }
  }

  private mutating func add(_ name: String, _ range: SourceRange) {
    // How SQL is read is the matter of another rule.
    guard !Self.lexical.contains(name), !leaks.contains(where: { $0.name == name }) else { return }
    leaks.append((name, range))
  }

  private static func isFalse(_ node: SQLNode) -> Bool {
    if let cast = TypeCast(node), let word = Constant(cast.argument)?.string?.text("sval") {
      return word.hasPrefix("f")
    }
    return Constant(node)?.boolean.map { !$0.isTrue("boolval") } ?? false
  }

  private static let lexical: Set<String> = ["standard_conforming_strings", "client_encoding", "backslash_quote"]

  /// What dumps set, and every server has.
  private static let initial: [String: String] = [
    "statement_timeout": "0", "lock_timeout": "0", "row_security": "on",
  ]
}
