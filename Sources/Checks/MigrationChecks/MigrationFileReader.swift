internal import Changes
internal import Git

/// Reads the files of a change one by one, as long as there is room for them.
struct MigrationFileReader {
  private let snapshot: Snapshot
  private let listing: FolderListing
  private let runner: Runner
  private let root: RepositoryPath
  private var room = totalLimit

  init(of snapshot: Snapshot, _ listing: FolderListing, by runner: Runner, in root: RepositoryPath) {
    self.snapshot = snapshot
    self.listing = listing
    self.runner = runner
    self.root = root
  }

  /// What the change leaves at a path; `nil` where that is nothing.
  mutating func unread(_ file: ChangedPath) -> UnreadMigration? {
    guard let version = file.new else { return nil }
    let fileName = file.path.fileName
    // A submodule has any name.
    guard let name = runner.migrationName(of: file.path, in: root) ?? MigrationName(fileName + ".sql") else {
      return nil
    }
    return UnreadMigration(
      path: file.path.description, fileName: fileName, name: name, isMerged: file.old != nil,
      content: content(of: file.path, version), hasPartner: listing.hasPartner(of: name))
  }

  /// What becomes of a file, whatever its name is.
  mutating func content(of path: RepositoryPath, _ version: FileVersion) -> UnreadMigration.Content {
    do throws(GitError) {
      switch version.mode {
      case .submodule, .tree:
        return .settled(
          .unreadable(
            "this is a submodule, and its files are not in this repository",
            help: "move it out of the migrations root, or name it under exclude: in \(MigrationCheck.policyPath)"))
      case .symbolicLink:
        return .settled(.link(target: try snapshot.resolveLink(at: path).target))
      case .file, .executable:
        guard room > 0 else {
          return .settled(
            .unreadable(
              "the files of the change before this one have \(Self.totalLimit) bytes together, and no more are read",
              help: "split the change"))
        }
        let bytes = try snapshot.bytes(of: path, version, limit: Self.sizeLimit)
        room -= bytes.count
        return .bytes(bytes)
      }
    } catch {
      return .settled(.unreadable(error.message, help: error.help))
    }
  }

  /// The largest file that is read, in bytes: rows by the million belong in a file of data.
  static let sizeLimit = 16 * 1024 * 1024

  /// How many bytes of all files of a change are read, give or take one file.
  private static let totalLimit = 64 * 1024 * 1024
}
