internal import Changes
internal import Git

/// What the evidence says of one result that a cut requires, for one commit.
package struct RequiredResult: Sendable {
  package enum Answer: Sendable, Equatable {
    case success
    /// It ended otherwise, and how.
    case failure(String)
    /// It has begun, and has not ended.
    case pending
    /// It is known that there is none for the commit; whether there is one for another commit.
    case missing(hasOthers: Bool)
    /// The branch demands it of one app, and there is only what another one says, or somebody who is none.
    case ofAnother(expected: String)
    /// It was not collected.
    case unknown
  }

  /// The name of a check run, or the context of a commit status.
  package let name: String
  package let answer: Answer

  /// Looks for check runs and statuses of a name.
  ///
  /// Everything that bears the name must be a success, whoever wrote it: of the runs the latest, and of the statuses.
  /// Where the branch demands it of an app, one of them is that app's.
  init(_ name: String, for commit: ObjectID, in evidence: Evidence?) {
    self.name = name
    let runs = evidence?.checkRuns?.filter { $0.name == name }
    let expected = evidence?.requiredChecks?.first { $0.name == name && $0.app != nil }?.app
    let hasExpected = expected == nil || runs?.contains { $0.commit == commit && $0.app == expected } == true
    let statuses = evidence?.statuses?.filter { $0.context == name }
    let words = [
      Self.latest((runs ?? []).filter { $0.commit == commit }),
      Self.latest((statuses ?? []).filter { $0.commit == commit }),
    ].compactMap(\.self)
    if let failure = words.first(where: { $0 != "success" && $0 != "pending" }) {
      answer = .failure(failure)
    } else if words.contains("pending") {
      answer = .pending
    } else if !words.isEmpty, let expected, !hasExpected {
      answer = .ofAnother(expected: expected)
    } else if !words.isEmpty {
      answer = .success
    } else if let runs, !runs.isEmpty {
      answer = .missing(hasOthers: true)
    } else if let statuses, !statuses.isEmpty {
      answer = .missing(hasOthers: true)
    } else if runs != nil, statuses != nil {
      answer = .missing(hasOthers: false)
    } else {
      // Of two lists only one was collected, or none: the other may have it.
      answer = .unknown
    }
  }

  /// How the latest of some runs ended; one that still runs is later than all that have ended.
  private static func latest(_ runs: [Evidence.CheckRun]) -> String? {
    guard !runs.isEmpty else { return nil }
    guard runs.allSatisfy({ $0.conclusion != nil }) else { return "pending" }
    let isDated = runs.allSatisfy { $0.completedAt != nil }
    let last = runs.compactMap(\.completedAt).max()
    // Where nobody knows which was the last, each could be it.
    let candidates = isDated ? runs.filter { $0.completedAt == last } : runs
    let words = candidates.compactMap(\.conclusion)
    return words.first { $0 != "success" } ?? words.first
  }

  private static func latest(_ statuses: [Evidence.Status]) -> String? {
    let isDated = statuses.allSatisfy { $0.at != nil }
    let last = statuses.compactMap(\.at).max()
    let words = (isDated ? statuses.filter { $0.at == last } : statuses).map(\.state)
    return words.first { $0 != "success" } ?? words.first
  }
}
