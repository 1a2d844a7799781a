internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import ReleaseChecks

/// `release-train history`: what became of the trains.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Print the trains so far, hotfixes, rollbacks, breaches, and the figures of DORA.",
    discussion: """
      It goes as far as the evidence does, and says what is missing. Exit status: 0; 2 where something cannot be read; 64
      for a wrong command line.

      EXAMPLES:
        release-train history --evidence evidence.json
        release-train history --evidence evidence.json --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "How it is written.")
  var format: Format = .text

  @OptionGroup var options: GateOptions

  func run() throws {
    let reading = try GateReading(options)
    let history = ReleaseHistory(reading.ledger, reading.evidence, until: reading.now, try reading.history())
    switch format {
    case .text:
      try Files.writeToOutput(Array(history.lines.map { TerminalText.visible($0) + "\n" }.joined().utf8))
    case .json: try Files.writeToOutput(history.node.jsonBytes(pretty: true) + [0x0A])
    }
  }
}
