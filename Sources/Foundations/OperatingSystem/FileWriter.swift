package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a file was not written; what was there before is whole.
package struct FileWritingError: Error, CustomStringConvertible {
  /// One sentence in lower case, with the path and the reason.
  package let description: String

  init(_ path: String, _ error: Errno) {
    description = "\(path) cannot be written: \(error)"
  }
}

/// Writes files so that others see them as they were or whole, whatever ends this process or fills the disk.
///
/// The bytes go into a file beside the one that is meant, to the disk, and then take its name. Permissions stay, and the
/// owner where this process may give files away; of a symbolic link the target is replaced; other hard links keep the
/// old content. What is no regular file is written in place.
package enum FileWriter {
  /// Writes a file, or replaces it.
  ///
  /// - Parameters:
  ///   - bytes: the whole content.
  ///   - path: the file.
  ///   - permissions: those that it gets; by default those of the file that is there, or `rw-r--r--`.
  ///   - followingLinks: whether the target of a symbolic link is meant, or the link.
  /// - Throws: `FileWritingError`; also for a file that is there and may not be written to.
  package static func write(
    _ bytes: [UInt8], to path: String, permissions: FilePermissions? = nil, followingLinks: Bool = true
  ) throws(FileWritingError) {
    do throws(Errno) {
      switch try FileDestination(of: FilePath(path), followingLinks: followingLinks) {
      case .descriptor(let descriptor): try NewContents.write(bytes, to: descriptor)
      case .special(let path): try writeInPlace(bytes, to: path)
      case .regular(let path, let status):
        guard status == nil || FileNames.isWritable(path) else { throw Errno.permissionDenied }
        try NewContents(bytes, for: path, replacing: status, permissions: permissions).replace(path)
        NewContents.syncFolder(of: path)
      }
    } catch {
      throw FileWritingError(path, error)
    }
  }

  /// Writes a file where nothing has its name, not even a link to nowhere.
  ///
  /// - Returns: `false` where something has, which stays as it is.
  /// - Throws: `FileWritingError`.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileWritingError) -> Bool {
    do throws(Errno) {
      let target = FilePath(path)
      guard try FileDestination.status(of: target) == nil else { return false }
      let isCreated = try NewContents(bytes, for: target, replacing: nil, permissions: nil).create(target)
      NewContents.syncFolder(of: target)
      return isCreated
    } catch {
      throw FileWritingError(path, error)
    }
  }

  /// Writes behind what a file already has; how much that is, in bytes, decides what is written.
  ///
  /// What cannot be written whole is taken back.
  /// - Throws: `FileWritingError`.
  package static func append(
    to path: String, _ bytes: (_ size: Int) -> [UInt8]
  ) throws(FileWritingError) {
    do throws(Errno) {
      let file = try NewContents.opened(
        FilePath(path), .writeOnly, [.create, .append, .closeOnExec], [.ownerReadWrite, .groupRead, .otherRead])
      defer { close(file.rawValue) }
      let status = try Stat(file)
      let size = status.type == .regular ? Int(status.size) : 0
      do throws(Errno) {
        try NewContents.write(bytes(size), to: file)
      } catch {
        if status.type == .regular { _ = ftruncate(file.rawValue, off_t(size)) }
        throw error
      }
    } catch {
      throw FileWritingError(path, error)
    }
  }

  /// Gives a file, or a link itself, a second name that is free; with a file system that has no hard links, another
  /// name.
  ///
  /// - Throws: `FileWritingError`.
  package static func keep(_ path: String, as other: String) throws(FileWritingError) {
    do throws(Errno) {
      do throws(Errno) {
        try FileNames.link(FilePath(path), to: FilePath(other))
      } catch .notPermitted, .notSupported, .noFunction {
        try FileNames.rename(FilePath(path), to: FilePath(other))
      }
    } catch {
      throw FileWritingError(other, error)
    }
  }

  /// Gives a file another name, in place of what has it.
  ///
  /// - Throws: `FileWritingError`.
  package static func move(_ path: String, to other: String) throws(FileWritingError) {
    do throws(Errno) {
      try FileNames.rename(FilePath(path), to: FilePath(other))
    } catch {
      throw FileWritingError(other, error)
    }
  }

  /// Removes a file, or a link itself.
  ///
  /// - Throws: `FileWritingError`.
  package static func remove(_ path: String) throws(FileWritingError) {
    do throws(Errno) {
      try FileNames.remove(FilePath(path))
    } catch {
      throw FileWritingError(path, error)
    }
  }

  /// Whether two paths are names of one file, links not followed.
  package static func isSame(_ path: String, _ other: String) -> Bool {
    do throws(Errno) {
      let one = try FileDestination.status(of: FilePath(path))
      let two = try FileDestination.status(of: FilePath(other))
      guard let one, let two else { return false }
      return one.inode == two.inode && one.deviceID == two.deviceID
    } catch {
      return false
    }
  }

  private static func writeInPlace(_ bytes: [UInt8], to path: FilePath) throws(Errno) {
    let file = try NewContents.opened(path, .writeOnly, [.closeOnExec])
    defer { close(file.rawValue) }
    try NewContents.write(bytes, to: file)
  }
}
