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
  /// The files of a folder by their names, without its subfolders; each at most so many bytes.
  static func contents(ofFolder folder: String, limit: Int) throws(FileProblem) -> [String: [UInt8]] {
    do {
      var contents: [String: [UInt8]] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        let path = folder + "/" + name
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard attributes[.type] as? FileAttributeType == .typeRegular, name.hasSuffix(".yml") else { continue }
        guard let size = attributes[.size] as? Int, size <= limit, let data = FileManager.default.contents(atPath: path)
        else { throw FileProblem(description: "\(path) cannot be read, or has more than \(limit) bytes") }
        contents[name] = Array(data)
      }
      return contents
    } catch let problem as FileProblem {
      throw problem
    } catch {
      throw FileProblem(description: "the folder \(folder) cannot be read: \(error)")
    }
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

  /// Writes behind what a file already has; how much that is, in bytes, decides what is written.
  static func append(to path: String, _ bytes: (_ size: Int) -> [UInt8]) throws(FileProblem) {
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .append, .closeOnExec],
        permissions: .ownerReadWrite.union([.groupRead, .otherRead]))
      try file.closeAfter { _ = try file.writeAll(bytes(Int(try file.seek(offset: 0, from: .end)))) }
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
