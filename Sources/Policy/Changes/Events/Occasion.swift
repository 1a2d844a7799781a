/// Why a comparison is made, which decides what else can be asked of it.
///
/// Branches are full names, as in `refs/heads/main`.
package enum Occasion: Sendable, Equatable {
  /// A pull request, merged or not, that is to go into a branch: its approvals are due.
  case pullRequest(number: Int, into: String)

  /// A merge group that is to become the tip of a branch: the approvals of each of its pull requests are due.
  case mergeGroup(into: String)

  /// The default branch has moved on: approvals were checked before it did, and are not asked for again.
  case pushToDefaultBranch(String)

  /// Another branch has moved on; no pull request need exist yet.
  case push(to: String)

  /// Somebody or a clock started a workflow (`workflow_dispatch`, `schedule`).
  case workflowRun

  /// `git push` is about to move a branch of a remote: approvals are owed.
  case prePush(to: String)

  /// A person asks, or somebody named the commits.
  case asked
}
