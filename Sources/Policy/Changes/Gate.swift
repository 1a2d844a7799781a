package import Findings
package import Git
package import Policy

/// A check asked about a deployment: by the policy of the default branch, whatever the commit to be deployed says.
package struct Gate<C: Check>: Sendable {
  /// Where the repository's policy is read; `base` is the tip of the default branch.
  package var policy = PolicyFolder.base

  /// The policy files of the organisation, by their names.
  package var organisationPolicy: [String: [UInt8]]?

  package var circumstances: Circumstances

  /// The version of the program, for the report.
  private let version: String

  package init(of check: C.Type, circumstances: Circumstances, version: String) {
    self.circumstances = circumstances
    self.version = version
  }

  /// Answers for the commit that a revision names.
  package func report(
    deploying revision: String, to environment: String, in repository: Repository
  ) async -> Report {
    var context = context
    do throws(Undecidable) {
      let commit = try commit(revision, in: repository)
      context.judged = commit.description
      let tip = try defaultTip(in: repository)
      context.base = tip?.description
      let policy = try effectivePolicy(at: tip, in: repository)
      context.policy = policy.layers
      if let remark = self.policy.remark(isAbsent: policy.isAdoption) { context.remarks.append(remark) }
      var circumstances = circumstances
      circumstances.deployment = RequestedDeployment(of: commit, to: environment)
      return await report(on: try unchanged(at: tip, circumstances, in: repository), under: policy, context)
    } catch {
      return undecided(error, context)
    }
  }

  /// The policy in force on the default branch.
  ///
  /// - Throws: `Undecidable` where no default branch is known, or a file is no policy.
  package func effectivePolicy(in repository: Repository) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try effectivePolicy(at: try defaultTip(in: repository), in: repository)
  }

  /// The policy of the folder that is named, for which no repository is needed.
  ///
  /// - Throws: `Undecidable` where a file is no policy.
  package func effectivePolicyOfFolder() throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try PolicyFiles(policy, organisation: organisationPolicy, base: Snapshot(nil)).policy(of: C.self)
  }

  /// The report of a gate that could not begin.
  package func undecided(_ error: Undecidable) -> Report { undecided(error, context) }

  private var context: Report.Context { Report.Context(stage: .merge, now: circumstances.now) }

  private func undecided(_ error: Undecidable, _ context: Report.Context) -> Report {
    Report(
      check: C.name, version: version, context: context, scope: "nothing judged", findings: error.findings(of: C.self),
      rules: C.allMetadata.map(\.summary))
  }

  private func report(
    on change: Change, under policy: EffectivePolicy<C.Policy>, _ context: Report.Context
  ) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    let judgement = await Engine(rules: C.rules, settings: policy.rules).judge(subject)
    var context = context
    context.remarks += C.remarks(on: subject)
    return Report(
      check: C.name, version: version, context: context, scope: C.scope(of: subject), findings: judgement.findings,
      notExecuted: judgement.notExecuted + C.notExecuted(for: subject), rules: C.allMetadata.map(\.summary))
  }

  private func commit(_ revision: String, in repository: Repository) throws(Undecidable) -> ObjectID {
    do throws(GitError) {
      return try repository.commitID(of: revision)
    } catch {
      throw Undecidable(error)
    }
  }

  /// The tip of the default branch; `nil` where the policy does not come from there.
  private func defaultTip(in repository: Repository) throws(Undecidable) -> ObjectID? {
    guard case .base = policy else { return nil }
    do throws(GitError) {
      if let branch = try repository.defaultBranch(for: repository.currentBranch) {
        return try repository.commitID(of: branch)
      }
    } catch {
      throw Undecidable(error)
    }
    throw Undecidable(
      "the repository knows no default branch, whose policy a gate goes by",
      help: "fetch it, and say which branch it is: git remote set-head origin --auto")
  }

  private func effectivePolicy(
    at tip: ObjectID?, in repository: Repository
  ) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try PolicyFiles(policy, organisation: organisationPolicy, base: snapshot(of: tip, in: repository))
      .policy(of: C.self)
  }

  /// A change that changes nothing: a gate asks what is, not what would be.
  private func unchanged(
    at tip: ObjectID?, _ circumstances: Circumstances, in repository: Repository
  ) throws(Undecidable) -> Change {
    let base = try snapshot(of: tip, in: repository)
    do throws(GitError) {
      return try Change(from: base, to: base, in: [], circumstances: circumstances)
    } catch {
      throw Undecidable(error)
    }
  }

  private func snapshot(of tip: ObjectID?, in repository: Repository) throws(Undecidable) -> Snapshot {
    guard let tip else { return Snapshot(nil) }
    do throws(GitError) {
      return try Snapshot(of: tip, in: repository)
    } catch {
      throw Undecidable(error)
    }
  }
}
