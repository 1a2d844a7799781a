internal import Git

/// A push that is about to happen: where to, and of what (githooks(5), "pre-push").
package struct Push: Sendable, Equatable {
  /// The name of the remote; its URL where it has no name.
  package let remote: String?

  package let url: String?
  package let refs: [PushedRef]

  package init(to remote: String? = nil, url: String? = nil, _ refs: [PushedRef]) {
    self.remote = remote
    self.url = url
    self.refs = refs
  }
}

/// What is known here of the default branch of the remote that is pushed to.
struct PushDestination: Equatable {
  /// The remote as a command would name it.
  let remote: String

  /// The full name that the default branch has there.
  let defaultBranch: String?

  /// The full name under which it is known here; `nil` where nothing was ever fetched from there.
  let tracking: String?

  let remarks: [String]
}

extension Push {
  /// Finds out what is known of the other side.
  func destination(in repository: Repository) throws(GitError) -> PushDestination {
    if let known = try knownRemote(in: repository) {
      if let tracking = try repository.defaultBranch(ofRemote: known) {
        return PushDestination(
          remote: known, defaultBranch: Self.nameThere(of: tracking, known), tracking: tracking, remarks: [])
      }
      return PushDestination(
        remote: known, defaultBranch: try repository.defaultBranch(ofRemote: nil), tracking: nil, remarks: [])
    }
    // Nothing is ever known of a URL without a name: mostly it is another copy of the same project.
    let usual = try repository.usualRemote(for: nil)
    let tracking = try repository.defaultBranch(for: nil)
    let shown = remote ?? url ?? "the remote"
    return PushDestination(
      remote: ShellWord.quoted(shown), defaultBranch: tracking.map { Self.nameThere(of: $0, usual) },
      tracking: tracking,
      remarks: tracking.map { ["\(shown) is no remote of this repository, so its default branch is taken to be \($0)"] }
        ?? [])
  }

  private func knownRemote(in repository: Repository) throws(GitError) -> String? {
    guard let remote = remote ?? url else { return try repository.usualRemote(for: nil) }
    let remotes = try repository.remotes
    if let named = remotes.first(where: { $0.name == remote }) { return named.name }
    return remotes.first { [$0.url, $0.pushURL].contains(url ?? remote) }?.name
  }

  private static func nameThere(of tracking: String, _ remote: String?) -> String {
    guard let remote, let name = tracking.wholeSuffix(after: "refs/remotes/\(remote)/") else { return tracking }
    return "refs/heads/\(name)"
  }
}
