#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file of the working tree as it is now.
package struct WorkingFile: Hashable, Sendable {
  /// A file, an executable or a symbolic link.
  package let mode: FileMode
  /// The bytes of the file; of a symbolic link those of its target's name, which is not followed.
  package let bytes: [UInt8]
}

extension Repository {
  /// Reads a file of the working tree; nil when there is none at the path, or a folder.
  ///
  /// No symbolic link is followed, neither at the end of the path nor within it: behind one there is no such path.
  ///
  /// - Parameters:
  ///   - path: the path from the top of the working tree.
  ///   - limit: the most bytes that the file may have.
  /// - Returns: mode and bytes.
  /// - Throws: `GitError` with the code `noWorkingTree`, `unreadableFile` or `tooLarge`.
  package func workingFile(_ path: RepositoryPath, limit: Int = objectLimit) throws(GitError) -> WorkingFile? {
    try requireWorkingTree()
    guard let top = workingTree, !path.bytes.contains(0) else { return nil }
    var names = path.components.map { name in name.map { CChar(bitPattern: $0) } + [0] }
    guard let last = names.popLast(), !path.components.contains(Array("..".utf8)[...]) else { return nil }
    var folder = unsafe openat(AT_FDCWD, top, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileBytes.unreadable(top) }
    defer { close(folder) }
    for name in names {
      let next = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { return try absent(path) }
      close(folder)
      folder = next
    }
    return try read(last, in: folder, path, limit: limit)
  }

  func requireWorkingTree() throws(GitError) {
    guard workingTree == nil else { return }
    throw GitError(
      .noWorkingTree, "the repository at \(gitDirectory) has no working tree",
      help: "compare two commits, or clone it without `--bare`")
  }

  private func read(
    _ name: [CChar], in folder: CInt, _ path: RepositoryPath, limit: Int
  ) throws(GitError) -> WorkingFile? {
    var status = stat()
    guard unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return try absent(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return nil
    case S_IFLNK: return WorkingFile(mode: .symbolicLink, bytes: try target(of: name, in: folder, path))
    default:
      // A named pipe must not be waited for, and what became a link meanwhile not be followed.
      let descriptor = unsafe openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileBytes.unreadable(path.description) }
      defer { close(descriptor) }
      let bytes = try FileBytes.read(descriptor, path.description, limit: limit)
      return WorkingFile(mode: status.st_mode & S_IXUSR == 0 ? .file : .executable, bytes: bytes)
    }
  }

  private func target(of name: [CChar], in folder: CInt, _ path: RepositoryPath) throws(GitError) -> [UInt8] {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlinkat(folder, name, &target, target.count)
    guard count >= 0 else { throw FileBytes.unreadable(path.description) }
    return target.prefix(count).map { UInt8(bitPattern: $0) }
  }

  private func absent(_ path: RepositoryPath) throws(GitError) -> WorkingFile? {
    if [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(errno) { return nil }
    throw FileBytes.unreadable(path.description)
  }
}
