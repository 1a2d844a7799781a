internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags COMMIT and ROLLBACK in a DO block, or in a procedure that is called, within a transaction.
package struct TransactionControlInBody: Rule {
  package let metadata = RuleMetadata(
    id: "db/transaction-control-in-body",
    title: "COMMIT in a body inside a transaction",
    rationale: """
      A DO block or a procedure may end a transaction only where none is open around it. Between `BEGIN` and `COMMIT`, \
      or in the transaction of a runner, PostgreSQL rejects it on every server (2D000).
      """,
    remedy: """
      Leave COMMIT and ROLLBACK out of the body. Give work in batches a migration of its own that runs outside of a \
      transaction.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉do $$ begin update eng.a set state = 'x' where state = 'y'; commit; end $$;",
        down: "update eng.a set state = 'y' where state = 'x';"),
      DatabaseExample.migration(
        "👉call eng.fill();", down: "update eng.a set state = '' where state = 'x';",
        base: "create procedure eng.fill() language plpgsql as $$ begin commit; end $$;"),
    ],
    good: [
      DatabaseExample.migration(
        "do $$ begin update eng.a set state = 'x' where state = 'y'; end $$;",
        down: "update eng.a set state = 'y' where state = 'x';"),
      DatabaseExample.migration(
        "create procedure eng.fill() language plpgsql as $$ begin commit; end $$;", down: "drop procedure eng.fill();"),
    ],
    references: [
      "[PostgreSQL, section 43.8: transaction management](https://www.postgresql.org/docs/15/plpgsql-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      let ways = [(effect.file, effect.up)] + (effect.wayBack.map { [($0.file, $0.direction)] } ?? [])
      return ways.flatMap { file, direction in
        direction.statementsInBlocks.compactMap { statement, source -> Finding? in
          let message: String
          switch statement {
          case .doBlock(let block):
            guard ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.endsTransaction == true else {
              return nil
            }
            message = "this DO block ends the transaction that it runs in; PostgreSQL rejects it"
          case .call(let call):
            guard let name = call.function?.name,
              [effect.before, effect.after].contains(where: { catalog in
                catalog.routines.entries.contains { $0.key.name.isNamed(name) && $0.value.endsTransaction }
              })
            else { return nil }
            message =
              "`\(name.joined(separator: "."))` ends the transaction that it is called in; PostgreSQL rejects it"
          default: return nil
          }
          return finding(
            message, at: Place(path: file.path, source.range, of: direction.script.source),
            help: "leave COMMIT and ROLLBACK out of the body, or run it in a migration without a transaction")
        }
      }
    }
  }
}

extension MigrationDirection {
  /// The statements that run within a transaction block.
  fileprivate var statementsInBlocks: [(Statement, SQLStatement)] {
    var isOpen = isBlock
    var found: [(Statement, SQLStatement)] = []
    for source in script.statements {
      guard let statement = source.statement else { continue }
      isOpen = statement.leavesTransactionOpen(isOpen)
      if isOpen { found.append((statement, source)) }
    }
    return found
  }
}

extension Routine {
  fileprivate var endsTransaction: Bool { language == "plpgsql" && ProceduralBody(body)?.endsTransaction == true }
}

extension QualifiedName {
  /// Whether a statement may mean it by a name with or without a schema.
  func isNamed(_ parts: [String]) -> Bool {
    parts.last == name && (parts.count == 1 || parts[parts.count - 2] == schema)
  }
}
