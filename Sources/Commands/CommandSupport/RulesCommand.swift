package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Policy

/// `<check> rules`: lists what the check asks.
package struct RulesCommand<S: CheckSuite>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules.",
      discussion: """
        EXAMPLES:
          \(S.name) rules
          \(S.name) rules --format json
        """)
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case markdown
  }

  @Option(help: "How the list is written.")
  var format: Format = .table

  package init() {}

  package func run() throws {
    switch format {
    case .table: try Files.writeToOutput(Array(table.utf8))
    case .json: try Files.writeToOutput(json)
    case .markdown: try Files.writeToOutput(Array(markdown.utf8))
    }
  }

  private var table: String {
    let rows = S.allMetadata.map { [$0.id, $0.severity.rawValue, $0.title] }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return (cells + [row[2]]).joined(separator: "  ") + "\n"
    }.joined()
  }

  private var markdown: String {
    let rows = S.allMetadata.map { "| `\($0.id)` | \($0.severity.rawValue) | \($0.title) |\n" }
    return "| rule | severity | what it asks |\n|---|---|---|\n" + rows.joined()
  }

  private var json: [UInt8] {
    let rules = S.allMetadata.map { rule -> Node in
      ["id": .string(rule.id), "severity": .string(rule.severity.rawValue), "title": .string(rule.title)]
    }
    return Node.array(rules).jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }
}
