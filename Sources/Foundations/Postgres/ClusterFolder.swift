internal import Subprocess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The private folder of one cluster: its socket, a lock that says that the cluster is in use, and its data where these
/// have no file system of their own.
struct ClusterFolder {
  let path: FilePath

  /// The lock is this process's as long as this is open; the system opens it when the process ends, however it does.
  private let lock: CInt

  private static let prefix = "signalbox-postgres-"

  /// Makes a folder, and removes those that processes which were killed have left.
  ///
  /// - Throws: `PostgresError` where none can be made.
  static func make() async throws(PostgresError) -> ClusterFolder {
    var problem = ""
    for parent in parents {
      await removeLeftovers(in: parent)
      do throws(PostgresError) {
        return try ClusterFolder(in: parent)
      } catch {
        problem = error.description
      }
    }
    throw PostgresError(problem)
  }

  /// Where folders are made, memory first; a path of a socket has at most about 100 bytes, so a long one is left out.
  private static var parents: [String] {
    let named = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
    return ["/dev/shm", named ?? "/tmp", "/tmp"].filter { unsafe $0.utf8.count < 60 && access($0, W_OK | X_OK) == 0 }
  }

  private init(in parent: String) throws(PostgresError) {
    // Its name is looked for only once it is locked. mkdtemp(3) replaces the six X, and asks for exactly these.
    var template = Array("\(parent)/.\(Self.prefix)XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw PostgresError("no folder can be made in \(parent)") }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let name = "\(parent)/\(made.dropFirst(parent.utf8.count + 2))"
    lock = unsafe open("\(made)/lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    path = FilePath(name)
    let isReady =
      unsafe lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0
      && mkdir("\(made)/socket", 0o700) == 0 && mkdir("\(made)/data", 0o700) == 0
      // The server of another user passes through to its socket and its data.
      && chmod(made, 0o711) == 0 && rename(made, name) == 0
    guard isReady else { throw PostgresError("no folder can be made in \(parent)") }
  }

  /// Removes the folder with all that is in it.
  func remove() async {
    await Self.remove(path.string)
    close(lock)
  }

  /// Removes the lock after all else: a folder without one is never looked into again, and this may be killed, too.
  private static func remove(_ path: String) async {
    let content = names(in: path).filter { $0 != "lock" }.map { "\(path)/\($0)" }
    // In a task of its own: what removes it would not start in one that was cancelled.
    let isRemoved = await Task {
      do {
        let run = try await Subprocess.run(
          .path("/bin/rm"), arguments: Arguments(["-rf", "--"] + content), environment: .custom(["LC_ALL": "C"]),
          output: .discarded, error: .discarded)
        return run.terminationStatus.isSuccess
      } catch {
        // The next run removes it.
        return false
      }
    }.value
    guard isRemoved else { return }
    unsafe unlink("\(path)/lock")
    unsafe rmdir(path)
  }

  /// Folders whose lock is free; a server that still runs in one is ended by the number in its own file.
  private static func removeLeftovers(in parent: String) async {
    for name in names(in: parent) where name.hasPrefix(prefix) || name.hasPrefix(".\(prefix)") {
      let path = "\(parent)/\(name)"
      // One that is being made gets its lock at once.
      if name.hasPrefix("."), age(of: path) < 60 { continue }
      let lock = unsafe open("\(path)/lock", O_RDWR | O_CLOEXEC)
      guard lock >= 0 else {
        // Nothing is left in it but its name, or it is not ours.
        unsafe rmdir(path)
        continue
      }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 {
        endServer(of: path)
        await remove(path)
      }
      close(lock)
    }
  }

  /// How many seconds ago a folder was changed.
  private static func age(of path: String) -> Int {
    var entry = stat()
    return unsafe stat(path, &entry) == 0 ? Int(time(nil)) - Int(entry.st_mtim.tv_sec) : 0
  }

  private static func endServer(of path: String) {
    guard let lines = text(of: "\(path)/data/postmaster.pid")?.split(separator: "\n"),
      let number = lines.first.flatMap({ pid_t($0) }), number > 1,
      // The number may be that of another process by now.
      text(of: "/proc/\(number)/cmdline")?.contains(path) == true
    else { return }
    kill(number, SIGQUIT)
  }

  private static func text(of path: String) -> String? {
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
      return try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = unsafe try bytes.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
        return String(decoding: bytes[..<count], as: UTF8.self)
      }
    } catch {
      return nil
    }
  }

  /// The names in a folder; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
