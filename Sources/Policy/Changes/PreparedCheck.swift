internal import Calendars
internal import Findings
internal import Git
internal import Policy

/// A check that has its policy: it says which folders it has to see, and gives a report of what is found there.
///
/// Policy, subject, rules, waivers and baseline, report: whatever is asked of a check goes this way.
struct PreparedCheck<C: Check> {
  let policy: EffectivePolicy<C.Policy>

  /// The findings that were there when the check was adopted; `nil` where there is no such list.
  let baseline: Baseline?

  /// Where the policy was read.
  let files: PolicyFiles

  /// The version of the program, for the report.
  let version: String

  private(set) var context: Report.Context

  /// Reads the policy of a check.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or is no policy.
  init(
    _ check: C.Type, by files: PolicyFiles, _ context: Report.Context, withBaseline: Bool, at now: Instant,
    version: String
  ) throws(Undecidable) {
    policy = try files.policy(of: check)
    baseline = withBaseline ? try files.baseline(of: check) : nil
    self.files = files
    self.version = version
    self.context = context
    self.context.policy = policy.layers
    self.context.remarks += files.remarks(isAbsent: policy.isAdoption)
    if !policy.waivers.isEmpty { self.context.now = now }
  }
}

/// A prepared check of whichever kind, as a run has several of them.
protocol ChangeJudging {
  /// The folders whose changes it has to see.
  var folders: [RepositoryPath] { get }

  /// Who may approve what.
  var roles: [String: Role] { get }

  /// The report of a change, and of what else could not be asked.
  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report
}

extension PreparedCheck: ChangeJudging {
  var roles: [String: Role] { policy.roles }

  var folders: [RepositoryPath] { C.governedFolders(policy) + C.policyPaths }

  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    let judgement = await Engine(rules: C.rules, settings: policy.rules).judge(subject)
    let review = PolicyReview(of: change, self)
    let known = baseline?.applied(to: judgement.findings.sorted(by: Finding.inReportOrder)) ?? judgement.findings
    let waivers = review.waivers(of: known)
    var context = context
    context.remarks += C.remarks(on: subject)
    if C.dependsOnInstant { context.now = change.circumstances.now }
    return Report(
      check: C.name, version: version, context: context, scope: C.scope(of: subject),
      findings: change.markingChangedLines(waivers.findings + review.findings),
      notExecuted: judgement.notExecuted + C.notExecuted(for: subject) + review.notExecuted + leftAlone,
      waived: waivers.waived, rules: C.allMetadata.map(\.summary))
  }
}
