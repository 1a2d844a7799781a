internal import Calendars
internal import Changes
internal import Git
internal import Policy
internal import TestReports

/// Finds the runs that count for each suite, and those that were of the base.
struct SuiteGathering {
  private(set) var suites: [AffectedSuite] = []
  private(set) var runs: [SuiteRun] = []

  /// What the runs that are shown have executed.
  private(set) var coverage: [CoveredFile] = []
  private(set) var coverageProblems: [String] = []

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
    var refusals: [String] = []
    var counting: [TestRunRecord] = []
    for record in bound {
      if let refusal = try refusal(of: record) { refusals.append(refusal) } else { counting.append(record) }
    }
    let state: AffectedSuite.State
    if !counting.isEmpty {
      state = missingShards(of: suite, in: counting).map { .stale($0) } ?? .ran
    } else if let refusal = refusals.first {
      state = .stale(refusal)
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
    let base = old.isEmpty ? nil : BaseTests(runs: old.map { SuiteRun.Part($0, isOfSuite: true).counted })
    let terms = SuiteRun.Terms(
      // A suite with shards is run in parts, and all of them have to be there.
      refusedOptions: policy.own.refusedOptions.filter { suite.shards == 1 || !$0.hasSuffix(" --shard") },
      unexplained: policy.own.unexplained,
      failsNewSkips: policy.own.failsNewSkips, minimum: suite.minimum, retries: suite.retries,
      scripts: try PackageScript.all(of: suite.command, in: service.folder, on: change.judged),
      dialect: suite.dialect,
      quarantine: policy.own.quarantine.tests.filter { $0.service == service.name && $0.suite == suite.name })
    coverage += shown.flatMap(\.coverage)
    coverageProblems += shown.compactMap(\.coverageProblem).map { "\(name): \($0)" }
    var run = SuiteRun(name, parts: shown.map { SuiteRun.Part($0) }, base: base, terms: terms)
    var finder = TestSourceFinder(change, service)
    run.sources = try finder.sources(of: run.tests.filter { $0.outcome != .passed || $0.isFlaky })
    runs.append(run)
  }

  /// Why a run that is bound to what is judged does not count all the same; `nil` where it does.
  private func refusal(of record: TestRunRecord) throws(GitError) -> String? {
    guard isRecent(record) else { return "it is older than the policy allows" }
    guard let origin = record.origin, policy.own.from != .any else { return nil }
    guard policy.own.from != .none else { return "another step wrote it, and the policy takes none (`evidence.from`)" }
    guard let workflow = origin.workflow else { return "it does not say which workflow wrote it" }
    let path = RepositoryPath(workflow)
    guard let old = try change.base.version(of: path), old.mode != .tree else {
      return "the workflow \(workflow) that wrote it is not at the base"
    }
    return try change.judged.version(of: path)?.id == old.id ? nil : "the change edits \(workflow), which wrote it"
  }

  /// The parts of a suite that are declared and did not run, in words.
  private func missingShards(of suite: TestSuitePolicy, in records: [TestRunRecord]) -> String? {
    guard suite.shards > 1 else { return nil }
    let missing = (1...suite.shards).filter { number in !records.contains { $0.shard == number } }
    guard !missing.isEmpty else { return nil }
    let names = missing.map { "\(suite.name)-\($0)" }.joined(separator: ", ")
    return "\(missing.count) of \(suite.shards) shards are missing: \(names)"
  }

  private func isRecent(_ record: TestRunRecord) -> Bool {
    guard let ended = record.endedAt else { return true }
    let age = change.circumstances.now.secondsSince1970 - ended.secondsSince1970
    return age <= policy.own.maxAge
  }
}

extension SuiteRun.Part {
  /// A part as evidence has it.
  init(_ record: TestRunRecord, isOfSuite: Bool = false) {
    let ending: Ending =
      record.ending.map { .stopped($0) } ?? record.exitStatus.map { .exited($0) } ?? .unknown
    self.init(ending: ending, command: record.command, reports: record.reports)
    shard = record.shard
    self.isOfSuite = isOfSuite
  }
}
