package import Calendars
package import Findings
package import Git
package import Policy

/// A gate asked about a deployment: by the policy of the default branch, whatever the commit to be deployed says.
package struct Gate<G: DeploymentGate>: Sendable {
  /// The check whose policy it goes by.
  package typealias C = G.Owner

  /// Where the repository's policy is read; `base` is the tip of the default branch.
  package var policy = PolicyFolder.base

  /// The policy files of the organisation, by their names.
  package var organisationPolicy: [String: [UInt8]]?

  /// What the forge knows, where it was collected.
  package var evidence: Evidence?

  /// Whether the deployment is asked for as the way back to what ran before.
  package var isRollback = false

  /// Whether the answer is for another time and permits nothing.
  package var isWhatIf = false

  /// The clock of the machine, where an answer for another instant must not be taken for permission.
  package var clock: Instant?

  /// The instant to answer for.
  private let now: Instant

  /// What a reader of the report should know about the run, as which machine it was on.
  package var remarks: [String] = []

  /// The version of the program, for the report.
  private let version: String

  package init(of gate: G.Type, at now: Instant, version: String) {
    self.now = now
    self.version = version
  }

  /// Answers for the commit that a revision names, or for the one that the gate chooses.
  package func report(
    deploying revision: String?, to environment: String, in repository: Repository
  ) async -> Report {
    var context = context
    do throws(Undecidable) {
      let (subject, prepared) = try subject(deploying: revision, to: environment, in: repository, &context)
      let answer = await prepared.answer(about: subject, by: G.rules, in: nil)
      return prepared.report(of: subject, answer, remarks: prepared.origin, judging: G.commit(of: subject))
    } catch {
      return undecided(error, context)
    }
  }

  /// What the rules would look at, for a reader that decides nothing by it.
  ///
  /// - Throws: `Undecidable` where a commit or the policy cannot be read.
  package func subject(
    deploying revision: String?, to environment: String, in repository: Repository
  ) throws(Undecidable) -> G.Subject {
    var context = context
    return try subject(deploying: revision, to: environment, in: repository, &context).0
  }

  private func subject(
    deploying revision: String?, to environment: String, in repository: Repository, _ context: inout Report.Context
  ) throws(Undecidable) -> (G.Subject, PreparedCheck<C>) {
    var commit: ObjectID?
    if let revision {
      commit = try Undecidable.ofGit { () throws(GitError) in try repository.commitID(of: revision) }
    }
    context.judged = commit?.description
    let source = try TipSource(policy: policy, organisation: organisationPolicy, in: repository)
    let tip = source.tip
    context.base = tip?.description
    let prepared = try PreparedCheck(
      C.self, by: source.files, context,
      Circumstances(stage: .merge, now: now, evidence: evidence), version: version)
    var deployment = RequestedDeployment(
      of: commit, to: environment, at: now, evidence: evidence,
      history: RepositoryHistory(of: repository, tip: tip, roles: prepared.policy.roles))
    (deployment.isRollback, deployment.isWhatIf, deployment.clock) = (isRollback, isWhatIf, clock)
    return (G.subject(of: deployment, policy: prepared.policy), prepared)
  }

  /// The policy in force on the default branch.
  ///
  /// - Throws: `Undecidable` where no default branch is known, or a file is no policy.
  package func effectivePolicy(in repository: Repository) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try TipSource(policy: policy, organisation: organisationPolicy, in: repository).policy(of: C.self)
  }

  /// The report of a gate that could not begin.
  package func undecided(_ error: Undecidable) -> Report { undecided(error, context) }

  private var context: Report.Context {
    var context = Report.Context(stage: .merge, now: now)
    context.remarks = remarks
    return context
  }

  private func undecided(_ error: Undecidable, _ context: Report.Context) -> Report {
    C.undecided(error, context, version: version)
  }
}
