internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Git
internal import Policy

/// `change-control agenda`: what waits for the board.
struct AgendaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda",
    abstract: "Write the board's agenda as Markdown.",
    discussion: """
      Open pull requests are those of the evidence. Exit status: 0; 2 where something cannot be read; 64 for a wrong
      command line.

      EXAMPLES:
        change-control agenda --evidence evidence.json --output agenda.md
      """)

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var options: AuditOptions

  func validate() throws {
    if options.evidence == nil { throw ValidationError("an agenda is about pull requests: give --evidence") }
  }

  func run() throws {
    let reading = try AuditReading(options)
    do {
      let changes = try (reading.evidence?.changes ?? []).map { change in
        Agenda.OpenChange(change, paths: try reading.source.changedPaths(of: change.head.commit))
      }
      let source = reading.evidence?.source
      let agenda = Agenda(
        of: changes, in: try reading.source.tree(), policy: reading.policy.own,
        collected: source?.serverTime ?? source?.collectedAt, at: reading.now)
      try Files.deliver(Array(agenda.markdown.utf8), to: output)
    } catch let error as Undecidable {
      throw AuditReading.undecided(error.faults.map(\.message).joined(separator: "\n"))
    }
  }
}
