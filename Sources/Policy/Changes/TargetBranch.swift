internal import Findings
internal import Git
internal import Policy

/// The branch that a verdict is for: what is judged goes there, and the policy is the one at its tip.
///
/// A check run belongs to a commit and not to a pull request, so a verdict that did not say which branch it is for would
/// count for each of them.
package struct TargetBranch: Sendable, Equatable {
  /// How the tip is known.
  enum Tip: Sendable, Equatable {
    /// A reference of this repository, by its full name.
    case reference(String)

    /// The default branch here, of a repository whose remote has none that is known.
    case local(String)

    /// The commit itself, as the event or git's hook tells it; `nil` for a branch that is not there yet.
    case told(ObjectID?)
  }

  /// The full name where it is merged: `refs/heads/main`.
  package let name: String

  /// The default branch of its repository, without `refs/heads/`; `nil` where that is not known.
  let defaultBranch: String?

  let tip: Tip

  /// The command, or the setting, that brings the tip into the clone.
  let fetch: String
}

extension TargetBranch {
  /// The name without `refs/heads/`.
  var shortName: String { name.wholeSuffix(after: "refs/heads/") ?? name }

  /// Whether changes into a branch of the same repository are judged: into the default branch, and those of a policy.
  func isGoverned(_ branch: String, by branches: BranchPolicy) -> Bool {
    branch == defaultBranch || branches.governs(branch)
  }

  /// The default branch of the repository that a branch here goes to; of the repository itself where it has no remote.
  static func defaultBranch(for branch: String?, in repository: Repository) throws(GitError) -> TargetBranch? {
    let remote = try repository.usualRemote(for: branch)
    if let remote, let reference = try repository.defaultBranch(ofRemote: remote) {
      let name = reference.wholeSuffix(after: "refs/remotes/\(remote)/") ?? reference
      return TargetBranch(
        name: "refs/heads/\(name)", defaultBranch: name, tip: .reference(reference), fetch: "git fetch \(remote)")
    }
    guard let reference = try repository.defaultBranch(ofRemote: nil) else { return nil }
    let name = reference.wholeSuffix(after: "refs/heads/") ?? reference
    guard let remote else {
      return TargetBranch(name: reference, defaultBranch: name, tip: .reference(reference), fetch: "")
    }
    return TargetBranch(
      name: reference, defaultBranch: name, tip: .local(reference),
      fetch: "git fetch \(remote) && git remote set-head \(remote) --auto")
  }

  /// The commit at the tip; `nil` for a branch that is not there yet.
  ///
  /// - Throws: `Undecidable` where the clone does not have it, with the command that fetches it.
  func commit(in repository: Repository, at stage: Report.Stage) throws(Undecidable) -> ObjectID? {
    switch tip {
    case .told(let commit): return commit
    case .local where stage == .merge:
      throw absent("the repository has a remote, and knows no default branch of it")
    case .reference(let reference), .local(let reference):
      guard repository.referenceExists(reference) else { throw absent("this clone has no \(reference)") }
      do throws(GitError) {
        return try repository.commitID(of: reference)
      } catch {
        throw absent(error.message)
      }
    }
  }

  private func absent(_ reason: String) -> Undecidable {
    Undecidable("could not read the policy at the tip of \(shortName): \(reason)", help: fetch)
  }

  /// - Throws: `Undecidable` where changes into the branch are not judged, so that none of them passes.
  func requireGoverned(by branches: BranchPolicy) throws(Undecidable) {
    guard isGoverned(shortName, by: branches) else {
      throw Undecidable(
        "could not be checked: \(shortName) is not a governed branch",
        help: """
          open the pull request into the default branch, or name the branch under `branches` in \
          \(BranchPolicy.fileName) of the organisation's policy
          """)
    }
  }
}
