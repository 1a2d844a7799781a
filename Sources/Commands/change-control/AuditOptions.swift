internal import ArgumentParser
internal import Calendars
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import Policy

/// The options of the verbs that look at the default branch and judge no change.
struct AuditOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The instant to tell of (default: the clock).", valueName: "rfc3339"))
  var now: Instant?

  @Option(help: ArgumentHelp("File written by `evidence collect` (docs/evidence.schema.json).", valueName: "file"))
  var evidence: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  @Option(help: ArgumentHelp("Take the policy files of a folder instead of the default branch's.", valueName: "dir"))
  var policy: String?

  @Flag(help: "Allow --policy where CI=true, although the change may have written that folder.")
  var allowUntrustedPolicy = false

  @Option(help: ArgumentHelp("The policy files of the organisation, below the repository's.", valueName: "dir"))
  var organisationPolicy: String?

  init() {}

  func validate() throws {
    if allowUntrustedPolicy, policy == nil {
      throw ValidationError("--allow-untrusted-policy means nothing without --policy")
    }
  }
}

/// What those verbs read.
struct AuditReading {
  let surroundings: Surroundings
  let repository: Repository
  let source: TipSource
  let policy: EffectivePolicy<ChangeControlPolicy>
  let evidence: Evidence?
  let artifacts: ArtifactFiles
  let now: Instant

  /// - Throws: `ExitCode` where something cannot be read, which is told on standard error.
  init(_ options: AuditOptions) throws {
    surroundings = Surroundings.ofThisProcess()
    now = options.now ?? surroundings.now
    artifacts = ArtifactFiles(besides: options.evidence)
    var common = CommonOptions()
    (common.policy, common.allowUntrustedPolicy) = (options.policy, options.allowUntrustedPolicy)
    do {
      evidence = try Evidence.read(from: options.evidence)
      repository = try Repository.open(surroundings.repository(in: options.repository))
      var organisation = CommonOptions()
      organisation.organisationPolicy = options.organisationPolicy
      source = try TipSource(
        policy: common.policyFolder(surroundings), organisation: organisation.organisationFiles(), in: repository)
      policy = try source.policy(of: ChangeControlCheck.self)
    } catch let error as GitError {
      throw Self.undecided(error.description)
    } catch let error as Undecidable {
      throw Self.undecided(error.faults.map(\.message).joined(separator: "\n"))
    } catch let error as UnreadableEvidence {
      throw Self.undecided(error.message)
    }
  }

  /// Says why it cannot be told.
  static func undecided(_ message: String) -> ExitCode {
    Files.say("change-control: \(TerminalText.visible(message))\n")
    return ExitCode(Verdict.undecided.exitCode)
  }
}

extension Files {
  /// Writes to a file that is named, or to standard output.
  static func deliver(_ bytes: [UInt8], to output: String?) throws(FileProblem) {
    if let output { try write(bytes, to: output) } else { try writeToOutput(bytes) }
  }
}
