package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Folders as POSIX has them.
package enum Folders {
  /// The working directory of this process, without symbolic links (getcwd(3)).
  package static var current: String {
    get throws(Errno) { try unsafe string(of: getcwd(nil, 0)) }
  }

  /// The absolute path of what is there, without symbolic links, dots and a slash at the end (realpath(3)).
  package static func realPath(of path: String) throws(Errno) -> String {
    try unsafe string(of: realpath(path, nil))
  }

  /// Makes a folder and those above it; one that is there already stays as it is.
  package static func make(_ path: String) throws(Errno) {
    guard unsafe mkdir(path, 0o777) != 0 else { return }
    let error = Errno(rawValue: errno)
    let parent = FilePath(path).removingLastComponent()
    switch error {
    case .fileExists where kind(of: path) == .directory: return
    case .noSuchFileOrDirectory where !parent.isEmpty && parent != FilePath(path):
      try make(parent.string)
      guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    default: throw error
    }
  }

  /// Makes a folder of a new name that only this user can look into, and answers with its path (mkdtemp(3)).
  package static func makeNew(in parent: String, prefix: String) throws(Errno) -> String {
    // mkdtemp(3) replaces the six X, and asks for exactly these.
    var name = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
    let isMade = unsafe name.withUnsafeMutableBufferPointer { name in
      unsafe name.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    guard isMade else { throw Errno(rawValue: errno) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes what is at a path, with all that is below it; the targets of links stay.
  package static func remove(_ path: String) throws(Errno) { try remove(FilePath(path)) }

  /// A name need not be UTF-8, so it is never made a string.
  private static func remove(_ path: FilePath) throws(Errno) {
    guard try Stat(path, followTargetSymlink: false).type == .directory else { return try FileNames.remove(path) }
    for name in try FolderEntries.names(in: path) { try remove(path.appending(name)) }
    try FileNames.call { unsafe path.withPlatformString { path in unsafe rmdir(path) } }
  }

  /// What is at a path itself, links not followed; `nil` where nothing is.
  package static func kind(of path: String) -> FileType? { status(of: path, followingLinks: false)?.type }

  /// When the content of what a path leads to was changed last, in whole seconds since 1970.
  package static func timeOfChange(of path: String) -> Int? { status(of: path).map { Int($0.st_mtim.tv_sec) } }

  /// What a path leads to, with its size and times; `nil` where it leads nowhere.
  package static func status(of path: String, followingLinks: Bool = true) -> Stat? {
    do {
      return try Stat(FilePath(path), followTargetSymlink: followingLinks)
    } catch {
      return nil
    }
  }

  /// Whether this process may execute a regular file, by its permissions.
  package static func isExecutable(_ path: String) -> Bool {
    unsafe access(path, X_OK) == 0 && status(of: path)?.type == .regular
  }

  /// Takes a string that a function of C allocated.
  private static func string(of text: UnsafeMutablePointer<CChar>?) throws(Errno) -> String {
    guard let text = unsafe text else { throw Errno(rawValue: errno) }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
