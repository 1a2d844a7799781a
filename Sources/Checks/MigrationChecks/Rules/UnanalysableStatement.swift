internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags EXECUTE of a text that is put together while it runs, where it may be about an owned schema.
package struct UnanalysableStatement: Rule {
  package let metadata = RuleMetadata(
    id: "db/unanalysable-statement",
    title: "Dynamic SQL cannot be checked",
    rationale: """
      What `EXECUTE` runs is known only where its text can be put together from constants. A text with a table of the \
      owned schemas in it, or one of which nothing is known, can grant, drop or write anything there.
      """,
    remedy: "Write the statements out, or name the table in the text.",
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉do $$ declare t text; begin for t in select tablename from pg_tables loop "
          + "execute format('grant insert on eng.%I to analyst', t); end loop; end $$;"),
      DatabaseExample.migration(
        "👉do $$ declare t text; begin select state into t from eng.a; execute t; end $$;"),
    ],
    good: [
      DatabaseExample.migration("do $$ begin execute format('comment on table eng.%I is null', 'a'); end $$;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard !change.policy.schemas.owned.isEmpty else { return [] }
    return change.directions.filter { !$0.0.isMerged }.flatMap { file, direction in
      direction.script.statements.compactMap { statement -> Finding? in
        let expressions = statement.statement?.dynamicTexts ?? []
        guard let expression = expressions.first(where: { reaches($0, change) }) ?? expressions.first else {
          return nil
        }
        let place = Place(path: file.path, statement.range, of: direction.script.source)
        let message = "could not check what `EXECUTE` runs: its text is put together while it runs"
        guard reaches(expression, change) else {
          return Finding(rule: metadata.id, kind: .violation(.note), message: message, place: place)
        }
        return finding(message, at: place, help: "write the statements out, or name the table in the text")
      }
    }
  }

  /// Whether a text may be about an owned schema: its constant parts name one, or name no schema at all.
  private func reaches(_ expression: String, _ change: MigrationChange) -> Bool {
    let words = Set(expression.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    if change.policy.schemas.owned.contains(where: words.contains) { return true }
    // `schema.` or `schema.%I` of a schema that is not owned says where the text reaches.
    let quoted = expression.split(separator: "'").enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    return !quoted.contains { text in text.firstRange(of: ".") != nil && text.first != "." }
  }
}

extension Statement {
  /// The expressions of EXECUTE whose text is not known, in a DO block or in the body of a function.
  fileprivate var dynamicTexts: [String] {
    let body: String
    switch self {
    case .doBlock(let block): body = block.options.first { $0.name == "as" }?.value ?? ""
    case .createFunction(let function) where function.language == "plpgsql": body = function.body
    default: return []
    }
    return ProceduralBody(body)?.commands.filter { $0.text == nil }.map { $0.expression ?? "" } ?? []
  }
}
