internal import Calendars
package import Findings
internal import Git
internal import Policy

extension CheckRun {
  /// One check that has its policy, or has failed to get it.
  enum Trial {
    /// The check wants to see changes below some folders, by people in some roles, and then gives its report.
    case open(in: [RepositoryPath], roles: [String: Role], (Change) async -> Report)
    case settled(Report)

    var folders: [RepositoryPath] {
      guard case .open(let folders, _, _) = self else { return [] }
      return folders
    }

    var roles: [String: Role]? {
      guard case .open(_, let roles, _) = self else { return nil }
      return roles
    }
  }

  /// Reads the policy of a check.
  func trial<C: Check>(
    of check: C.Type, by files: PolicyFiles, _ context: Report.Context, withBaseline: Bool
  ) -> Trial {
    var context = context
    do throws(Undecidable) {
      let policy = try files.policy(of: check)
      let baseline = withBaseline ? try files.baseline(of: check) : nil
      context.policy = policy.layers
      if let remark = self.policy.remark(isAbsent: policy.isAdoption) { context.remarks.append(remark) }
      if !policy.waivers.isEmpty { context.now = circumstances.now }
      let folders = C.governedFolders(policy) + (withBaseline ? C.policyPaths : [])
      return .open(in: folders, roles: policy.roles) { [context] change in
        await report(of: check, on: change, under: policy, baseline, context)
      }
    } catch {
      return .settled(undecided(error, context, for: check))
    }
  }

  private func report<C: Check>(
    of check: C.Type, on change: Change, under policy: EffectivePolicy<C.Policy>, _ baseline: Baseline?,
    _ context: Report.Context
  ) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    var context = context
    context.remarks += C.remarks(on: subject)
    if C.dependsOnInstant { context.now = circumstances.now }
    let judgement = await Engine(rules: C.rules, settings: policy.rules).judge(subject)
    let policyReview = PolicyReview<C>(of: change, policy, baseline)
    let known = baseline?.applied(to: judgement.findings.sorted(by: Finding.inReportOrder)) ?? judgement.findings
    let waivers = policyReview.waivers(of: known)
    return Report(
      check: C.name, version: version, context: context, scope: C.scope(of: subject),
      findings: change.markingChangedLines(
        waivers.findings + policyReview.findings + HiddenFiles<C>(in: change, policy).findings),
      notExecuted: judgement.notExecuted + C.notExecuted(for: subject) + policyReview.notExecuted + leftAlone,
      waived: waivers.waived, rules: C.allMetadata.map(\.summary))
  }
}

extension CheckRun {
  /// The reports of checks that could not begin, on a branch if it is known which.
  package func undecided(_ error: Undecidable, on ref: String? = nil) -> [Report] {
    var context = context
    context.ref = ref
    return undecided(error, context)
  }

  func undecided(_ error: Undecidable, _ context: Report.Context) -> [Report] {
    checks.map { undecided(error, context, for: $0) }
  }

  /// The reports where there is nothing to judge, which say what was left alone and why.
  func nothingJudged() -> [Report] {
    checks.map { check in
      Report(
        check: check.name, version: version, context: context, scope: "nothing judged", findings: [],
        notExecuted: leftAlone, rules: [])
    }
  }

  var context: Report.Context {
    var context = Report.Context(stage: circumstances.stage, now: isNowGiven ? circumstances.now : nil)
    context.changes = circumstances.evidence?.changes.map(\.number) ?? []
    return context
  }

  private func undecided(_ error: Undecidable, _ context: Report.Context, for check: any Check.Type) -> Report {
    Report(
      check: check.name, version: version, context: context, scope: "nothing judged",
      findings: error.findings(of: check), notExecuted: leftAlone, rules: check.allMetadata.map(\.summary))
  }
}
