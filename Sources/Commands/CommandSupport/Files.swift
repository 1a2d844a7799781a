internal import SystemPackage

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A file or folder named on the command line that cannot be read or written.
struct FileProblem: Error, CustomStringConvertible {
  let description: String
}

/// Reads and writes what the command line names.
enum Files {
  /// The policy files of a folder by their names, without its subfolders; each at most so many bytes.
  static func contents(ofFolder folder: String, limit: Int) throws(FileProblem) -> [String: [UInt8]] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileProblem(description: "the folder \(folder) cannot be read: \(error)")
    }
    var contents: [String: [UInt8]] = [:]
    for name in names where name.hasSuffix(".yml") || name.hasSuffix(".json") {
      contents[name] = try Self.contents(of: folder + "/" + name, limit: limit)
    }
    return contents
  }

  /// The bytes of a file, of which there may be so many.
  static func contents(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    let size: Int64
    do {
      let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
      size = try file.closeAfter { try file.seek(offset: 0, from: .end) }
    } catch {
      throw FileProblem(description: "\(path) cannot be read: \(error)")
    }
    guard size <= limit else {
      throw FileProblem(description: "\(path) has \(size) bytes; at most \(limit) are read")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileProblem(description: "\(path) cannot be read: it is no file")
    }
    return Array(data)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: .ownerReadWrite.union([.groupRead, .otherRead]))
      try file.closeAfter { _ = try file.writeAll(bytes) }
    } catch {
      throw FileProblem(description: "\(path) cannot be written: \(error)")
    }
  }

  static func writeToOutput(_ bytes: [UInt8]) throws(FileProblem) {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch {
      throw FileProblem(description: "the report cannot be written: \(error)")
    }
  }

  /// Says something beside the report.
  ///
  /// Nobody may be listening, and then there is nothing left to do about it.
  static func say(_ text: String) {
    do {
      try FileDescriptor.standardError.writeAll(Array(text.utf8))
    } catch {
      return
    }
  }
}
