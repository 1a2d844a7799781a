internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file beside the one that it is to become: written, on the disk, and locked, so that nobody else takes its name.
///
/// Its name is always the same, `.NAME.new`, so that what a killed process left behind is found and removed by the next
/// one; a lock (flock(2)), which ends with its process, tells the one from the other.
struct NewContents: ~Copyable {
  private let path: FilePath
  private let descriptor: FileDescriptor

  /// Makes the file.
  ///
  /// - Parameters:
  ///   - bytes: all that it has.
  ///   - target: what it is to become.
  ///   - status: what stands there, whose owner and permissions it gets; `nil` where nothing does.
  ///   - permissions: those that it gets whatever stands there.
  /// - Throws: `Errno`.
  init(
    _ bytes: [UInt8], for target: FilePath, replacing status: Stat?, permissions: FilePermissions?
  ) throws(Errno) {
    let path = Self.path(beside: target)
    let file = try Self.lockedFile(at: path)
    do throws(Errno) {
      if let status { try Self.keepOwner(status, of: file) }
      if let permissions = permissions ?? status?.permissions {
        try FileNames.call { fchmod(file.rawValue, permissions.rawValue) }
      }
      try Self.write(bytes, to: file)
      try Self.sync(file)
    } catch {
      Self.remove(path)
      close(file.rawValue)
      throw error
    }
    self.path = path
    descriptor = file
  }

  deinit {
    // What was written is on the disk already.
    close(descriptor.rawValue)
  }

  /// Takes the place of the target, whatever stands there.
  consuming func replace(_ target: FilePath) throws(Errno) {
    do throws(Errno) {
      try FileNames.rename(path, to: target)
    } catch {
      Self.remove(path)
      throw error
    }
  }

  /// Takes the name of the target where it is free.
  ///
  /// - Returns: whether it was.
  consuming func create(_ target: FilePath) throws(Errno) -> Bool {
    do throws(Errno) {
      try FileNames.link(path, to: target)
    } catch .fileExists {
      Self.remove(path)
      return false
    } catch .notPermitted, .notSupported, .noFunction {
      // A file system without hard links: between the look and the renaming another process may come.
      guard try FileDestination.status(of: target) == nil else {
        Self.remove(path)
        return false
      }
      try replace(target)
      return true
    } catch {
      Self.remove(path)
      throw error
    }
    Self.remove(path)
    return true
  }

  private static func remove(_ path: FilePath) {
    do throws(Errno) {
      try FileNames.remove(path)
    } catch {
      // The next one to write here removes it.
      return
    }
  }

  /// Makes the names in the folder of a file survive a loss of power, where the file system can.
  static func syncFolder(of target: FilePath) {
    do throws(Errno) {
      let folder = try opened(self.folder(of: target), .readOnly, [.directory, .closeOnExec])
      defer { close(folder.rawValue) }
      try sync(folder)
    } catch {
      return
    }
  }

  private static func path(beside target: FilePath) -> FilePath {
    let name = target.lastComponent?.string ?? ""
    // A name has at most 255 bytes.
    return folder(of: target).appending(name.utf8.count <= 240 ? ".\(name).new" : ".signalbox.new")
  }

  private static func folder(of target: FilePath) -> FilePath {
    let folder = target.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  private static func lockedFile(at path: FilePath) throws(Errno) -> FileDescriptor {
    for _ in 0..<1000 {
      let isNew: Bool
      let file: FileDescriptor
      do throws(Errno) {
        file = try opened(
          path, .writeOnly, [.create, .exclusiveCreate, .noFollow, .closeOnExec],
          [.ownerReadWrite, .groupRead, .otherRead])
        isNew = true
      } catch .fileExists {
        do throws(Errno) {
          file = try opened(path, .readOnly, [.noFollow, .nonBlocking, .closeOnExec])
        } catch .noSuchFileOrDirectory {
          continue
        }
        isNew = false
      }
      do throws(Errno) {
        try lock(file)
        if try isNamed(file, path) {
          if isNew { return file }
          // Its process has ended without it.
          try FileNames.remove(path)
        }
      } catch {
        close(file.rawValue)
        throw error
      }
      close(file.rawValue)
    }
    throw Errno.resourceTemporarilyUnavailable
  }

  /// Waits until no other process has the lock; a file system without locks has one writer at a time, it is hoped.
  private static func lock(_ file: FileDescriptor) throws(Errno) {
    do throws(Errno) {
      try FileNames.call { flock(file.rawValue, LOCK_EX) }
    } catch .noLocks, .notSupported, .noFunction, .invalidArgument {
      return
    }
  }

  private static func isNamed(_ file: FileDescriptor, _ path: FilePath) throws(Errno) -> Bool {
    let own = try Stat(file)
    guard let named = try FileDestination.status(of: path) else { return false }
    return own.inode == named.inode && own.deviceID == named.deviceID
  }

  private static func keepOwner(_ status: Stat, of file: FileDescriptor) throws(Errno) {
    let own = try Stat(file)
    guard own.userID != status.userID || own.groupID != status.groupID else { return }
    // Only root may give a file away; anybody else's is then the writer's own, as with `cp`.
    _ = fchown(file.rawValue, status.userID.rawValue, status.groupID.rawValue)
  }

  static func write(_ bytes: [UInt8], to file: FileDescriptor) throws(Errno) {
    do {
      _ = try file.writeAll(bytes)
    } catch let error as Errno {
      throw error
    } catch {
      throw Errno.ioError
    }
  }

  static func opened(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
    _ permissions: FilePermissions? = nil
  ) throws(Errno) -> FileDescriptor {
    do {
      return try FileDescriptor.open(path, mode, options: options, permissions: permissions)
    } catch let error as Errno {
      throw error
    } catch {
      throw Errno.ioError
    }
  }

  private static func sync(_ file: FileDescriptor) throws(Errno) {
    do throws(Errno) {
      try FileNames.call { fsync(file.rawValue) }
    } catch .invalidArgument, .notSupported {
      return
    }
  }
}
