internal import Changes
internal import Git

/// Reads the migrations of a change one by one, with what their folder says of them.
struct MigrationFileReader {
  private let listing: FolderListing
  private let runner: Runner
  private let root: RepositoryPath
  private let snapshot: Snapshot
  private var reader: GovernedFileReader

  init(of snapshot: Snapshot, _ listing: FolderListing, by runner: Runner, in root: RepositoryPath) {
    self.listing = listing
    self.runner = runner
    self.root = root
    self.snapshot = snapshot
    reader = GovernedFileReader(of: snapshot, root: "migrations root", policyPath: MigrationCheck.policyPath)
  }

  /// What the change leaves at a path; `nil` where that is nothing.
  mutating func unread(_ file: ChangedPath) -> UnreadMigration? {
    guard let version = file.new else { return nil }
    let fileName = file.path.fileName
    // What is not a regular file has any name.
    guard let name = runner.migrationName(of: file.path, in: root) ?? MigrationName(fileName + ".sql") else {
      return nil
    }
    return UnreadMigration(
      path: file.path.description, fileName: fileName, name: listing.ranked(name), isMerged: file.old != nil,
      content: content(of: file.path, version),
      hasPartner: listing.hasPartner(of: name), isSwitchedOff: isSwitchedOff(file.path))
  }
}

extension MigrationFileReader {
  /// Whether a file beside a migration switches the runner's transaction off: `metadata.toml` of Diesel, which without the
  /// key means so, too, and `x.sql.conf` of Flyway.
  mutating func isSwitchedOff(_ path: RepositoryPath) -> Bool {
    switch runner {
    case .diesel:
      guard let text = text(of: RepositoryPath("\(path.parent)/metadata.toml")) else { return false }
      return !text.contains("run_in_transaction=true")
    case .flyway: return text(of: RepositoryPath("\(path).conf"))?.contains("executeInTransaction=false") == true
    default: return false
    }
  }

  /// The text of a file without blanks; `nil` where there is none.
  private mutating func text(of path: RepositoryPath) -> String? {
    do throws(GitError) {
      guard let version = try snapshot.version(of: path), case .bytes(let bytes) = content(of: path, version) else {
        return nil
      }
      return String(decoding: bytes, as: UTF8.self).filter { $0 != " " }
    } catch {
      return nil
    }
  }

  /// What becomes of a file, whatever its name is.
  mutating func content(of path: RepositoryPath, _ version: FileVersion) -> UnreadMigration.Content {
    UnreadMigration.Content(reader.content(of: path, version))
  }
}

extension UnreadMigration.Content {
  fileprivate init(_ content: GovernedContent) {
    switch content {
    case .bytes(let bytes): self = .bytes(bytes)
    case .link(let target, _): self = .settled(.link(target: target))
    case .unreadable(let why, let help): self = .settled(.unreadable(why, help: help))
    }
  }
}
