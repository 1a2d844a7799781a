#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What stands where, without a look into it.
extension Files {
  /// The names in a folder, sorted; none where there is no such folder.
  package static func names(inAny folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      return []
    }
  }

  /// Whether a path leads to anything.
  package static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether a path leads to a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
