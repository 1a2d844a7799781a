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
    throw ValidationError("Say what may be done: `release-train gate deploy --environment NAME --commit REV`")
  }
}

/// `release-train gate deploy`: asks whether a commit may be deployed to an environment now.
struct GateDeployCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Ask whether a commit may be deployed to an environment now.",
    discussion: """
      The policy is that of the default branch, whatever the commit says. Exit status: 0 yes, 1 no, 2 undecided, 64 for
      a wrong command line.

      EXAMPLES:
        release-train gate deploy --environment staging --commit HEAD --evidence evidence.json
        release-train gate deploy --environment production --commit v2.4.0 --evidence evidence.json --format json
      """)

  @Option(help: ArgumentHelp("Where it is to go, as the policy names it.", valueName: "name"))
  var environment: String

  @Option(help: ArgumentHelp("What is to be deployed.", valueName: "rev"))
  var commit: String

  @Option(help: ArgumentHelp("What the forge knows (docs/evidence.schema.json).", valueName: "file"))
  var evidence: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var gate = Gate(of: ReleaseGate.self, at: common.now ?? surroundings.now, version: Version.current)
    gate.policy = try common.policyFolder(surroundings)
    gate.organisationPolicy = try common.organisationFiles()
    gate.remarks = surroundings.runner.map { ["ran on \($0)"] } ?? []
    let report = try await report(of: gate, surroundings)
    try common.write([report], surroundings)
    throw ExitCode(report.verdict.exitCode)
  }

  private func report(of gate: Gate<ReleaseGate>, _ surroundings: Surroundings) async throws -> Report {
    var gate = gate
    do {
      gate.evidence = try Evidence.read(from: evidence)
      let repository = try Repository.open(surroundings.repository(in: common.repository))
      try gate.evidence?.require(about: repository, surroundings)
      return await gate.report(deploying: commit, to: environment, in: repository)
    } catch let error as GitError {
      return gate.undecided(Undecidable(error))
    } catch let error as Undecidable {
      return gate.undecided(error)
    } catch let error as UnreadableEvidence {
      return gate.undecided(Undecidable(error))
    }
  }
}
