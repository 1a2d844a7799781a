package import Calendars
package import Changes
internal import Documents
package import Findings
internal import Git
package import Policy
internal import TestReports

/// The suites that a change affects, each with what evidence says of it: the subject of every rule here.
package struct TestChange: Sendable {
  /// The affected suites, sorted by service and name; for loose reports none.
  let suites: [AffectedSuite]

  /// What was run, be it bound to the judged tree or not.
  package let runs: [SuiteRun]

  /// Folders that are services and in no entry.
  let undeclared: [String]

  /// Suites of affected services of which the policy says nothing.
  let undeclaredSuites: [SuiteName]

  /// Suites that an affected service has not, without a reason.
  let unreasoned: [SuiteName]

  let unreadable: [UnreadableTestEvidence]

  /// Why the suites are not known, and what to do about it.
  let unknown: (why: String, help: String)?

  let quarantine: Quarantine
  let now: Instant
  let stage: Report.Stage

  /// Whether the change comes from a fork.
  let isFork: Bool

  /// How often each test has passed in a row, at the end of all the runs that were given.
  let history: TestHistory

  /// What the change deletes or renames: the files that are gone.
  let gone: [RepositoryPath]

  /// Which of the changed lines were executed, and what is asked of them.
  let coverage: ChangedCoverage
  let coveragePolicy: CoveragePolicy?
  let coverageProblems: [String]

  /// Edges that workspace files of the change show and the policy does not.
  let undeclaredEdges: [UndeclaredEdge]

  package let notExecuted: [Report.NotExecuted]
  package let remarks: [String]

  /// Loose reports, as `test-gate lint` is given them.
  package init(loose parts: [SuiteRun.Part], base: BaseTests?, policy: EffectivePolicy<TestPolicy>, now: Instant) {
    let terms = SuiteRun.Terms(
      refusedOptions: policy.own.refusedOptions, unexplained: policy.own.unexplained,
      failsNewSkips: policy.own.failsNewSkips)
    runs = [SuiteRun(nil, parts: parts, base: base, terms: terms)]
    (suites, undeclared, undeclaredSuites, unreasoned, unreadable, gone) = ([], [], [], [], [], [])
    unknown = nil
    (quarantine, self.now, stage, isFork) = (policy.own.quarantine, now, .prePush, false)
    history = TestHistory([])
    (coverage, coveragePolicy, coverageProblems, undeclaredEdges) = (ChangedCoverage(), nil, [], [])
    let isStatusMissing = parts.contains { $0.ending == .unknown }
    notExecuted =
      isStatusMissing
      ? [
        Report.NotExecuted(what: "tests/unexpected-exit-status", why: "no --exit-status was given, so none is compared")
      ] : []
    remarks = runs.flatMap(\.reports).flatMap(\.remarks)
  }

  /// Holds the evidence that was given against the suites that a change affects.
  package init(_ change: Change, policy: EffectivePolicy<TestPolicy>) {
    now = change.circumstances.now
    stage = change.stage
    quarantine = policy.own.quarantine
    isFork = change.circumstances.evidence?.changes.contains { $0.isFork == true } ?? false
    var records: [TestRunRecord] = []
    var unreadable: [UnreadableTestEvidence] = []
    for report in change.circumstances.toolReports {
      do throws(UnreadableTestEvidence) {
        records += try TestEvidence(SourceText(report.bytes), file: report.path).runs
      } catch {
        unreadable.append(error)
      }
    }
    self.unreadable = unreadable
    history = TestHistory(records)
    var unknown: (String, String)?
    var (affected, edges, coverage) = (AffectedServices([], policy: policy), [UndeclaredEdge](), ChangedCoverage())
    do throws(GitError) {
      affected = try AffectedServices(change, policy: policy)
      let left = change.files.filter { $0.new != nil }.map(\.path)
      for edge in try WorkspaceGraph(change.judged, policy: policy, files: left).undeclared {
        edges.append(try UndeclaredEdge(edge, policy: policy.own, on: change.judged))
      }
    } catch {
      unknown = (error.message, error.help)
    }
    undeclared = affected.undeclared
    let services = policy.own.services.filter { affected.reasons[$0.name] != nil }
    undeclaredSuites = services.flatMap { service in
      service.undeclared.map { SuiteName(service: service.name, suite: $0) }
    }
    unreasoned = services.flatMap { service in
      service.unreasoned.map { SuiteName(service: service.name, suite: $0) }
    }
    var gathering = SuiteGathering(change, records, policy: policy)
    do throws(GitError) {
      for service in services {
        for suite in service.suites { try gathering.gather(suite, of: service, why: affected.reasons[service.name]) }
      }
      if policy.own.coverage != nil { coverage = try ChangedCoverage(gathering.coverage, of: change) }
    } catch {
      unknown = (error.message, error.help)
    }
    self.unknown = unknown
    undeclaredEdges = edges
    self.coverage = coverage
    coveragePolicy = policy.own.coverage
    coverageProblems = gathering.coverageProblems
    (suites, runs) = (gathering.suites, gathering.runs)
    gone = change.files.filter { $0.new == nil }.map(\.path)
    notExecuted =
      policy.own.services.isEmpty
      ? [Report.NotExecuted(what: "tests", why: "no service is named in \(TestCheck.policyPath)")] : []
    let measured = coverage.all == 0 ? [] : ["coverage of changed lines: \(coverage.executed) of \(coverage.all)"]
    remarks = runs.flatMap(\.reports).flatMap(\.remarks) + measured
  }
}

/// A suite that a change affects.
struct AffectedSuite: Sendable {
  let name: SuiteName

  /// Why it is affected, as a phrase.
  let why: String
  let state: State

  /// The command that runs it.
  let command: [String]
  let isPendingOnForks: Bool

  enum State: Sendable, Equatable {
    /// A run counts for what is judged.
    case ran
    /// There are runs, and none of them counts; why.
    case stale(String)
    case missing
  }
}

/// How often tests have passed in a row.
struct TestHistory: Sendable {
  private var greens: [SuiteName: [String: Int]] = [:]

  init(_ records: [TestRunRecord]) {
    for record in records.sorted(by: { ($0.endedAt?.secondsSince1970 ?? 0) < ($1.endedAt?.secondsSince1970 ?? 0) }) {
      let suite = SuiteName(service: record.service, suite: record.suite)
      for test in record.reports.compactMap(\.report).flatMap(\.tests) {
        let isGreen = test.outcome == .passed && !test.isFlaky
        let before = greens[suite]?[test.title] ?? 0
        greens[suite, default: [:]][test.title] = isGreen ? before + 1 : 0
      }
    }
  }

  /// How often a test has passed since it last failed.
  func greens(of name: String, in suite: SuiteName) -> Int {
    greens[suite]?[name] ?? 0
  }
}
