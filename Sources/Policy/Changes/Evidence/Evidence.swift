package import Calendars
package import Git
package import Policy

/// What a forge knows about the changes under judgement, collected at one instant (`docs/evidence.schema.json`).
///
/// A list that is `nil` was not collected, which is not the same as empty.
package struct Evidence: Sendable {
  package let source: Source

  /// One for a pull request, one for every pull request of a merge group.
  package internal(set) var changes: [PullRequest]

  /// Pull requests beside those that are judged; `nil` where it was not asked.
  package let otherChanges: [OtherChange]?

  /// The pull requests of the merge queue ahead of the group that is judged; `nil` where it was not asked.
  package let changesAhead: [PullRequest]?

  /// The teams that were asked for, by `organisation/team`.
  package let teams: [FoldedName: Team]

  /// For commits that the local repository may lack: every path that differs between the commit's merge base with the
  /// base branch and the commit.
  package let governedChanges: [ObjectID: [Delta]]

  package let checkRuns: [CheckRun]?
  package let statuses: [Status]?
  package let deployments: [Deployment]?

  /// Whether each deployment of an environment is listed, by the name of the environment in lower case; `false` where
  /// older ones exist that are not.
  package let deploymentHistory: [String: Bool]
  package let artifacts: [Artifact]?

  /// When commits reached the default branch that touched a governed folder; `nil` where that was not collected.
  package let landed: [LandedCommit]?
  package let issues: [Issue]?
  package let requiredChecks: [RequiredCheck]?

  /// What somebody may do in the repository: `admin`, `maintain`, `write`, `triage`, `read` or `none`.
  package let permissions: [Login: String]?

  /// What could not be read, and why.
  package let unreadable: [Unreadable]
}

extension Evidence {
  /// Why something was not collected, in brackets behind a sentence that says so; empty where nothing tells.
  func reason(ofMissing what: String) -> String {
    unreadable.first { $0.what == what }.map { " (\($0.what): \($0.why))" } ?? ""
  }

  /// Whether somebody may push to the branch of a pull request; `nil` where that is not known.
  ///
  /// To a branch of a fork also people may push who may push to the repository, unless the author has forbidden it.
  func mayPush(_ login: Login, to change: PullRequest) -> Bool? {
    let here = permissions?[login].map(Self.isWriting)
    guard change.isFork == true else { return here }
    let there = change.headPermissions?[login].map(Self.isWriting)
    if there == true || change.maintainersMayPush == false { return there }
    return here == false ? there : here
  }

  private static func isWriting(_ permission: String) -> Bool { ["admin", "maintain", "write"].contains(permission) }

  /// The same evidence, about other pull requests.
  func about(_ changes: [PullRequest]) -> Evidence {
    var evidence = self
    evidence.changes = changes
    return evidence
  }

  package struct Source: Sendable {
    package let kind: String

    /// As `owner/name`.
    package let repository: String
    package let collectedAt: Instant

    /// The forge's own clock when it answered.
    package let serverTime: Instant?
  }

  package enum Team: Sendable {
    case members([Login])

    /// Why its members are not known; a 404 is no proof that somebody is not one.
    case unreadable(String)
  }

  /// A path that differs, as far as the forge tells: modes may be missing.
  package struct Delta: Sendable, Hashable {
    package let path: RepositoryPath
    package let old: ObjectID?
    package let new: ObjectID?
    package let oldMode: String?
    package let newMode: String?
  }

  /// A pull request that is told of for what it has in common with those that are judged.
  package struct OtherChange: Sendable {
    package let number: Int

    /// `same-head`: an open pull request of the same head.
    package let why: String

    /// `open` or `closed`; `nil` where that is not told.
    package let state: String?
    package let base: PullRequest.Branch
    package let head: PullRequest.Branch

    /// Where people read it.
    package let url: String?

    /// Whether a check run of one of the commits would be one of this pull request, too.
    func isOpen(withOneOf heads: Set<ObjectID>) -> Bool {
      why == "same-head" && state != "closed" && heads.contains(head.commit)
    }

    /// Where people read it; of a document without addresses, what names it at any forge.
    func address(at source: Source) -> String { url ?? "\(source.repository)#\(number)" }
  }

  package struct CheckRun: Sendable {
    package let name: String
    package let app: String?
    package let commit: ObjectID

    /// `nil` while it runs.
    package let conclusion: String?
    package let startedAt: Instant?
    package let completedAt: Instant?
  }

  package struct Status: Sendable {
    package let context: String
    package let by: Login?
    package let commit: ObjectID
    package let state: String
    package let at: Instant?
  }

  package struct Deployment: Sendable {
    package let environment: String
    package let commit: ObjectID

    /// The service that was deployed; `nil` where the deployment is of the whole repository.
    package let service: String?

    /// Its version, as people know it.
    package let version: String?
    package let state: String
    package let by: Login?

    /// When it began; `nil` where that is not known.
    package let startedAt: Instant?

    /// The time of its last state.
    package let at: Instant

    /// The app that made it; `nil` where a person did, or where it was not collected.
    package let app: String?

    /// The pull requests that the commit is head or merge of; `nil` where that was not collected.
    package let pullRequests: [DeployedPullRequest]?
  }

  /// A pull request that a deployed commit is head or merge of.
  package struct DeployedPullRequest: Sendable {
    package let number: Int
    package let title: String?
    package let author: Login?
    package let labels: [String]

    /// `nil` while it is not merged.
    package let mergedAt: Instant?
  }

  package struct Artifact: Sendable {
    package let name: String
    package let digest: String?
    package let commit: ObjectID

    /// Where it was downloaded to, relative to the document.
    package let file: String?

    /// The file of the workflow whose run uploaded it; `nil`, as of all that follows, where that was not collected.
    package let workflow: String?

    /// The id of that file at the commit that ran.
    package let workflowBlob: ObjectID?

    /// What started the run, as `pull_request`.
    package let event: String?
    package let headBranch: String?

    /// As `owner/name`.
    package let headRepository: String?

    /// By the server's clock.
    package let createdAt: Instant?
  }

  /// A commit of the default branch's line of first parents.
  package struct LandedCommit: Sendable {
    package let commit: ObjectID

    /// The pull request that brought it, if one did.
    package let pullRequest: Int?

    /// When it was merged, by the code host's clock; `nil` where that is not known.
    package let mergedAt: Instant?
  }

  package struct Issue: Sendable {
    package let number: Int
    package let title: String?
    package let labels: [String]
    package let openedAt: Instant
    package let closedAt: Instant?
    package let by: Login?

    /// Where to read it.
    package let url: String?

    /// Who works on it; `nil` where that was not collected.
    package let assignees: [Login]?

    /// Who put each label of now on it, and when; `nil` where that was not collected.
    package let labelled: [PullRequest.Label]?

    /// Collected only of some issues.
    package let body: String?
  }

  package struct RequiredCheck: Sendable {
    package let name: String

    /// The app that must report it; `nil` for any.
    package let app: String?
    package let mergeQueue: Bool?
  }

  package struct Unreadable: Sendable {
    package let what: String
    package let why: String
  }
}
