internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import ReleaseChecks

/// `release-train gate`: asks before something is done.
struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Ask whether something may be done now.", subcommands: [GateDeployCommand.self])

  /// What a step that forgot the verb must not pass with.
  func run() throws {
    throw ValidationError("missing subcommand; see `release-train gate --help`")
  }
}

/// `release-train gate deploy`: asks whether a commit may be deployed to an environment now.
struct GateDeployCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Ask whether a commit may be deployed to an environment now.",
    discussion: """
      Without --commit it is the candidate of the train that is under way. The policy is that of the default branch,
      whatever the commit says. Exit status: 0 yes, 1 no, 2 undecided, 64 for a wrong command line.

      EXAMPLES:
        release-train gate deploy --environment production --evidence evidence.json
        release-train gate deploy --environment staging --commit HEAD \\
          --evidence evidence.json
        release-train gate deploy --environment production --rollback \\
          --commit v2.3.1 --evidence evidence.json
      """)

  @Option(help: ArgumentHelp("Where it is to go, as the policy names it.", valueName: "name"))
  var environment: String

  @Option(help: ArgumentHelp("What is to be deployed (default: the candidate of the train).", valueName: "rev"))
  var commit: String?

  @Flag(help: "Go back to a commit that the environment ran before: open at any time.")
  var rollback = false

  @Flag(help: "Print the conditions for any instant, and permit nothing: the exit status is 2.")
  var whatIf = false

  @Option(help: ArgumentHelp("File written by `evidence collect`.", valueName: "file"))
  var evidence: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if rollback, commit == nil {
      throw ValidationError("--rollback needs the commit to go back to: --commit REV")
    }
  }

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var gate = Gate(of: ReleaseGate.self, at: common.now ?? surroundings.now, version: Version.current)
    gate.policy = try common.policyFolder(surroundings)
    gate.organisationPolicy = try common.organisationFiles()
    gate.remarks = surroundings.runner.map { ["ran on \($0)"] } ?? []
    (gate.isRollback, gate.isWhatIf) = (rollback, whatIf)
    if common.now != nil, !whatIf, surroundings.isContinuousIntegration { gate.clock = surroundings.now }
    let report = try await report(of: &gate, surroundings)
    if let report {
      try common.write([report], surroundings)
      throw ExitCode(report.verdict.exitCode)
    }
    throw ExitCode(Verdict.undecided.exitCode)
  }

  /// The report; `nil` where only the conditions were asked for, which are written then.
  private func report(
    of gate: inout Gate<ReleaseGate>, _ surroundings: Surroundings
  ) async throws -> Report? {
    do {
      gate.evidence = try Evidence.read(from: evidence)
      let repository = try Repository.open(surroundings.repository(in: common.repository))
      try gate.evidence?.require(about: repository, surroundings)
      guard whatIf else { return await gate.report(deploying: commit, to: environment, in: repository) }
      let request = try gate.subject(deploying: commit, to: environment, in: repository)
      let lines = ["what if, at \(request.policy.shown(request.now)); this permits nothing"] + request.tree
      try Files.writeToOutput(Array((lines.joined(separator: "\n") + "\n").utf8))
      return nil
    } catch let error as GitError {
      return gate.undecided(Undecidable(error))
    } catch let error as Undecidable {
      return gate.undecided(error)
    } catch let error as UnreadableEvidence {
      return gate.undecided(Undecidable(error))
    } catch let error as Undecidable {
      return gate.undecided(error)
    }
  }
}
