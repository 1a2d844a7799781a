/// How a repository is found.
package enum RepositoryLocation: Hashable, Sendable {
  /// At a folder or in the nearest one above it, on the same file system, that has or is a repository.
  case discovering(from: String, owner: RepositoryOwner = .any)
  /// At exactly this `GIT_DIR`, with a working tree (`GIT_WORK_TREE`) when it is not the usual one.
  case gitDirectory(String, workTree: String?)
}

/// Whose repositories are opened where one is found rather than named (git-config, `safe.directory`).
package enum RepositoryOwner: Hashable, Sendable {
  /// Any user's.
  case any
  /// Those of the user who runs the program, and those that the user's configuration declares safe.
  case user(SafeDirectories)
  /// Any user's at the folder itself, which was named; above it those of `user`.
  case named(SafeDirectories)

  var safe: SafeDirectories? {
    switch self {
    case .any: nil
    case .user(let safe), .named(let safe): safe
    }
  }
}

/// Where it is said which repositories of other users are safe.
package struct SafeDirectories: Hashable, Sendable {
  /// The files that may say so: the repository's own may not.
  package let configuration: UserConfiguration
  /// What `~` stands for there.
  package let home: String?
  /// The user who called `sudo` (`SUDO_UID`): for root that user's repositories are its own.
  package let sudoUser: UInt32?

  package init(configuration: UserConfiguration, home: String? = nil, sudoUser: UInt32? = nil) {
    self.configuration = configuration
    self.home = home
    self.sudoUser = sudoUser
  }
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
