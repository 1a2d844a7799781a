package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The entries of a folder of the file system, as far as the system tells without a look at each.
package struct FolderEntries {
  package struct Entry {
    package let name: String
    package let kind: Kind
  }

  /// What an entry is, by its own name or through the symbolic link that it is.
  package enum Kind {
    case file
    case folder
    case link
    /// A named pipe: to open it for reading waits for a writer.
    case pipe
    case other
  }

  /// The entries but `.` and `..`, in no order; none where there is no such folder.
  ///
  /// Names that are no UTF-8 are repaired.
  package static func of(_ folder: String) -> [Entry] {
    do {
      return try read(folder)
    } catch {
      return []
    }
  }

  /// The entries but `.` and `..`, in no order.
  package static func read(_ folder: String) throws(Errno) -> [Entry] {
    guard let stream = unsafe opendir(folder) else { throw Errno(rawValue: errno) }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      entries.append(Entry(name: name, kind: kind(unsafe entry.pointee.d_type, "\(folder)/\(name)")))
    }
    return entries
  }

  /// The names but `.` and `..`, byte for byte.
  static func names(in folder: FilePath) throws(Errno) -> [FilePath.Component] {
    guard let stream = unsafe folder.withPlatformString({ path in unsafe opendir(path) }) else {
      throw Errno(rawValue: errno)
    }
    defer { unsafe closedir(stream) }
    var names: [FilePath.Component] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          unsafe FilePath.Component(platformString: name)
        }
      }
      if let name, name.kind == .regular { names.append(name) }
    }
    return names
  }

  private static func kind(_ type: UInt8, _ path: String) -> Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return .link
    case Int(DT_FIFO): return .pipe
    case Int(DT_UNKNOWN):
      // Some file systems do not tell.
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { return .other }
      return kind(of: status)
    default: return .other
    }
  }

  /// What a path leads to through symbolic links, with its identity; `nil` where that is nothing.
  package static func target(of path: String) -> (kind: Kind, device: UInt64, inode: UInt64)? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return (kind(of: status), UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino))
  }

  private static func kind(of status: stat) -> Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    case S_IFIFO: .pipe
    default: .other
    }
  }
}
