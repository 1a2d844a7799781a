internal import Changes
internal import Git

/// Reads the migrations of a change one by one, with what their folder says of them.
struct MigrationFileReader {
  private let listing: FolderListing
  private var reader: GovernedFileReader

  init(of snapshot: Snapshot, _ listing: FolderListing) {
    self.listing = listing
    reader = GovernedFileReader(of: snapshot, root: "migrations root", policyPath: MigrationCheck.policyPath)
  }

  /// What the change leaves at a path; `nil` where that is nothing.
  mutating func unread(_ file: ChangedPath) -> UnreadMigration? {
    guard let version = file.new else { return nil }
    let fileName = file.path.fileName
    // What is no plain file has any name.
    guard let name = MigrationName(fileName) ?? MigrationName(fileName + ".sql") else { return nil }
    return UnreadMigration(
      path: file.path.description, fileName: fileName, name: name, isMerged: file.old != nil,
      content: UnreadMigration.Content(reader.content(of: file.path, version)),
      hasPartner: listing.hasPartner(of: name))
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
