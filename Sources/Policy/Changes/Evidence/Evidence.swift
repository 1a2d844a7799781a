package import Calendars
package import Git
package import Policy

/// What a forge knows about the changes under judgement, collected at one instant (`docs/evidence.schema.json`).
///
/// A list that is `nil` was not collected, which is not the same as empty.
package struct Evidence: Sendable {
  package let source: Source

  /// One for a pull request, one for every pull request of a merge group.
  package let changes: [PullRequest]

  /// The teams that were asked for, by `organisation/team` in lower case.
  package let teams: [String: Team]

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
