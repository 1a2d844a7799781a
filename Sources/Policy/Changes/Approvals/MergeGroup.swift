internal import Findings
internal import Git

/// The pull requests that a comparison brings in: one, or those of a merge group in their order.
struct MergeGroup {
  let changes: [PullRequest]

  private let result: Result

  /// How what is judged came to be.
  private enum Result {
    /// It is the head of the pull request, as that was pushed.
    case head

    /// It is what merging the pull request gives, or its head with the working tree over it.
    case merge
    case group
  }

  /// Holds the evidence against the comparison: evidence for another head, or for a part of a group, proves nothing.
  init(of evidence: Evidence, _ comparison: Comparison, in repository: Repository) throws(Uncertainty) {
    guard let first = evidence.changes.first else {
      let why = evidence.unreadable.first { $0.what.hasPrefix("pull request") }.map { " (\($0.what): \($0.why))" } ?? ""
      throw Uncertainty(
        "the evidence tells of no pull request\(why)", help: "collect it for the pull request under judgement")
    }
    for change in evidence.changes { try Self.requireBase(of: change, comparison) }
    guard evidence.changes.count > 1 || first.group != nil else {
      try Self.requireBase(comparison, of: first, in: repository)
      try Self.requireHead(of: first, comparison, in: repository)
      result = first.head.commit == comparison.judged && !comparison.includesWorkingTree ? .head : .merge
      changes = [first]
      return
    }
    result = .group
    changes = try Self.chained(evidence.changes, comparison)
  }

  /// An approval is for a change into one branch, and says nothing of the same commits on their way into another.
  private static func requireBase(of change: PullRequest, _ comparison: Comparison) throws(Uncertainty) {
    guard let target = comparison.target, change.base.ref != target.shortName else { return }
    throw Uncertainty(
      "the evidence is about #\(change.number) into \(change.base.ref), and checked is a change into "
        + target.shortName,
      help: "collect the evidence again, for a pull request into \(target.shortName)")
  }

  /// What is judged begins on the branch that the pull request goes to.
  ///
  /// A tip that the clone does not have is newer than all that is judged.
  private static func requireBase(
    _ comparison: Comparison, of change: PullRequest, in repository: Repository
  ) throws(Uncertainty) {
    guard let base = comparison.base, repository.hasCommit(change.base.commit) else { return }
    do throws(GitError) {
      if try repository.isAncestor(base, of: change.base.commit) { return }
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
    throw Uncertainty(
      "by the evidence \(change.base.ref) is at \(change.base.commit.abbreviated), which does not contain the base "
        + base.abbreviated,
      help: "collect the evidence again")
  }

  /// The head of a pull request is the judged commit, or what that merges into the base branch.
  private static func requireHead(
    of change: PullRequest, _ comparison: Comparison, in repository: Repository
  ) throws(Uncertainty) {
    if change.head.commit == comparison.judged { return }
    do throws(GitError) {
      let parents = try repository.commit(comparison.judged).parents
      if parents.count == 2, parents[1] == change.head.commit { return }
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
    throw Uncertainty(
      "the evidence is about head \(change.head.commit.abbreviated), and checked is \(comparison.judged.abbreviated)",
      help: "collect the evidence again, for this head")
  }

  /// The pull requests in the order of their slices, which must lead from the base of the group to its head.
  private static func chained(
    _ changes: [PullRequest], _ comparison: Comparison
  ) throws(Uncertainty) -> [PullRequest] {
    var slices: [ObjectID: PullRequest] = [:]
    for change in changes {
      guard let group = change.group, group.base != group.head, slices[group.base] == nil else {
        throw Uncertainty(
          "the evidence does not tell which part of the merge group #\(change.number) is",
          help: "collect the evidence again, in the merge group")
      }
      slices[group.base] = change
    }
    var ordered: [PullRequest] = []
    guard let base = comparison.base else { throw Uncertainty("a merge group has a base, and here is none") }
    var tip = base
    while tip != comparison.judged, let change = slices.removeValue(forKey: tip), let group = change.group {
      ordered.append(change)
      tip = group.head
    }
    guard tip == comparison.judged, slices.isEmpty else {
      throw Uncertainty(
        "the pull requests of the evidence do not make up the merge group from \(base.abbreviated) to "
          + comparison.judged.abbreviated,
        help: "collect the evidence again, in the merge group")
    }
    return ordered
  }

  /// The answer when every pull request is approved by itself.
  ///
  /// Unless a head is judged as it was pushed, each governed file must still be as one of them made it: a file that a
  /// merge put together of two changes was approved by nobody as it is.
  func answer(
    _ given: [Explanation], _ outcome: GovernedChange, made: [GovernedChange], _ requirement: ApprovalRequirement,
    _ paths: GovernedPaths
  ) -> ApprovalAnswer {
    let combined = outcome.deltas.filter { delta in
      !made.contains { change in change.deltas.contains { $0.path == delta.path && $0.makes(delta) } }
    }
    guard !combined.isEmpty, result != .head else { return .given(given) }
    let files = combined.map { delta in
      let makers = zip(changes, made).filter { $1.deltas.contains { $0.path == delta.path } }.map { "#\($0.0.number)" }
      return Explanation("\(delta.path): changed by \(makers.isEmpty ? "nobody" : makers.joined(separator: " and "))")
    }
    let count = paths.files(files.count)
    let message =
      result == .group
      ? "the merge group makes of \(count) what none of its pull requests was approved for"
      : "the merge makes of \(count) what #\(changes[0].number) was not approved for"
    let help =
      result == .group
      ? "merge these pull requests one after the other, each approved on top of the last"
      : "update the branch with its base branch, commit what belongs to it, and have it approved as it is then"
    return .missing(ApprovalAnswer.Account(requirement, for: count, message, files, help: help))
  }
}

extension GovernedChange.Delta {
  /// Whether this leaves at its path what another one does.
  fileprivate func makes(_ other: GovernedChange.Delta) -> Bool {
    GovernedChange.Side.agree(new, other.new)
  }
}
