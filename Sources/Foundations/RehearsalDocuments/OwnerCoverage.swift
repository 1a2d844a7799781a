internal import Documents

/// How many rows say who owns them and which decision they rest on: by table, with the rows that do not.
package struct OwnerCoverage: Sendable, Equatable {
  package var tables: [Table]

  package struct Table: Sendable, Equatable {
    /// As `eng.strategic_directives_v2`.
    package var name: String
    package var rows: Int
    package var complete: Int

    /// The rows that lack something, by their key; no more than ``limit``.
    package var lacking: [Row]

    package init(name: String, rows: Int, complete: Int, lacking: [Row]) {
      self.name = name
      self.rows = rows
      self.complete = complete
      self.lacking = lacking
    }
  }

  package struct Row: Sendable, Equatable {
    package var id: String
    package var owner: String?
    package var decision: String?

    package init(id: String, owner: String?, decision: String?) {
      self.id = id
      self.owner = owner
      self.decision = decision
    }
  }

  package init(tables: [Table]) { self.tables = tables }
}

extension OwnerCoverage {
  /// The table as JSON.
  package var bytes: [UInt8] {
    Node.members([("tables", .array(tables.map(\.node)))]).jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }

  /// Reads what ``bytes`` wrote.
  ///
  /// - Throws: `UnreadableRehearsal` with the place.
  package init(_ bytes: [UInt8]) throws(UnreadableRehearsal) {
    let root = try RehearsalValue.root(of: bytes)
    tables = try root["tables"].list { value throws(UnreadableRehearsal) in
      Table(
        name: try value["table"].text(), rows: try value["rows"].integer(), complete: try value["complete"].integer(),
        lacking: try value["lacking"].list { value throws(UnreadableRehearsal) in
          Row(
            id: try value["id"].text(), owner: try value.optional("owner")?.text(),
            decision: try value.optional("decision_log_ref")?.text())
        })
    }
  }
}

extension OwnerCoverage.Table {
  fileprivate var node: Node {
    .members([
      ("table", .string(name)), ("rows", .number(Number(rows))), ("complete", .number(Number(complete))),
      (
        "lacking",
        .array(
          lacking.map { row in
            .members([
              ("id", .string(row.id)), ("owner", row.owner.map(Node.string)),
              ("decision_log_ref", row.decision.map(Node.string)),
            ])
          })
      ),
    ])
  }

  /// The share of complete rows in whole percent, rounded down: 100 is all of them.
  package var percent: Int { rows == 0 ? 100 : complete * 100 / rows }

  /// The name without its schema, as the owner map has it.
  package var entity: String { name.split(separator: ".").last.map(String.init) ?? name }
}

extension OwnerCoverage {
  /// A line for each table, and below it the rows that lack something.
  package var text: String {
    guard !tables.isEmpty else { return "no table has the columns owner and decision_log_ref\n" }
    return tables.map { table in
      let rows = table.lacking.map { "  \($0.id): \($0.lacks)\n" }.joined()
      return "\(table.name): \(table.complete) of \(table.rows) rows (\(table.percent) %)\n\(rows)"
    }.joined()
  }

  package var markdown: String {
    let header = "| table | rows | with owner and decision | share |\n|---|---|---|---|\n"
    let lines = tables.map { "| `\($0.name)` | \($0.rows) | \($0.complete) | \($0.percent) % |\n" }.joined()
    let lacking = tables.flatMap { table in
      table.lacking.map { "- `\(table.entity)` `\($0.id.replacing("`", with: "'"))`: \($0.lacks)\n" }
    }
    return header + lines + (lacking.isEmpty ? "" : "\n" + lacking.joined())
  }

  /// The rows that lack something, in the form of the owner map, to be filled in (RFC 4180).
  package var commaSeparated: String {
    let rows = tables.flatMap { table in
      table.lacking.map { row in
        [table.entity, row.id, row.owner ?? "", row.decision ?? ""].map(\.field).joined(separator: ",") + "\n"
      }
    }
    return "entity,id,owner,decision_log_ref\n" + rows.joined()
  }
}

extension OwnerCoverage.Row {
  fileprivate var lacks: String {
    let missing = [owner == nil ? "owner" : nil, decision == nil ? "decision_log_ref" : nil].compactMap(\.self)
    return "no \(missing.joined(separator: ", no "))"
  }
}

extension String {
  /// In quotes where a comma, a quote or a line break would end it (RFC 4180, section 2).
  fileprivate var field: String {
    contains { ",\"\n\r".contains($0) } ? "\"\(replacing("\"", with: "\"\""))\"" : self
  }
}
