package import Git

/// Reads governed files of one side of a change one by one, as long as there is room for them.
///
/// Every check reads through it, so that a submodule, a symbolic link, or a file that is missing or too large is the
/// same to all of them.
package struct GovernedFileReader {
  private let snapshot: Snapshot
  private let root: String
  private let policyPath: String
  private var room = totalLimit

  /// The largest file that is read, in bytes.
  ///
  /// The largest contracts known are specifications bundled into one file, of about 2 MB; rows by the million belong in
  /// a file of data rather than in a migration.
  package static let sizeLimit = 16 * 1024 * 1024

  /// How many bytes of all files of a change are read, give or take one file.
  ///
  /// A thousand paths of one blob take no room in a pack, and all of it here.
  private static let totalLimit = 64 * 1024 * 1024

  /// A reader for a check.
  ///
  /// - Parameters:
  ///   - snapshot: the side that is read.
  ///   - root: what the check calls the folder that it governs: `contracts root`.
  ///   - policyPath: the policy file in which a path can be excluded.
  package init(of snapshot: Snapshot, root: String, policyPath: String) {
    self.snapshot = snapshot
    self.root = root
    self.policyPath = policyPath
  }

  /// What a path that the change leaves is.
  package mutating func content(of path: RepositoryPath, _ version: FileVersion) -> GovernedContent {
    do throws(GitError) {
      switch version.mode {
      case .submodule, .tree:
        return .unreadable(
          "this is a submodule, and its files are not in this repository",
          help: "move it out of the \(root), or name it under exclude: in \(policyPath)")
      case .symbolicLink:
        let link = try snapshot.resolveLink(at: path)
        return .link(target: link.target, link.destination)
      case .file, .executable:
        guard room > 0 else {
          return .unreadable(
            "the files of the change before this one have \(Self.totalLimit) bytes together, and no more are read",
            help: "split the change")
        }
        let bytes = try snapshot.bytes(of: path, version, limit: Self.sizeLimit)
        room -= bytes.count
        return .bytes(bytes)
      }
    } catch {
      return .unreadable(error.message, help: error.help)
    }
  }
}

/// What became of reading a governed path.
package enum GovernedContent: Sendable {
  case bytes([UInt8])

  /// A symbolic link, with its target as it is shown and where it leads in the end.
  case link(target: String, LinkDestination)

  /// It could not be read; why, and what to do about it.
  case unreadable(String, help: String)
}

extension FileVersion {
  /// Whether it is a file with bytes of its own.
  package var isPlainFile: Bool { mode == .file || mode == .executable }
}
