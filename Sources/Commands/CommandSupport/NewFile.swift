internal import FileWriting
package import SystemPackage

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A file that is to be made in somebody's working tree, and that never takes the place of anything.
package struct NewFile {
  private let top: FilePath
  private let relative: FilePath

  /// Names a file by its path below a folder.
  package init(_ path: String, below top: FilePath) {
    self.top = top
    relative = FilePath(path)
  }

  /// Whether anything stands there already, be it a link to nowhere.
  package var isThere: Bool { kind(of: top.pushing(relative)) != nil }

  /// Writes it, with the folders above it that are missing.
  ///
  /// - Returns: `false` where something stands there already, which stays as it is.
  /// - Throws: `FileProblem` where a folder on the way is none: a link could lead out of the tree.
  package func create(_ bytes: [UInt8]) throws(FileProblem) -> Bool {
    guard !isThere else { return false }
    var folder = top
    for component in relative.removingLastComponent().components {
      folder.append(component)
      switch kind(of: folder) {
      case nil: try Files.makeFolder(folder.string)
      case .typeDirectory: continue
      default: throw FileProblem(description: "\(folder) is no folder, so nothing is written below it; remove it first")
      }
    }
    let path = top.pushing(relative)
    return try Files.writing { () throws(FileWritingError) in try FileWriter.create(bytes, at: path.string) }
  }

  /// What stands at a path itself, links not followed.
  private func kind(of path: FilePath) -> FileAttributeType? {
    do {
      return try FileManager.default.attributesOfItem(atPath: path.string)[.type] as? FileAttributeType
    } catch {
      return nil
    }
  }
}
