/// A path at which two trees differ: a file, a symbolic link or a submodule, never a folder.
package struct ChangedPath: Hashable, Sendable {
  /// How it differs (git-diff, "--diff-filter"); renames are found separately, by `Rename`.
  package enum Status: String, Hashable, Sendable {
    case added = "A"
    case deleted = "D"
    /// Other bytes, another permission to execute, or both.
    case modified = "M"
    /// One of file, symbolic link and submodule became another of them.
    case typeChanged = "T"
  }

  package let path: RepositoryPath
  /// What stood there before; nil when nothing did.
  package let old: FileVersion?
  /// What stands there now; nil when nothing does.
  package let new: FileVersion?

  /// A difference between two versions, of which at least one is there.
  package init(path: RepositoryPath, old: FileVersion?, new: FileVersion?) {
    self.path = path
    self.old = old
    self.new = new
  }

  package var status: Status {
    guard let old else { return .added }
    guard let new else { return .deleted }
    return old.mode.hasKind(of: new.mode) ? .modified : .typeChanged
  }
}
