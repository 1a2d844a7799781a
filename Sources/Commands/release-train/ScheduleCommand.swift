internal import ArgumentParser
internal import CommandSupport
internal import Documents
internal import ReleaseChecks

/// `release-train schedule`: what is due in the next weeks.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print the freezes, windows and holidays of the next weeks.",
    discussion: """
      With --format ics it is a calendar (RFC 5545) to subscribe to. Exit status: 0; 2 where the policy cannot be read;
      64 for a wrong command line.

      EXAMPLES:
        release-train schedule
        release-train schedule --format ics --output train.ics
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case ics
  }

  @Option(help: "How it is written.")
  var format: Format = .text

  @Option(help: ArgumentHelp("How many weeks.", valueName: "number"))
  var weeks = 8

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var options: GateOptions

  func validate() throws {
    guard (1...520).contains(weeks) else { throw ValidationError("--weeks is a number from 1 to 520") }
  }

  func run() throws {
    let reading = try GateReading(options)
    let schedule = ReleaseSchedule(reading.ledger.timeline, from: reading.now, weeks: weeks)
    switch format {
    case .text: try Files.deliver(Array((schedule.lines.joined(separator: "\n") + "\n").utf8), to: output)
    case .json: try Files.deliver(schedule.node.jsonBytes(pretty: true) + [0x0A], to: output)
    case .ics: try Files.deliver(CalendarFeed(schedule, written: reading.now).bytes, to: output)
    }
  }
}

extension Files {
  /// Writes to a file that is named, or to standard output.
  static func deliver(_ bytes: [UInt8], to output: String?) throws(FileProblem) {
    if let output { try write(bytes, to: output) } else { try writeToOutput(bytes) }
  }
}
