internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import Policy
internal import ReleaseChecks

/// `release-train status`: where the train stands, now or at any instant.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the release calendar: freeze, window, next change.",
    discussion: """
      The policy is that of the default branch. With `--now -` instants come from standard input, one a line, and one
      JSON object goes out for each (docs/release-train.md). Exit status: 0; 2 could not be checked; 64 for a wrong
      command line or a line that is no instant.

      EXAMPLES:
        release-train status
        release-train status --now 2026-11-19T09:00:00Z --format json
        release-train status --now - < instants.txt
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  /// An instant, or where instants come from.
  enum Now: ExpressibleByArgument {
    case instant(Instant)
    case standardInput

    init?(argument: String) {
      if argument == "-" {
        self = .standardInput
      } else if let instant = Instant(rfc3339: argument) {
        self = .instant(instant)
      } else {
        return nil
      }
    }
  }

  @Option(
    help: ArgumentHelp("The time to show, or - for standard input (default: the clock).", valueName: "rfc3339|-"))
  var now: Now?

  @Option(help: "How it is written (default: text; json where instants come from standard input).")
  var format: Format?

  @Option(help: ArgumentHelp("File written by `evidence collect`.", valueName: "file"))
  var evidence: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  @Option(help: ArgumentHelp("Take the policy files of a folder instead of the default branch's.", valueName: "dir"))
  var policy: String?

  @Flag(help: "Allow --policy in CI.")
  var allowUntrustedPolicy = false

  @Option(help: ArgumentHelp("The policy files of the organisation, below the repository's.", valueName: "dir"))
  var organisationPolicy: String?

  func validate() throws {
    if case .standardInput? = now, format == .text {
      throw ValidationError("--now - writes one JSON object a line, so --format text cannot be given with it")
    }
  }

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let report = try StatusReport(command: self, surroundings)
    switch now {
    case .standardInput: try StatusStream(report.timeline).answer()
    case .instant(let instant): try write(instant, report)
    case nil: try write(surroundings.now, report)
    }
  }

  private func write(_ instant: Instant, _ report: StatusReport) throws {
    switch format ?? .text {
    case .text: try Files.writeToOutput(Array(try report.text(at: instant).utf8))
    case .json: try Files.writeToOutput(try report.json(at: instant))
    }
  }
}
