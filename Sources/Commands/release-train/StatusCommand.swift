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
    abstract: "Say where the train stands, and what is open until when.",
    discussion: """
      The policy is that of the default branch. With `--now -` instants come from standard input, one a line, and one
      JSON object goes out for each (docs/release-train.md). Exit status: 0; 2 where it cannot be told; 64 for a wrong
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
    help: ArgumentHelp("The instant to tell of, or - for standard input (default: the clock).", valueName: "rfc3339|-"))
  var now: Now?

  @Option(help: "How it is written (default: text; json where instants come from standard input).")
  var format: Format?

  @Option(help: ArgumentHelp("What the forge knows, for recorded cuts (docs/evidence.schema.json).", valueName: "file"))
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
    let timeline = try timeline(surroundings)
    switch now {
    case .standardInput: try StatusStream(timeline).answer()
    case .instant(let instant): try write(instant, timeline)
    case nil: try write(surroundings.now, timeline)
    }
  }

  private func write(_ instant: Instant, _ timeline: TrainTimeline) throws {
    let status = timeline.status(at: instant)
    switch format ?? .text {
    case .text: try Files.writeToOutput(Array(status.text(at: instant, timeline).utf8))
    case .json: try Files.writeToOutput(status.json(at: instant, timeline))
    }
  }

  private func timeline(_ surroundings: Surroundings) throws -> TrainTimeline {
    var gate = Gate(of: ReleaseGate.self, at: surroundings.now, version: Version.current)
    var options = CommonOptions()
    options.policy = policy
    options.allowUntrustedPolicy = allowUntrustedPolicy
    options.organisationPolicy = organisationPolicy
    gate.policy = try options.policyFolder(surroundings)
    gate.organisationPolicy = try options.organisationFiles()
    do {
      let evidence = try Evidence.read(from: evidence)
      return TrainTimeline(try policy(of: gate, surroundings), deployments: evidence?.deployments)
    } catch let error as GitError {
      throw undecided(gate, Undecidable(error))
    } catch let error as Undecidable {
      throw undecided(gate, error)
    } catch let error as UnreadableEvidence {
      throw undecided(gate, Undecidable(error))
    }
  }

  private func policy(of gate: Gate<ReleaseGate>, _ surroundings: Surroundings) throws -> ReleasePolicy {
    // A policy from a folder needs no repository.
    guard policy == nil else {
      return try gate.policy.policy(of: ReleaseCheck.self, organisation: gate.organisationPolicy).own
    }
    let repository = try Repository.open(surroundings.repository(in: repository))
    return try gate.effectivePolicy(in: repository).own
  }

  /// Says why it cannot be told, as every check does, beside standard output.
  private func undecided(_ gate: Gate<ReleaseGate>, _ error: Undecidable) -> ExitCode {
    Files.say(TextReportWriter().findings(of: gate.undecided(error)) + "\n")
    return ExitCode(Verdict.undecided.exitCode)
  }
}
