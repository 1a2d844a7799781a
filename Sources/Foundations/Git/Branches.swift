internal import CLibGit2

/// A remote as the configuration describes it (git-remote).
package struct Remote: Hashable, Sendable {
  package let name: String
  /// Where it is fetched from, with `url.<base>.insteadOf` applied; empty when the configuration has none.
  package let url: String
  /// Where it is pushed to; the same as `url` unless the configuration says otherwise.
  package let pushURL: String
}

extension Repository {
  /// The full name of the branch that HEAD names, also before its first commit; nil when HEAD is detached.
  ///
  /// - Throws: `GitError` with the code `unexpected` when HEAD cannot be read.
  package var currentBranch: String? {
    get throws(GitError) { try symbolicTarget("HEAD") }
  }

  /// Returns the full name of what a branch is set to follow (gitglossary, "upstream branch"); nil when nothing.
  ///
  /// - Parameter branch: the full name of the branch.
  /// - Returns: the full name of a reference.
  /// - Throws: `GitError` with the code `unexpected`.
  package func upstream(of branch: String) throws(GitError) -> String? {
    guard branch.hasPrefix("refs/heads/") else { return nil }
    return try unsafe text("the upstream of \(branch) cannot be read") { buffer in
      unsafe git_branch_upstream_name(buffer, handle, branch)
    }
  }

  /// The remotes, sorted by name.
  ///
  /// - Throws: `GitError` with the code `unexpected`.
  package var remotes: [Remote] {
    get throws(GitError) {
      var names = unsafe git_strarray()
      try LibGit2.check(unsafe git_remote_list(&names, handle), "the remotes cannot be listed")
      defer { unsafe git_strarray_dispose(&names) }
      var remotes: [Remote] = []
      for index in unsafe 0..<names.count {
        guard let name = unsafe names.strings[index] else { continue }
        var remote: OpaquePointer?
        // A remote without a URL is in the list and cannot be looked up.
        guard unsafe git_remote_lookup(&remote, handle, name) == 0 else { continue }
        defer { unsafe git_remote_free(remote) }
        let url = unsafe git_remote_url(remote).map { unsafe String(cString: $0) } ?? ""
        let pushURL = unsafe git_remote_pushurl(remote).map { unsafe String(cString: $0) } ?? url
        remotes.append(Remote(name: unsafe String(cString: name), url: url, pushURL: pushURL))
      }
      return remotes.sorted { $0.name < $1.name }
    }
  }

  /// Returns the full name of the default branch of a remote as this repository knows it; nil when it cannot tell.
  ///
  /// That is what `refs/remotes/<remote>/HEAD` names, else the first that exists of `init.defaultBranch`, `main` and
  /// `master`: at the remote, or here when the remote is nil.
  ///
  /// - Throws: `GitError` with the code `unexpected`.
  package func defaultBranch(ofRemote remote: String?) throws(GitError) -> String? {
    let folder = remote.map { "refs/remotes/\($0)/" } ?? "refs/heads/"
    if remote != nil, let target = try symbolicTarget(folder + "HEAD") { return target }
    let configured = try unsafe Configuration(of: handle).text("init.defaultbranch")
    let names = [configured, "main", "master"].compactMap { $0 }
    return names.map { folder + $0 }.first { referenceExists($0) }
  }

  /// The value of a variable of the configuration, the user's files included that it was opened with; nil when unset.
  ///
  /// - Throws: `GitError` with the code `unexpected`.
  package func configured(_ variable: String) throws(GitError) -> String? {
    try unsafe Configuration(of: handle).text(variable)
  }

  /// Whether a reference of this full name exists.
  package func referenceExists(_ name: String) -> Bool {
    var reference: OpaquePointer?
    defer { unsafe git_reference_free(reference) }
    return unsafe git_reference_lookup(&reference, handle, name) == 0
  }

  private func symbolicTarget(_ name: String) throws(GitError) -> String? {
    var reference: OpaquePointer?
    let status = unsafe git_reference_lookup(&reference, handle, name)
    if status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue { return nil }
    try LibGit2.check(status, "the reference \(name) cannot be read")
    defer { unsafe git_reference_free(reference) }
    return unsafe git_reference_symbolic_target(reference).map { unsafe String(cString: $0) }
  }
}
