internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a path that is written to leads to.
enum FileDestination {
  /// A descriptor that this process has already, by a path such as `/dev/stdout`.
  ///
  /// What it leads to may be a regular file: whoever opened it sees what is written through the descriptor, and not a
  /// new file of the same name.
  case descriptor(FileDescriptor)

  /// What is no regular file: a device, a FIFO.
  case special(FilePath)

  /// A regular file, or a name that is free; behind all links.
  case regular(FilePath, Stat?)

  /// Follows the links at the end of a path.
  ///
  /// - Throws: `Errno`; a folder is `isDirectory`.
  init(of path: FilePath, followingLinks: Bool) throws(Errno) {
    var path = path
    for _ in 0..<Self.linkLimit {
      if let descriptor = Self.descriptor(named: path.string) {
        self = .descriptor(descriptor)
        return
      }
      guard let status = try Self.status(of: path) else {
        self = .regular(path, nil)
        return
      }
      switch status.type {
      case .regular:
        self = .regular(path, status)
        return
      case .symbolicLink where !followingLinks:
        self = .regular(path, nil)
        return
      case .symbolicLink: path = path.removingLastComponent().pushing(try Self.destination(ofLink: path))
      case .directory: throw Errno.isDirectory
      default:
        self = .special(path)
        return
      }
    }
    throw Errno.tooManySymbolicLinkLevels
  }

  /// As many as Linux follows (path_resolution(7)).
  private static let linkLimit = 40

  /// The bytes of the longest path on Linux (`PATH_MAX`).
  private static let pathLimit = 4096

  private static func descriptor(named path: String) -> FileDescriptor? {
    switch path {
    case "/dev/stdout": return .standardOutput
    case "/dev/stderr": return .standardError
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return CInt(path.dropFirst(folder.utf8.count)).map { FileDescriptor(rawValue: $0) }
    }
    return nil
  }

  /// What stands at a path itself; `nil` where nothing does.
  static func status(of path: FilePath) throws(Errno) -> Stat? {
    do throws(Errno) {
      return try Stat(path, followTargetSymlink: false)
    } catch .noSuchFileOrDirectory {
      return nil
    }
  }

  private static func destination(ofLink path: FilePath) throws(Errno) -> FilePath {
    // One byte more tells a path that was cut, and the last one ends it.
    var buffer = [CChar](repeating: 0, count: Self.pathLimit + 2)
    let count = unsafe path.withPlatformString { path in unsafe readlink(path, &buffer, Self.pathLimit + 1) }
    guard count >= 0 else { throw Errno(rawValue: errno) }
    guard count <= Self.pathLimit else { throw Errno.fileNameTooLong }
    return FilePath(platformString: buffer)
  }
}
