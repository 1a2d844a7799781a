internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings
internal import Git

/// `contracts can-i-deploy`: says whether a service gets on with those that run in an environment.
struct CanIDeployCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "can-i-deploy",
    abstract: "Check whether a service can be deployed beside those that run in an environment.",
    discussion: """
      What runs there is read from the deployments of the evidence, and what those services expect from their commits. Each
      answer is proved for all messages that a schema allows, and not by examples.

      Exit status: 0 yes, 1 no, 2 could not be checked, 64 for a wrong command line.

      EXAMPLES:
        contracts can-i-deploy --service orders --environment production \\
          --evidence evidence.json
      """)

  @Option(help: "The service to deploy.")
  var service: String

  @Option(help: "Where it is deployed to.")
  var environment: String

  @Option(help: ArgumentHelp("File written by `evidence collect`, with its deployments.", valueName: "file"))
  var evidence: String

  @Option(help: ArgumentHelp("The commit to deploy.", valueName: "rev"))
  var commit = "HEAD"

  @Option(help: ArgumentHelp("The repository; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  func run() async throws {
    try ContractState.stopping("could not check the deployment") { try judge() }
  }

  private func judge() throws {
    let bytes = try Files.contents(of: evidence, limit: 64 << 20)
    let evidence = try Evidence(SourceText(bytes), path: evidence)
    guard let deployments = evidence.deployments else {
      throw Undecidable("the evidence has no deployments", help: "collect it with `evidence collect`")
    }
    let state = try ContractState(at: commit, of: repository)
    var latest: [String: Evidence.Deployment] = [:]
    for deployment in deployments.sorted(by: { $0.at < $1.at })
    where deployment.environment.lowercased() == environment.lowercased() && deployment.state == "success" {
      latest[deployment.service ?? ""] = deployment
    }
    let peers = try latest.values.map { deployment throws(GitError) in
      DeploymentReview.Peer(
        service: deployment.service, version: deployment.version ?? String(deployment.commit.description.prefix(12)),
        state: try Snapshot(of: deployment.commit, in: state.repository))
    }
    guard !peers.isEmpty else {
      if evidence.deploymentHistory[environment.lowercased()] == false {
        throw Undecidable(
          "the evidence does not list all deployments to \(environment)", help: "collect it with --environment")
      }
      return try Files.writeToOutput(
        Array("nothing is deployed to \(environment): `\(service)` can be deployed\n".utf8))
    }
    try write(DeploymentReview(of: service, at: state.snapshot, beside: peers, policy: state.policy).answers)
  }

  private func write(_ answers: [DeploymentReview.Answer]) throws {
    var verdict = Verdict.pass
    var lines: [String] = []
    for answer in answers {
      let peer = answer.consumer == service ? answer.producer : answer.consumer
      let who = "\(peer) \(answer.version) in \(environment)"
      switch answer.outcome {
      case .fulfilled: lines.append("ok: \(answer.consumer) reads all that \(answer.artifact) allows (\(who))")
      case .broken(let message):
        verdict = .fail
        lines.append("broken: \(answer.consumer) cannot read `\(message)`, which \(answer.artifact) allows (\(who))")
      case .undecided(let reason):
        if verdict == .pass { verdict = .undecided }
        lines.append("could not check \(answer.artifact) for \(answer.consumer), because \(reason) (\(who))")
      }
    }
    let last =
      switch verdict {
      case .pass:
        "`\(service)` can be deployed to \(environment): \(Report.counted(answers.count, "expectation")) proved"
      case .fail: "`\(service)` cannot be deployed to \(environment)"
      case .undecided: "could not check whether `\(service)` can be deployed to \(environment)"
      }
    try Files.writeToOutput(Array(((lines + [last]).joined(separator: "\n") + "\n").utf8))
    if verdict != .pass { throw ExitCode(verdict.exitCode) }
  }
}
