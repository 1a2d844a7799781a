internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The calls of POSIX that give a file another name.
enum FileNames {
  /// Gives a file another name in one step; what has the name already is gone (rename(2)).
  static func rename(_ path: FilePath, to other: FilePath) throws(Errno) {
    try call {
      unsafe path.withPlatformString { path in
        unsafe other.withPlatformString { other in unsafe Self.systemRename(path, other) }
      }
    }
  }

  /// Gives a file, or a link itself, a second name (linkat(2)).
  ///
  /// - Throws: `Errno`; `fileExists` where the name is taken.
  static func link(_ path: FilePath, to other: FilePath) throws(Errno) {
    try call {
      unsafe path.withPlatformString { path in
        unsafe other.withPlatformString { other in unsafe linkat(AT_FDCWD, path, AT_FDCWD, other, 0) }
      }
    }
  }

  static func remove(_ path: FilePath) throws(Errno) {
    try call { unsafe path.withPlatformString { path in unsafe unlink(path) } }
  }

  /// Whether this process may write to a file, by its permissions.
  static func isWritable(_ path: FilePath) -> Bool {
    unsafe path.withPlatformString { path in unsafe access(path, W_OK) } == 0
  }

  /// Does what fails with -1, again where a signal came between.
  static func call(_ body: () -> CInt) throws(Errno) {
    while body() != 0 {
      let error = Errno(rawValue: errno)
      guard error == .interrupted else { throw error }
    }
  }

  private static func systemRename(_ path: UnsafePointer<CChar>, _ other: UnsafePointer<CChar>) -> CInt {
    #if canImport(Glibc)
      unsafe Glibc.rename(path, other)
    #else
      unsafe Darwin.rename(path, other)
    #endif
  }
}
