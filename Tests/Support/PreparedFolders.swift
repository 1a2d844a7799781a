package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Folders that are slow to make: each is made once a process, beside the executables, and every test gets a copy.
package actor PreparedFolders {
  package static let shared = PreparedFolders()

  private var made: [String: Task<FilePath, any Error>] = [:]

  /// Copies the folder of a name to a place that is not there yet; the first time, it is made.
  ///
  /// - Throws: what `make` throws, and `ToolFailure`.
  package func copy(
    _ name: String, to target: FilePath, make: @escaping @Sendable (FilePath) async throws -> Void
  ) async throws {
    let task =
      made[name]
      ?? Task {
        let folder = try await Self.top.value.appending(name)
        try await make(folder)
        return folder
      }
    made[name] = task
    let folder = try await task.value
    // Times stay, so that git need not read a file again to know that it is the same.
    let copied = try await Tool.run("cp", ["-a", folder.string, target.string])
    guard copied.status == 0 else { throw ToolFailure(command: "cp -a \(folder) \(target)", result: copied) }
  }

  /// The folder of this process; those of processes that have ended go.
  private static let top = Task {
    let all = try Project.buildFolder().appending("prepared-by-tests")
    for name in Project.names(in: all) {
      guard let process = pid_t(name), kill(process, 0) != 0, errno == ESRCH else { continue }
      try await all.appending(name).removeTree()
    }
    let own = all.appending("\(getpid())")
    try await own.removeTree()
    try own.makeFolder()
    return own
  }
}
