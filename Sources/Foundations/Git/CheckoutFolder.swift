#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A new folder of the file system that files of a repository are written to, for programs that read files.
///
/// Whatever the paths are, nothing is written outside of the folder: no symbolic link is followed and no existing file
/// replaced. Links are to be written after all files.
package struct CheckoutFolder: Sendable {
  package let path: String

  /// Makes the folder, for nobody else to look into.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  package init(making path: String) throws(GitError) {
    self.path = path
    guard unsafe mkdir(path, 0o700) == 0 else { throw Self.unwritable(RepositoryPath(path)) }
  }

  /// Writes a file, with the folders above it.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  package func write(_ bytes: [UInt8], isExecutable: Bool, at path: RepositoryPath) throws(GitError) {
    try withFolder(above: path) { (folder, name) throws(GitError) in
      let mode: mode_t = isExecutable ? 0o755 : 0o644
      let file = unsafe openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      guard file >= 0 else { throw Self.unwritable(path) }
      defer { close(file) }
      var start = 0
      while start < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { bytes in
          let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
          return unsafe Self.write(file, rest)
        }
        guard count > 0 else { throw Self.unwritable(path) }
        start += count
      }
    }
  }

  /// Writes a symbolic link, with the folders above it.
  ///
  /// - Throws: `GitError` with the code `unreadableFile`.
  package func link(at path: RepositoryPath, to target: [UInt8]) throws(GitError) {
    try withFolder(above: path) { (folder, name) throws(GitError) in
      let target = target.map { CChar(bitPattern: $0) } + [0]
      guard unsafe symlinkat(target, folder, name) == 0 else { throw Self.unwritable(path) }
    }
  }

  /// Whether there is a folder at a path of the file system, not counting links to one.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path can be written: git itself refuses the others (`verify_path`), and a hostile tree may have them.
  package static func accepts(_ path: RepositoryPath) -> Bool {
    !path.bytes.isEmpty && !path.bytes.contains(0)
      && path.components.allSatisfy { name in
        ![".", "..", ".git"].contains(String(decoding: name, as: UTF8.self).lowercased())
      }
  }

  private func withFolder(
    above path: RepositoryPath, _ body: (CInt, [CChar]) throws(GitError) -> Void
  ) throws(GitError) {
    guard Self.accepts(path) else { throw GitError(.unreadableFile, "\(path) is no path that can be written") }
    var names = path.components.map { name in name.map { CChar(bitPattern: $0) } + [0] }
    let last = names.removeLast()
    var folder = unsafe openat(AT_FDCWD, self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Self.unwritable(path) }
    defer { close(folder) }
    for name in names {
      if unsafe mkdirat(folder, name, 0o755) != 0, errno != EEXIST { throw Self.unwritable(path) }
      let next = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw Self.unwritable(path) }
      close(folder)
      folder = next
    }
    try body(folder, last)
  }

  private static func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let count = unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
      #else
        let count = unsafe Darwin.write(file, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  private static func unwritable(_ path: RepositoryPath) -> GitError {
    let number = errno
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return GitError(
      .unreadableFile, "\(path) cannot be written to a scratch folder: \(reason)",
      help: "see to the space and the permissions of the folder for temporary files (TMPDIR)")
  }
}
