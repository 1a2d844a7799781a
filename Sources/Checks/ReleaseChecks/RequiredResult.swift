package import Calendars
internal import Changes
internal import Findings
internal import Git
internal import Policy

/// What the evidence says of one result that a commit needs.
package struct RequiredResult: Sendable {
  package enum Answer: Sendable, Equatable {
    case success(at: Instant)
    /// It ended otherwise, and how.
    case failure(String)
    /// It has begun, and has not ended.
    case pending
    /// None counts; whether there are some that do not.
    case missing
    /// One may count, and why that is not known.
    case unknown(String)
  }

  package let requirement: ResultRequirement
  package let answer: Answer

  /// The results of that name that count for nothing, each with its reason.
  package let discounted: [String]

  /// Looks for check runs and statuses of a name; of those that count the latest decides.
  ///
  /// - Parameters:
  ///   - requirement: what is asked for.
  ///   - commit: the commit that it is asked for.
  ///   - period: from when on results count, and until when; `nil` where nothing counts, with the reason.
  ///   - now: the instant to answer for; no result counts from after the evidence.
  ///   - evidence: what the forge knows.
  ///   - recorded: the results that tags record.
  init(
    _ requirement: ResultRequirement, for commit: ObjectID, in period: ResultPeriod, at now: Instant,
    _ evidence: Evidence?, recorded: [TagLedger.RecordedResult]
  ) {
    self.requirement = requirement
    let own = recorded.filter { $0.name == requirement.name }.map(Result.init)
    guard let evidence, evidence.checkRuns != nil || evidence.statuses != nil || !own.isEmpty else {
      (answer, discounted) = (.unknown("there is no evidence of check runs and statuses"), [])
      return
    }
    let told = evidence.source.serverTime ?? evidence.source.collectedAt
    var results = own
    for run in evidence.checkRuns ?? [] where run.name == requirement.name { results.append(Result(run)) }
    for status in evidence.statuses ?? [] where status.context == requirement.name {
      results.append(Result(status, app: requirement.app))
    }
    let expected = requirement.app ?? evidence.requiredChecks?.first { $0.name == requirement.name }?.app
    var counting: [Result] = []
    var discounted: [String] = []
    var doubt: String?
    for result in results {
      switch result.standing(of: requirement, expected, for: commit, in: period, at: now, told) {
      case .counts: counting.append(result)
      case .no(let reason): discounted.append("\(result.words) does not count: \(reason)")
      case .unknown(let reason): doubt = doubt ?? "\(result.words) may not count: \(reason)"
      }
    }
    self.discounted = discounted
    if let doubt {
      answer = .unknown(doubt)
    } else if counting.isEmpty {
      let isWhole = evidence.checkRuns != nil && evidence.statuses != nil || !results.isEmpty
      // Of two lists only one was collected: the other may have it.
      answer = isWhole ? .missing : .unknown("only one of check runs and statuses was collected")
    } else {
      answer = Self.latest(counting)
    }
  }

  /// How the latest of some results ended; one that still runs is later than all that have ended.
  private static func latest(_ results: [Result]) -> Answer {
    guard results.allSatisfy({ $0.conclusion != nil }) else { return .pending }
    let last = results.compactMap(\.at).max()
    let words = results.filter { $0.at == last }.compactMap(\.conclusion)
    if let failure = words.first(where: { $0 != "success" }) { return .failure(failure) }
    return last.map(Answer.success) ?? .missing
  }
}

/// From when on results of a commit count, and until when.
struct ResultPeriod: Sendable {
  /// The begin, and in words what it is; `nil` where nothing counts.
  let start: (at: Instant, words: String)?

  /// Why nothing counts.
  let reason: String

  /// The deployment that changed the environment of the tests, if there was one.
  let end: DeploymentRecord?

  /// The time in which the frozen environment ran a commit, from the freeze on where that is asked.
  init(of commit: ObjectID, on staging: EnvironmentRecords, after freeze: Instant?) {
    guard let deployed = staging.lastSuccess(of: commit) else {
      (start, end) = (nil, nil)
      reason = "\(commit.abbreviated) was not deployed to \(staging.name)"
      return
    }
    reason = ""
    let isBefore = freeze.map { deployed.at < $0 } ?? false
    start =
      isBefore
      ? (freeze ?? deployed.at, "the freeze") : (deployed.at, "the deployment to \(staging.name)")
    end = staging.firstChange(from: commit, after: deployed.at)
  }
}

/// A check run or a commit status.
private struct Result {
  let commit: ObjectID
  let app: String?
  let person: Login?
  let isStatus: Bool
  let conclusion: String?
  let began: Instant?
  let at: Instant?

  init(_ run: Evidence.CheckRun) {
    (commit, app, person, isStatus) = (run.commit, run.app, nil, false)
    (conclusion, began) = (run.conclusion, run.startedAt)
    at = run.completedAt ?? (run.conclusion == nil ? run.startedAt : nil)
  }

  /// A status by the account of an app is that app's.
  init(_ status: Evidence.Status, app expected: String?) {
    (commit, person, isStatus) = (status.commit, status.by, true)
    app = status.by.flatMap { $0.text.hasSuffix("[bot]") ? String($0.text.dropLast("[bot]".count)) : nil }
    (conclusion, began, at) = (status.state == "pending" ? nil : status.state, nil, status.at)
  }

  /// A result that a tag records is the word of a person.
  init(_ recorded: TagLedger.RecordedResult) {
    (commit, app, person, isStatus) = (recorded.commit, nil, recorded.by, true)
    (conclusion, began, at) = (recorded.conclusion, nil, recorded.at)
  }

  enum Standing {
    case counts
    case no(String)
    case unknown(String)
  }

  var words: String {
    "\(isStatus ? "the status" : "the check run") of \(commit.abbreviated) (\(conclusion ?? "not ended")"
      + (at.map { ", \($0))" } ?? ")")
  }

  func standing(
    of requirement: ResultRequirement, _ expected: String?, for wanted: ObjectID, in period: ResultPeriod,
    at now: Instant, _ told: Instant
  ) -> Standing {
    guard commit == wanted else { return .no("it is of another commit") }
    if let reason = otherAuthor(requirement, expected) { return reason }
    guard let start = period.start else { return .no(period.reason) }
    guard let at else {
      return conclusion == nil ? .counts : .unknown("the evidence does not tell when it ended")
    }
    if at > told || at > now && told <= now { return .no("it is from the future") }
    if (began ?? at) < start.at { return .no("it is from before \(start.words) at \(start.at)") }
    if let end = period.end, at >= end.beganAtLatest {
      return .no("\(end.commit.abbreviated) was deployed to \(end.environment) at \(end.beganAtLatest)")
    }
    if let limit = requirement.maxAge, conclusion != nil,
      Instant(secondsSince1970: at.secondsSince1970 + limit, nanoseconds: at.nanoseconds) < now
    {
      return .no("it is older than \(limit) s")
    }
    return .counts
  }

  /// Why it counts for nothing, or may, by who wrote it; `nil` where it counts.
  private func otherAuthor(_ requirement: ResultRequirement, _ expected: String?) -> Standing? {
    if isStatus, app == nil {
      guard let person, requirement.by.contains(person) else {
        return .no("\(person?.text ?? "a person without a login") wrote it, whom the policy does not name")
      }
      return nil
    }
    guard let expected else { return nil }
    guard let app else { return .unknown("the evidence does not tell which app it is from") }
    return app == expected ? nil : .no("it is from \(app), not from \(expected)")
  }
}
