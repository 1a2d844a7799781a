internal import Findings
internal import OperatingSystem
internal import SystemPackage

extension Files {
  /// Makes an empty folder that only this user can look into, lends it, and removes it with all that is in it.
  ///
  /// It is made in `place`, the folder for temporary files as `TMPDIR` names it, else in `/tmp`.
  /// - Throws: `FileProblem` where there is no place for it, and what the body throws.
  static func withScratchFolder<Result>(
    in place: String?, _ body: (String) async throws -> Result
  ) async throws -> Result {
    let folder = try makeScratchFolder(in: place.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
    do {
      let result = try await body(folder)
      try remove(folder)
      return result
    } catch {
      try remove(folder)
      throw error
    }
  }

  private static func makeScratchFolder(in place: String) throws(FileProblem) -> String {
    do {
      // Programs name their files by the real path, whatever links lead to it.
      return try Folders.makeNew(in: Folders.realPath(of: place), prefix: "signalbox-")
    } catch {
      throw FileProblem(description: "no folder can be made in \(place): \(error)")
    }
  }

  private static func remove(_ folder: String) throws(FileProblem) {
    do {
      try Folders.remove(folder)
    } catch {
      throw FileProblem(description: "\(folder) cannot be removed: \(error)")
    }
  }
}
