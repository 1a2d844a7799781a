/// How a repository is found.
package enum RepositoryLocation: Hashable, Sendable {
  /// At a folder or in the nearest one above it, on the same file system, that has or is a repository.
  case discovering(from: String)
  /// At exactly this `GIT_DIR`, with a working tree (`GIT_WORK_TREE`) when it is not the usual one.
  case gitDirectory(String, workTree: String?)
}

/// The user's configuration files (git-config, "FILES"), which the caller finds; the repository's own is always read.
package struct UserConfiguration: Hashable, Sendable {
  /// As `/etc/gitconfig`.
  package let system: String?
  /// As `~/.config/git/config`.
  package let xdg: String?
  /// As `~/.gitconfig`; it wins over the others.
  package let global: String?

  package init(system: String? = nil, xdg: String? = nil, global: String? = nil) {
    self.system = system
    self.xdg = xdg
    self.global = global
  }

  /// No configuration but the repository's own.
  package static let none = UserConfiguration()
}
