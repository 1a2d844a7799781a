package import Calendars
package import Git
package import Policy

/// A pull request as the forge knows it.
///
/// A login that is `nil` is somebody whom the forge cannot name.
package struct PullRequest: Sendable {
  package let number: Int
  package let title: String?
  package let body: String?
  package let author: Login?
  package let draft: Bool?

  /// The branch it is to be merged into, as it is now.
  package let base: Branch
  package let head: Branch

  /// Whether the head is in another repository.
  package let isFork: Bool?

  /// What people may do in the repository of the head, where that is a fork.
  package let headPermissions: [Login: String]?

  /// Whether who may push to the repository may push to the branch of the fork, too.
  package let maintainersMayPush: Bool?

  /// Its slice of a merge group.
  package let group: Slice?

  /// The commits that its branch has pointed at; `nil` where that was not collected.
  package let heads: [Head]?

  package let commits: [Commit]?
  package let labels: [Label]?

  /// In order of time, each person's all.
  package let reviews: [Review]?
  package let comments: [Comment]?
}

extension PullRequest {
  package struct Branch: Sendable {
    package let ref: String
    package let commit: ObjectID

    /// Of a base: when it took the place of another one, so that what was said before was said about something else.
    package let since: Instant?
  }

  package struct Slice: Sendable {
    package let base: ObjectID
    package let head: ObjectID
  }

  package struct Head: Sendable {
    package let commit: ObjectID

    /// By the server's clock, never a commit's own date.
    package let pushedAt: Instant
    package let by: Login?
  }

  package struct Commit: Sendable {
    package let id: ObjectID

    /// The author and the co-authors.
    package let authors: [Login?]
    package let committer: Login?
    package let parents: [ObjectID]?
  }

  package struct Label: Sendable {
    package let name: String
    package let by: Login?

    /// When it was last added; `nil` where the forge cannot tell.
    package let at: Instant?
  }

  package struct Review: Sendable {
    package enum State: String, Sendable, CaseIterable {
      case approved
      case changesRequested = "changes_requested"
      case commented
      case dismissed
      case pending
    }

    package let by: Login?
    package let state: State
    package let commit: ObjectID?
    package let at: Instant
  }

  package struct Comment: Sendable {
    package let by: Login?
    package let app: String?
    package let at: Instant
    package let editedAt: Instant?
    package let body: String
  }
}
