internal import SystemPackage

/// Why a file was not read.
package struct FileReadingError: Error, CustomStringConvertible {
  /// One sentence in lower case, with the path and the reason.
  package let description: String

  fileprivate init(_ path: String, _ reason: String) { description = "\(path) \(reason)" }
}

/// Reads regular files whole.
package enum FileReader {
  /// The bytes of a regular file, of which there may be so many.
  ///
  /// A link is refused: to pass over one that leads nowhere would let defaults apply where a policy was meant to be given.
  /// So is a pipe, which would never end.
  package static func read(_ path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    let bytes: [UInt8]?
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
      bytes = try file.closeAfter {
        let status = try Stat(file)
        return status.type == .regular ? try read(file, size: Int(status.size), limit: limit) : nil
      }
    } catch Errno.tooManySymbolicLinkLevels, Errno.noSuchAddressOrDevice {
      throw FileReadingError(path, "is not a regular file")
    } catch Errno.noSuchFileOrDirectory {
      throw FileReadingError(path, "cannot be read: there is no such file")
    } catch Errno.permissionDenied {
      throw FileReadingError(path, "cannot be read; see to its permissions")
    } catch {
      throw FileReadingError(path, "cannot be read: \(error)")
    }
    guard let bytes else { throw FileReadingError(path, "is not a regular file") }
    guard bytes.count <= limit else { throw FileReadingError(path, "has more than \(limit) bytes") }
    return bytes
  }

  /// All bytes of a file, or a few more than the limit: one that grows while it is read is not read for ever.
  private static func read(_ file: FileDescriptor, size: Int, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let wanted = min(max(size - bytes.count, 4096), limit + 1)
      let piece = try unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    return bytes
  }
}
