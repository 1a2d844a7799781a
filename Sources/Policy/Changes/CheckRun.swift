package import Findings
package import Git
internal import Policy

/// One check asked about one change: from a request to a report, whatever stands in the way.
package struct CheckRun<C: Check>: Sendable {
  package var comparison: ComparisonRequest
  /// Where the repository's policy is read.
  package var policy = PolicyFolder.base

  /// The policy files of the organisation, by their names.
  package var organisationPolicy: [String: [UInt8]]?

  /// What the change is judged with.
  package var circumstances: Circumstances

  /// Whether somebody named the instant to judge as of: a report has it where it was named, or where the verdict
  /// depends on it.
  package var isNowGiven = false

  /// What was asked for beside this and is not judged.
  var leftAlone: [Report.NotExecuted] = []

  /// The version of the program, for the report.
  package let version: String

  package init(
    of check: C.Type, comparison: ComparisonRequest, circumstances: Circumstances, version: String
  ) {
    self.comparison = comparison
    self.circumstances = circumstances
    self.version = version
  }

  /// Judges; what keeps the check from beginning becomes a report that is undecided.
  package func report(in repository: Repository) async -> Report {
    do throws(Undecidable) {
      return await report(on: try Comparison(comparison, in: repository), in: repository)
    } catch {
      return undecided(error)
    }
  }

  /// Judges two commits that are found already.
  func report(on comparison: Comparison, in repository: Repository) async -> Report {
    var context = context
    do throws(Undecidable) {
      context.ref = comparison.ref
      context.base = comparison.base?.description
      context.judged = comparison.judged.description
      context.remarks = comparison.remarks
      let base = try Snapshot(ofBase: comparison, in: repository)
      let files = PolicyFiles(policy, organisation: organisationPolicy, base: base)
      let policy = try files.policy(of: C.self)
      let baseline = try files.baseline(of: C.self)
      context.policy = policy.layers
      if let remark = self.policy.remark(isAbsent: policy.isAdoption) { context.remarks.append(remark) }
      if !policy.waivers.isEmpty { context.now = circumstances.now }
      let approvals = Approvals(for: comparison, in: repository, evidence: circumstances.evidence, roles: policy.roles)
      let change = try Change(
        comparison, from: base, in: C.governedFolders(policy) + C.policyPaths, of: repository,
        approvals: approvals, circumstances: circumstances)
      return await report(on: change, under: policy, baseline, context)
    } catch {
      return undecided(error, context)
    }
  }

  /// Judges all files at the judged commit as if they were new, by the policy that stands there.
  package func reportOnEverything(in repository: Repository) async -> Report {
    var context = context
    do throws(Undecidable) {
      let judged = try Snapshot(ofRevision: comparison.head ?? "HEAD", in: repository)
      let policy = try PolicyFiles(policy, organisation: organisationPolicy, base: judged).policy(of: C.self)
      context.policy = policy.layers
      let change = try Change(adding: judged, in: C.governedFolders(policy), circumstances: circumstances)
      return await report(on: change, under: policy, nil, context)
    } catch {
      return undecided(error, context)
    }
  }

  /// The policy that the check would judge by, as YAML with a comment at each value that says where it comes from.
  ///
  /// - Throws: `Undecidable` where there is no base, or a file is no policy.
  package func effectivePolicy(in repository: Repository) throws(Undecidable) -> String {
    let base = try Snapshot(ofBase: Comparison(comparison, in: repository), in: repository)
    return try PolicyFiles(policy, organisation: organisationPolicy, base: base).policy(of: C.self).annotated
  }

  /// The report of a check that could not begin, on a branch if it is known which.
  package func undecided(_ error: Undecidable, on ref: String? = nil) -> Report {
    var context = context
    context.ref = ref
    return undecided(error, context)
  }

  /// The report where there is nothing to judge, which says what was left alone and why.
  func nothingJudged() -> Report {
    Report(
      check: C.name, version: version, context: context, scope: "nothing judged", findings: [], notExecuted: leftAlone,
      rules: [])
  }

  private var context: Report.Context {
    var context = Report.Context(stage: circumstances.stage, now: isNowGiven ? circumstances.now : nil)
    context.changes = circumstances.evidence?.changes.map(\.number) ?? []
    return context
  }

  private func undecided(_ error: Undecidable, _ context: Report.Context) -> Report {
    Report(
      check: C.name, version: version, context: context, scope: "nothing judged", findings: error.findings(of: C.self),
      notExecuted: leftAlone, rules: C.allMetadata.map(\.summary))
  }

  private func report(
    on change: Change, under policy: EffectivePolicy<C.Policy>, _ baseline: Baseline?, _ context: Report.Context
  ) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    var context = context
    context.remarks += C.remarks(on: subject)
    if C.dependsOnInstant { context.now = circumstances.now }
    let judgement = await Engine(rules: C.rules, settings: policy.rules).judge(subject)
    let policyReview = PolicyReview<C>(of: change, policy, baseline)
    let known = baseline?.applied(to: judgement.findings.sorted(by: Finding.inReportOrder)) ?? judgement.findings
    let waivers = policyReview.waivers(
      of: known, at: circumstances.now, serverTime: circumstances.evidence?.source.serverTime)
    return Report(
      check: C.name, version: version, context: context, scope: C.scope(of: subject),
      findings: change.markingChangedLines(waivers.findings + policyReview.findings),
      notExecuted: judgement.notExecuted + C.notExecuted(for: subject) + policyReview.notExecuted + leftAlone,
      waived: waivers.waived, rules: C.allMetadata.map(\.summary))
  }
}
