package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Policy

/// `<check> rules`: lists what the check asks.
package struct RulesCommand<C: Check>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules.",
      discussion: """
        EXAMPLES:
          \(C.name) rules
          \(C.name) rules --format json
        """)
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
  }

  @Option(help: "How the list is written.")
  var format: Format = .table

  package init() {}

  package func run() throws {
    switch format {
    case .table: try Files.writeToOutput(Array(table.utf8))
    case .json: try Files.writeToOutput(json)
    }
  }

  private var table: String {
    let rows = C.allMetadata.map { [$0.id, $0.severity.rawValue, $0.title] }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return (cells + [row[2]]).joined(separator: "  ") + "\n"
    }.joined()
  }

  private var json: [UInt8] {
    let rules = C.allMetadata.map { rule -> Node in
      ["id": .string(rule.id), "severity": .string(rule.severity.rawValue), "title": .string(rule.title)]
    }
    return Node.array(rules).jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }
}
