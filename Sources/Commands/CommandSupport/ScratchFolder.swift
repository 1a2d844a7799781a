internal import Findings

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension Files {
  /// Makes an empty folder that only this user can look into, lends it, and removes it with all that is in it.
  ///
  /// - Throws: `FileProblem` where there is no place for it, and what the body throws.
  static func withScratchFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let manager = FileManager.default
    // Programs name their files by the real path, whatever links lead to it.
    let parent = manager.temporaryDirectory.resolvingSymlinksInPath().path
    let folder = "\(parent)/signalbox-\(UUID().uuidString)"
    do {
      try manager.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileProblem(description: "no folder can be made in \(parent)")
    }
    do {
      let result = try await body(folder)
      try remove(folder)
      return result
    } catch {
      try remove(folder)
      throw error
    }
  }

  private static func remove(_ folder: String) throws(FileProblem) {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw FileProblem(description: "\(folder) cannot be removed")
    }
  }
}
