internal import Documents
package import Git

/// What made a workflow of GitHub Actions run, as far as it says what is to be judged.
package struct GitHubEvent: Sendable, Equatable {
  /// The events that a check can be asked at ("Events that trigger workflows").
  package enum Kind: Sendable, Equatable {
    /// `pull_request` and `pull_request_review`, and `pull_request_target`, which has the base branch checked out.
    case pullRequest(PullRequestHead, isTarget: Bool)

    /// `merge_group`: branches as full names.
    case mergeGroup(base: ObjectID, head: ObjectID, headRef: String, baseRef: String)

    /// `push` to a branch by its full name; a side is `nil` where the branch was not there, or is not any more.
    case push(to: String, before: ObjectID?, after: ObjectID?)

    /// `workflow_dispatch` and `schedule`.
    case workflowRun
  }

  /// What a payload tells of a pull request.
  ///
  /// Its `base.sha` is not among it: that is where the base branch was when the pull request last changed.
  package struct PullRequestHead: Sendable, Equatable {
    package let number: Int
    package let commit: ObjectID

    /// The branch without `refs/heads/`; it may be in another repository.
    package let branch: String?

    /// The branch that it is to go to, without `refs/heads/`.
    package let baseBranch: String
  }

  package let name: String
  package let kind: Kind

  /// The full name of what the workflow runs on (`GITHUB_REF`).
  package let ref: String?

  /// The commit that the workflow runs on (`GITHUB_SHA`).
  package let commit: ObjectID?

  /// The default branch of the repository without `refs/heads/`, where the payload tells it.
  package let defaultBranch: String?

  /// The most bytes of a payload that are read: GitHub sends at most 25 MB.
  package static let sizeLimit = 32 * 1024 * 1024

  static let targetName = "pull_request_target"

  /// Makes an event of what a workflow's process is given.
  ///
  /// - Parameters:
  ///   - name: what happened (`GITHUB_EVENT_NAME`).
  ///   - payload: the bytes of the file that `GITHUB_EVENT_PATH` names.
  ///   - ref: `GITHUB_REF`.
  ///   - commit: `GITHUB_SHA`.
  /// - Throws: `Undecidable` for an event that says nothing about a change, and for a payload that cannot be read.
  package init(
    name: String, payload: [UInt8], ref: String? = nil, commit: String? = nil
  ) throws(Undecidable) {
    guard Self.names.contains(name) else {
      throw Undecidable(
        "the event \(name) does not say what to check",
        help:
          "run the check at one of \(Self.names.joined(separator: ", ")), or name the commits: --base REV --head REV")
    }
    let payload = try GitHubPayload(payload, of: name)
    self.name = name
    self.ref = ref
    self.commit = commit.flatMap { ObjectID($0) }
    defaultBranch = try payload["repository"]["default_branch"].optionalText
    switch name {
    case "pull_request", "pull_request_review", Self.targetName:
      kind = .pullRequest(try PullRequestHead(payload), isTarget: name == Self.targetName)
    case "merge_group":
      let group = payload["merge_group"]
      kind = .mergeGroup(
        base: try group["base_sha"].commit, head: try group["head_sha"].commit,
        headRef: try group["head_ref"].text, baseRef: try group["base_ref"].text)
    case "push":
      kind = .push(
        to: try payload["ref"].text, before: try payload["before"].commitOrNothing,
        after: try payload["after"].commitOrNothing)
    default: kind = .workflowRun
    }
  }

  private static let names = [
    "pull_request", "pull_request_review", targetName, "merge_group", "push", "workflow_dispatch", "schedule",
  ]
}

extension GitHubEvent.PullRequestHead {
  fileprivate init(_ payload: GitHubPayload) throws(Undecidable) {
    let pullRequest = payload["pull_request"]
    if let told = try pullRequest["number"].optionalNumber {
      number = told
    } else {
      number = try payload["number"].number
    }
    commit = try pullRequest["head"]["sha"].commit
    branch = try pullRequest["head"]["ref"].optionalText
    baseBranch = try pullRequest["base"]["ref"].text
  }
}

extension ComparisonRequest {
  /// Whether an event decides what is compared: where nobody named anything.
  ///
  /// The head of a pull request that runs in the context of its base has to be named, and the event decides the rest.
  package func defers(toEventNamed name: String) -> Bool {
    if name == GitHubEvent.targetName { return !includesWorkingTree && (base == nil || head == nil) }
    return base == nil && head == nil && !includesWorkingTree
  }
}
