internal import Subprocess
package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Data folders of clusters that were prepared once, by what they depend on; a few of them, the latest used.
package struct ClusterCache: Sendable {
  private let folder: FilePath

  /// How many are kept.
  private let capacity: Int

  /// Keeps them in a folder, which is made where it is not there.
  package init(in folder: FilePath, capacity: Int = 8) {
    self.folder = folder
    self.capacity = capacity
  }

  /// The folder of data for a key, prepared where it is not there yet.
  ///
  /// Two processes that prepare the same one do not disturb each other: the first that is done puts its folder under the
  /// key, and the other one takes that.
  ///
  /// - Throws: `PostgresError` where there is no place, and what `prepare` throws.
  package func folder(
    for key: String, prepare: @Sendable (FilePath) async throws -> Void
  ) async throws -> FilePath {
    let place = folder.appending("cluster-\(key)")
    if Self.isThere(place) {
      // The time of the latest use.
      unsafe utimes(place.string, nil)
      return place
    }
    try await Self.run("/bin/mkdir", ["-p", "-m", "700", folder.string])
    let scratch = folder.appending(".\(key)-\(getpid())")
    try await Self.run("/bin/rm", ["-rf", "--", scratch.string])
    do {
      try await prepare(scratch)
    } catch {
      try await Self.run("/bin/rm", ["-rf", "--", scratch.string])
      throw error
    }
    if unsafe rename(scratch.string, place.string) != 0 {
      try await Self.run("/bin/rm", ["-rf", "--", scratch.string])
      guard Self.isThere(place) else { throw PostgresError("no data can be kept in \(folder)") }
    }
    try await removeOldest(except: place)
    return place
  }

  private static func isThere(_ place: FilePath) -> Bool {
    unsafe access(place.appending("PG_VERSION").string, F_OK) == 0
  }

  private func removeOldest(except place: FilePath) async throws {
    let all = ClusterFolder.names(in: folder.string).filter { $0.hasPrefix("cluster-") }.map { folder.appending($0) }
    let old = all.filter { $0 != place }.sorted { Self.time(of: $0) > Self.time(of: $1) }.dropFirst(capacity - 1)
    for folder in old { try await Self.run("/bin/rm", ["-rf", "--", folder.string]) }
  }

  private static func time(of place: FilePath) -> Int {
    var entry = stat()
    return unsafe stat(place.string, &entry) == 0 ? Int(entry.st_mtim.tv_sec) : 0
  }

  private static func run(_ program: String, _ arguments: [String]) async throws {
    let run = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(arguments), environment: .custom(["LC_ALL": "C"]),
      output: .discarded, error: .string(limit: 4096))
    guard run.terminationStatus.isSuccess else { throw PostgresError(run.standardError) }
  }
}
