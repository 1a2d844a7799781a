internal import OperatingSystem
package import SystemPackage

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
  package var isThere: Bool { Folders.kind(of: top.pushing(relative).string) != nil }

  /// Writes it, with the folders above it that are missing.
  ///
  /// - Returns: `false` where something stands there already, which stays as it is.
  /// - Throws: `FileProblem` where a folder on the way is none: a link could lead out of the tree.
  package func create(_ bytes: [UInt8]) throws(FileProblem) -> Bool {
    guard !isThere else { return false }
    var folder = top
    for component in relative.removingLastComponent().components {
      folder.append(component)
      switch Folders.kind(of: folder.string) {
      case nil: try Files.makeFolder(folder.string)
      case .directory: continue
      default: throw FileProblem(description: "\(folder) is no folder, so nothing is written below it; remove it first")
      }
    }
    let path = top.pushing(relative)
    return try Files.writing { () throws(FileWritingError) in try FileWriter.create(bytes, at: path.string) }
  }
}
