internal import Calendars
internal import Changes
internal import Git
internal import Policy
internal import TestReports

/// Finds the runs that count for each suite, and those that were of the base.
struct SuiteGathering {
  private(set) var suites: [AffectedSuite] = []
  private(set) var runs: [SuiteRun] = []

  private let change: Change
  private let policy: EffectivePolicy<TestPolicy>
  private let records: [SuiteName: [TestRunRecord]]
  private var judgedKeys: SuiteKeys
  private var baseKeys: SuiteKeys

  init(_ change: Change, _ records: [TestRunRecord], policy: EffectivePolicy<TestPolicy>) {
    self.change = change
    self.policy = policy
    self.records = Dictionary(grouping: records) { SuiteName(service: $0.service, suite: $0.suite) }
    judgedKeys = SuiteKeys(change.judged, policy: policy)
    baseKeys = SuiteKeys(change.base, policy: policy)
  }

  mutating func gather(
    _ suite: TestSuitePolicy, of service: TestService, why: String?
  ) throws(GitError) {
    let name = SuiteName(service: service.name, suite: suite.name)
    let all = records[name] ?? []
    let key = all.isEmpty ? "" : try judgedKeys.key(of: suite, in: service)
    let bound = all.filter { $0.key == key }
    let counting = bound.filter { isRecent($0) }
    let state: AffectedSuite.State
    if !counting.isEmpty {
      state = .ran
    } else if !bound.isEmpty {
      state = .stale("it is older than the policy allows")
    } else if all.isEmpty {
      state = .missing
    } else {
      state = .stale("what the suite depends on has changed since it ran")
    }
    suites.append(
      AffectedSuite(
        name: name, why: why ?? "", state: state, command: suite.command, isPendingOnForks: suite.isPendingOnForks))
    // What is bound to another state says nothing for this one, but a failure is worth seeing.
    let shown = counting.isEmpty ? all.filter { $0.key == nil } : counting
    guard !shown.isEmpty else { return }
    let before = key.isEmpty ? "" : try baseKeys.key(of: suite, in: service)
    let old = before == key ? [] : all.filter { $0.key == before }
    let base = old.isEmpty ? nil : BaseTests(old.flatMap(\.reports).compactMap(\.report))
    let terms = SuiteRun.Terms(
      refusedOptions: policy.own.refusedOptions, unexplained: policy.own.unexplained,
      failsNewSkips: policy.own.failsNewSkips, minimum: suite.minimum, retries: suite.retries,
      quarantine: policy.own.quarantine.tests.filter { $0.service == service.name && $0.suite == suite.name })
    var run = SuiteRun(name, parts: shown.map(SuiteRun.Part.init), base: base, terms: terms)
    var finder = TestSourceFinder(change, service)
    run.sources = try finder.sources(of: run.tests.filter { $0.outcome != .passed || $0.isFlaky })
    runs.append(run)
  }

  private func isRecent(_ record: TestRunRecord) -> Bool {
    guard let ended = record.endedAt else { return true }
    let age = change.circumstances.now.secondsSince1970 - ended.secondsSince1970
    return age <= policy.own.maxAge
  }
}

extension SuiteRun.Part {
  /// A part as evidence has it.
  init(_ record: TestRunRecord) {
    let ending: Ending =
      record.ending.map { .stopped($0) } ?? record.exitStatus.map { .exited($0) } ?? .unknown
    self.init(ending: ending, command: record.command, reports: record.reports)
  }
}
