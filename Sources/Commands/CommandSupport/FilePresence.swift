internal import OperatingSystem
internal import SystemPackage

/// What is where, without a look into it.
extension Files {
  /// The names in a folder, sorted; none where there is no such folder.
  package static func names(inAny folder: String) -> [String] { FolderEntries.of(folder).map(\.name).sorted() }

  /// Whether a path leads to anything.
  package static func isThere(_ path: String) -> Bool { Folders.status(of: path) != nil }

  /// Whether a path leads to a folder.
  package static func isFolder(_ path: String) -> Bool { Folders.status(of: path)?.type == .directory }

  /// Whether a plain file is at a path itself, and no link to one.
  package static func isPlain(_ path: String) -> Bool { Folders.kind(of: path) == .regular }
}
