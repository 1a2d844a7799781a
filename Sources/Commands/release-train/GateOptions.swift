internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import Policy
internal import ReleaseChecks

/// The options of the verbs that decide nothing, and what they read by them.
struct GateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The instant to tell of (default: the clock).", valueName: "rfc3339"))
  var now: Instant?

  @Option(help: ArgumentHelp("File written by `evidence collect`.", valueName: "file"))
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

/// What a verb that decides nothing reads: the repository, the evidence, and the gate for each released environment.
struct GateReading {
  let repository: Repository
  let evidence: Evidence?
  let now: Instant

  /// The request for each released environment, for the candidate.
  let requests: [DeploymentRequest]

  var ledger: ReleaseLedger { requests[0].ledger }

  /// - Throws: `ExitCode` where something cannot be read, which is told on standard error.
  init(_ options: GateOptions) throws {
    let surroundings = Surroundings.ofThisProcess()
    now = options.now ?? surroundings.now
    var gate = Gate(of: ReleaseGate.self, at: now, version: Version.current)
    var common = CommonOptions()
    (common.policy, common.allowUntrustedPolicy) = (options.policy, options.allowUntrustedPolicy)
    common.organisationPolicy = options.organisationPolicy
    gate.policy = try common.policyFolder(surroundings)
    gate.organisationPolicy = try common.organisationFiles()
    gate.isWhatIf = true
    do {
      evidence = try Evidence.read(from: options.evidence)
      gate.evidence = evidence
      repository = try Repository.open(surroundings.repository(in: options.repository))
      let released = try gate.subject(deploying: nil, to: "", in: repository).policy.train.released
      var requests: [DeploymentRequest] = []
      for environment in released {
        requests.append(try gate.subject(deploying: nil, to: environment, in: repository))
      }
      self.requests = requests
    } catch let error as GitError {
      throw Self.undecided(gate, Undecidable(error))
    } catch let error as Undecidable {
      throw Self.undecided(gate, error)
    } catch let error as UnreadableEvidence {
      throw Self.undecided(gate, Undecidable(error))
    }
  }

  /// Says why it cannot be told, as every check does, beside standard output.
  static func undecided(_ gate: Gate<ReleaseGate>, _ error: Undecidable) -> ExitCode {
    Files.say(TextReportWriter().findings(of: gate.undecided(error)) + "\n")
    return ExitCode(Verdict.undecided.exitCode)
  }

  /// The commits, as the ledger sees them.
  ///
  /// - Throws: `GitError` where the default branch cannot be read.
  func history() throws(GitError) -> RepositoryHistory {
    let branch = try repository.defaultBranch(for: repository.currentBranch)
    let tip = try branch.map { name throws(GitError) in try repository.commitID(of: name) }
    return RepositoryHistory(of: repository, tip: tip, roles: [:])
  }
}
