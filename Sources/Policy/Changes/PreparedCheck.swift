internal import Calendars
internal import Findings
internal import Git
internal import Policy

/// A check that has its policy.
///
/// Whatever is asked of a check goes this way: policy, subject, rules, waivers and baseline, report. A change, a
/// deployment, single files, the policy itself and an example of a rule differ in the subject and in the rules.
struct PreparedCheck<C: Check> {
  let policy: EffectivePolicy<C.Policy>

  /// The findings that were there when the check was adopted; `nil` where there is no such list.
  let baseline: Baseline?

  /// Where the policy was read.
  let files: PolicyFiles

  let circumstances: Circumstances

  /// The version of the program, for the report.
  let version: String

  private let context: Report.Context

  /// Reads the policy of a check.
  ///
  /// - Throws: `Undecidable` where a file cannot be read or is no policy.
  init(
    _ check: C.Type = C.self, by files: PolicyFiles, withBaseline: Bool = true, _ context: Report.Context,
    _ circumstances: Circumstances, version: String
  ) throws(Undecidable) {
    policy = try files.policy(of: check)
    baseline = withBaseline ? try files.baseline(of: check) : nil
    self.files = files
    self.circumstances = circumstances
    self.version = version
    var context = context
    context.policy = policy.layers
    if !policy.waivers.isEmpty { context.now = circumstances.now }
    self.context = context
  }

  /// What a reader should know about where the policy is from.
  var origin: [String] { files.remarks(isAbsent: policy.isAdoption) }

  /// What the rules found in a subject, after waivers and baseline.
  struct Answer {
    var findings: [Finding]
    var notExecuted: [Report.NotExecuted]
    var waived: [Report.Waived] = []

    /// How many warnings and notes are not told, since they were there before.
    var olderCount = 0

    /// The suppressions of files that count, a sentence for each.
    var suppressed: [String] = []

    /// The entries of the baseline that a move of their files gives another path.
    var moved: Set<Baseline.Entry> = []
  }

  /// Asks rules about a subject, and puts baseline and waivers to what they find.
  ///
  /// - Parameters:
  ///   - subject: what they look at.
  ///   - rules: those of the check, of its gate, or some of them.
  ///   - paths: the files that were looked at, so that a waiver for one that nothing needs is told; `nil` for a subject
  ///     that is no files, to which no waiver and no baseline can apply.
  ///   - moves: where files were that the change moves.
  /// - Returns: what is to be reported of it.
  func answer<Subject: CheckSubject>(
    about subject: Subject, by rules: [any Rule<Subject>], in paths: Set<String>?,
    _ moves: Baseline.Moves = Baseline.Moves([])
  ) async -> Answer {
    let judgement = await judgement(of: subject, by: rules)
    let demands = unmetDemands(on: subject)
    let asked = rules.map { $0.metadata }.filter { policy.rules.severity(of: $0) != nil }
    let suppressed = subject.suppressing(judgement.findings, of: Set(asked.map(\.id)))
    let findings = suppressed.kept + suppressed.added.compactMap { policy.rules.applied(to: $0, of: C.allMetadata) }
    var answer = Answer(
      findings: findings,
      notExecuted: judgement.notExecuted + subject.notExecuted + demands.notExecuted)
    answer.suppressed = suppressed.remarks
    if let paths {
      let known = known(findings, moves)
      let waivers = waivers(of: known.findings, in: paths)
      (answer.findings, answer.waived, answer.moved) = (waivers.findings, waivers.waived, known.moved)
    }
    answer.findings += demands.findings
    return answer
  }

  /// What the rules find in each part of a subject; a rule that is off for one part only is asked about the others.
  func judgement<Subject: CheckSubject>(of subject: Subject, by rules: [any Rule<Subject>]) async -> Judgement {
    let parts = subject.parts(policy.rules)
    var findings: [Finding] = []
    var off: [[Report.NotExecuted]] = []
    for part in parts {
      let judgement = await Engine(rules: rules, settings: part.settings).judge(part.subject)
      findings += judgement.findings
      off.append(judgement.notExecuted)
    }
    let everywhere = (off.first ?? []).filter { item in off.allSatisfy { $0.contains { $0.what == item.what } } }
    return Judgement(findings: findings, notExecuted: everywhere)
  }

  /// The findings, with those that the baseline has made notes.
  private func known(
    _ findings: [Finding], _ moves: Baseline.Moves
  ) -> (findings: [Finding], moved: Set<Baseline.Entry>) {
    baseline?.applied(to: findings.sorted(by: Finding.inReportOrder), moves) ?? (findings, [])
  }

  /// The findings with the policy's waivers applied, and what there is to say about the waivers.
  ///
  /// Where the evidence is of another time than the instant to judge as of, it is not known which waivers have expired.
  private func waivers(of findings: [Finding], in paths: Set<String>) -> WaiverReview {
    let rule = CommonRules(prefix: C.rulePrefix).waiver
    var review = WaiverReview(
      findings, policy.waivers, at: circumstances.now, rule: rule.id, severity: policy.rules.severity(of: rule)
    ) { waiver in
      // Whether a pattern for many files is still needed, only a look at all of them could say.
      paths.contains(waiver.path.text)
    }
    if let age = circumstances.evidenceAge, age.seconds > policy.own.clockTolerance, !policy.waivers.isEmpty {
      review.add(
        Finding(
          rule: rule.id, kind: .undecided, message: "\(age.words), so what has expired is not known",
          help: "set the clock, collect the evidence again, or say the instant: --now \(age.collected)"))
    }
    return review
  }

  /// What the policy asks for and nothing provides: listed, and undecided where the policy requires it.
  private func unmetDemands(
    on subject: some CheckSubject
  ) -> (findings: [Finding], notExecuted: [Report.NotExecuted]) {
    let unmet = policy.own.unmetDemands
    let rule = CommonRules(prefix: C.rulePrefix).decidable
    let required = subject.isEmpty ? [] : unmet.filter(\.isRequired)
    let findings = required.map { demand in
      Finding(
        rule: rule.id, kind: circumstances.stage == .merge ? .undecided : .owed(role: nil, label: nil),
        message: "could not check what `\(demand.key)` of \(C.policyPath) requires: \(demand.why)",
        help: "remove it from the policy until \(C.name) provides it")
    }
    return (findings, unmet.map { Report.NotExecuted(what: $0.key, why: $0.why) })
  }

  /// Puts the report of a subject together.
  ///
  /// - Parameters:
  ///   - subject: what was looked at.
  ///   - answer: what was found there.
  ///   - rules: the rules that may have found it.
  ///   - remarks: what a reader should know beside what the subject says.
  ///   - now: the instant, where the answer depends on it.
  ///   - commit: the commit that was judged, where it is known only now.
  /// - Returns: the report.
  func report(
    of subject: some CheckSubject, _ answer: Answer, rules: [RuleMetadata] = C.allMetadata, remarks: [String] = [],
    asOf now: Instant? = nil, judging commit: ObjectID? = nil
  ) -> Report {
    var context = context
    if let commit { context.judged = commit.description }
    if let now { context.now = now }
    context.remarks += remarks + subject.remarks + answer.suppressed
    context.data = subject.data
    return Report(
      check: C.name, version: version, context: context, scope: subject.scope, findings: answer.findings,
      notExecuted: answer.notExecuted, waived: answer.waived, rules: rules.map(\.summary), olderCount: answer.olderCount
    )
  }
}

extension Check {
  /// The report of a check that could not begin.
  static func undecided(
    _ error: Undecidable, _ context: Report.Context, version: String, notExecuted: [Report.NotExecuted] = []
  ) -> Report {
    Report(
      check: name, version: version, context: context, scope: "nothing checked",
      findings: error.findings(of: Self.self),
      notExecuted: notExecuted, rules: allMetadata.map(\.summary))
  }
}
