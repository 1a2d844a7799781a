internal import Calendars
internal import Documents
internal import Git
internal import HTTP

/// A commit that the branch of a pull request has pointed at.
struct CollectedHead {
  let commit: ObjectID

  /// By the server's clock.
  let pushedAt: Instant
  let by: String?

  var node: Node { ["sha": .commit(commit), "pushedAt": .instant(pushedAt), "by": .text(by)] }
}

extension EvidenceCollector {
  /// What the branch has pointed at, oldest first.
  ///
  /// The activity of the repository tells it whole. Where that cannot be read, what can be proven is taken: a check
  /// suite is made when a commit is pushed, and while the pull request is open no push away from it goes untold.
  func heads(
    of pull: PullRequestOutline, events: [IssueEvent]?
  ) async throws(CollectionProblem) -> [CollectedHead] {
    guard let repository = pull.headRepository else {
      throw CollectionProblem("the repository of the branch is not there any more")
    }
    do throws(CollectionProblem) {
      return try await activity(of: pull, in: repository)
    } catch {
      let proven = await provenHeads(of: pull, events: events)
      guard !proven.isEmpty else { throw error }
      return proven
    }
  }

  private func activity(
    of pull: PullRequestOutline, in repository: String
  ) async throws(CollectionProblem) -> [CollectedHead] {
    let path = "/repos/\(WebAddress.encoded(repository, except: "/"))/activity"
    let newestFirst = try await api.list(path, [("ref", "refs/heads/\(pull.headBranch)")])
    var heads: [CollectedHead] = []
    var tip: ObjectID?
    // Where it does not begin with the branch, the first head may be of several people.
    var isFromStart = false
    for activity in newestFirst.reversed() {
      let before = try activity["before"].commit
      let after = try activity["after"].commit
      // A push that is missing may be the one that a label was given for.
      if let tip, before != tip, before != .zero {
        throw CollectionProblem("\(path) does not tell how the branch came from \(tip) to \(before)")
      }
      if heads.isEmpty { isFromStart = before == .zero }
      tip = after
      let at = try activity["timestamp"].instant
      guard after != .zero else {
        // What the branch was before it was made anew for this pull request, belongs to others.
        if let openedAt = pull.openedAt, at < openedAt { heads = [] }
        continue
      }
      heads.append(
        CollectedHead(commit: after, pushedAt: at, by: heads.isEmpty && !isFromStart ? nil : activity["actor"].login))
    }
    // A branch that is deleted when it is merged had the head before.
    guard heads.last?.commit == pull.head else {
      throw CollectionProblem("\(path) does not tell of the push of \(pull.head)")
    }
    return heads
  }

  private func provenHeads(of pull: PullRequestOutline, events: [IssueEvent]?) async -> [CollectedHead] {
    // Suites of a fork's pushes are in the fork, and there the name of a branch is anybody's choice.
    guard !pull.isFork, let events, let openedAt = pull.openedAt else { return [] }
    do throws(CollectionProblem) {
      let suites = try await api.list(path("commits/\(pull.head)/check-suites"), in: "check_suites")
      var first: Instant?
      for suite in suites where try suite["head_branch"].optionalText == pull.headBranch {
        let at = try suite["created_at"].instant
        first = min(first ?? at, at)
      }
      // Before it was opened the branch may have been there, gone back, and come again after an approval.
      guard let first, first >= openedAt, !events.contains(where: { $0.mayMoveBranch && $0.at >= first }) else {
        return []
      }
      return [CollectedHead(commit: pull.head, pushedAt: first, by: nil)]
    } catch {
      return []
    }
  }
}
