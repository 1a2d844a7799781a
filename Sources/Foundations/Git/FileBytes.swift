#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads files outside the object database, with a limit and without following links that a change could plant.
enum FileBytes {
  /// Reads a file of the repository's own folder; nil when there is none.
  ///
  /// - Throws: `GitError` with the code `unreadableFile` or `tooLarge`.
  static func ofFile(_ path: String, limit: Int) throws(GitError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    return try read(descriptor, path, limit: limit)
  }

  /// Whether there is a regular file at a path.
  static func isThere(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads the first bytes of a file of the repository's own folder; nil when there is none.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  static func front(ofFile path: String, count: Int) throws(GitError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw GitError(.unreadableFile, "\(path) is not a regular file") }
    var failure: CInt = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      while initializedCount < count {
        let step = unsafe read(descriptor, buffer, from: initializedCount)
        if step < 0 { failure = errno }
        if step <= 0 { break }
        initializedCount += step
      }
    }
    guard failure == 0 else { throw unreadable(path, failure) }
    return bytes
  }

  /// Reads to the end of an open regular file.
  static func read(_ descriptor: CInt, _ path: String, limit: Int) throws(GitError) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw GitError(.unreadableFile, "\(path) is neither a file nor a symbolic link", help: "remove it, or ignore it")
    }
    guard status.st_size <= limit else {
      throw GitError(
        .tooLarge, "\(path) has \(status.st_size) bytes; at most \(limit) are read",
        help: "split its content, or leave it out of the repository")
    }
    var bytes: [UInt8] = []
    // One more than it has now: a file that grows meanwhile shows as too large instead of being cut off.
    let capacity = Int(status.st_size) + 1
    var count = 0
    var failure: CInt = 0
    unsafe bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initializedCount in
      while count < capacity {
        let step = unsafe Self.read(descriptor, buffer, from: count)
        if step < 0 { failure = errno }
        if step <= 0 { break }
        count += step
      }
      initializedCount = count
    }
    guard failure == 0 else { throw unreadable(path, failure) }
    guard count < capacity else { throw GitError(.unreadableFile, "\(path) grew while it was read", help: "try again") }
    return bytes
  }

  private static func read(_ descriptor: CInt, _ buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
    while true {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[start...])
      #if canImport(Glibc)
        let count = unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
      #else
        let count = unsafe Darwin.read(descriptor, rest.baseAddress, rest.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// The error for a failed system call on a path.
  static func unreadable(_ path: String, _ number: CInt = errno) -> GitError {
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return GitError(.unreadableFile, "\(path) cannot be read: \(reason)", help: "see to its permissions and try again")
  }
}
