internal import CProcess
internal import OperatingSystem
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file or folder named on the command line that cannot be read or written.
package struct FileProblem: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}

/// Reads and writes what the command line names.
package enum Files {
  /// The policy files of a folder by their names, without its subfolders; each at most so many bytes.
  package static func contents(ofFolder folder: String, limit: Int) throws(FileProblem) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try names(in: folder) where name.hasSuffix(".yml") || name.hasSuffix(".json") {
      contents[name] = try Self.contents(of: folder + "/" + name, limit: limit)
    }
    return contents
  }

  private static func names(in folder: String) throws(FileProblem) -> [String] {
    do {
      return try FolderEntries.read(folder).map(\.name)
    } catch {
      throw FileProblem(description: "\(folder) is not a folder that can be read")
    }
  }

  /// The absolute path of what a path names, without symbolic links, dots and a slash at the end.
  package static func absolutePath(of path: String) throws(FileProblem) -> String {
    do {
      return try Folders.realPath(of: path)
    } catch Errno.noSuchFileOrDirectory {
      throw FileProblem(description: "\(path) cannot be read: there is no such file")
    } catch {
      throw FileProblem(description: "\(path) cannot be read: \(error)")
    }
  }

  /// The plain files below a folder with some endings, sorted, leaving out what begins with a dot.
  package static func paths(
    below folder: String, suffixes: [String], limit: Int
  ) throws(FileProblem) -> [String] {
    var paths: [String] = []
    var folders = [folder]
    var visited = 0
    while let next = folders.popLast() {
      visited += 1
      for name in try names(in: next) where !name.hasPrefix(".") && name != "node_modules" {
        let path = next + "/" + name
        if suffixes.contains(where: name.hasSuffix) {
          if isPlain(path) { paths.append(path) }
        } else if isFolder(path) {
          folders.append(path)
        }
        guard paths.count + visited <= limit else {
          throw FileProblem(description: "\(folder) has more than \(limit) files")
        }
      }
    }
    return paths.sorted()
  }

  /// The bytes of a plain file, of which there may be so many.
  package static func contents(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    do throws(FileReadingError) {
      return try FileReader.read(path, limit: limit)
    } catch {
      throw FileProblem(description: error.description)
    }
  }

  /// The bytes of standard input, of which there may be so many.
  package static func input(limit: Int) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    errno = 0
    while bytes.count <= limit {
      let byte = getchar()
      if byte != EOF {
        bytes.append(UInt8(truncatingIfNeeded: byte))
        continue
      }
      guard errno == 0 else {
        throw FileProblem(description: "standard input cannot be read: \(Errno(rawValue: errno))")
      }
      return bytes
    }
    throw FileProblem(description: "standard input has more than \(limit) bytes")
  }

  /// Makes a folder, and those above it, where there is none.
  package static func makeFolder(_ path: String) throws(FileProblem) {
    do {
      try Folders.make(path)
    } catch {
      throw FileProblem(description: "\(path) cannot be made a folder: \(error)")
    }
  }

  /// The bytes of a plain file; `nil` where there is none of that name.
  package static func contents(ofAny path: String, limit: Int) throws(FileProblem) -> [UInt8]? {
    isThere(path) ? try contents(of: path, limit: limit) : nil
  }

  /// Gives standard input line by line, without the ends of the lines, as it comes, until `take` says `false`.
  ///
  /// Of a line that is longer than the limit only that many bytes are given, and none of it is kept.
  package static func inputLines(limit: Int, _ take: (ArraySlice<UInt8>) throws -> Bool) throws {
    var line: [UInt8] = []
    errno = 0
    while true {
      let byte = getchar()
      if byte == EOF {
        guard errno == 0 else {
          throw FileProblem(description: "standard input cannot be read: \(Errno(rawValue: errno))")
        }
        if !line.isEmpty { _ = try take(line[...]) }
        return
      }
      if byte == Int32(UInt8(ascii: "\n")) {
        guard try take(line[...]) else { return }
        line.removeAll(keepingCapacity: true)
      } else if line.count < limit {
        line.append(UInt8(truncatingIfNeeded: byte))
      }
    }
  }

  /// The next message of standard input with the header of the Language Server Protocol (3.17, "Base Protocol"); `nil` at
  /// the end.
  ///
  /// - Throws: `FileProblem` for a header without a length, or with one that is too large.
  package static func inputMessage() throws -> [UInt8]? {
    var length: Int?
    var isEnd = true
    try inputLines(limit: 1000) { line in
      isEnd = false
      let text = String(decoding: line, as: UTF8.self).lowercased()
      let parts = text.split(separator: ":", maxSplits: 1).map { $0.filter { !" \r".contains($0) } }
      if parts.count == 2, parts[0] == "content-length" { length = Int(parts[1]) }
      return !parts.isEmpty && parts != [""]
    }
    guard !isEnd else { return nil }
    guard let length, (0...messageLimit).contains(length) else {
      throw FileProblem(description: "a message of the editor has no length, or one above \(messageLimit) bytes")
    }
    var message: [UInt8] = []
    message.reserveCapacity(length)
    while message.count < length {
      let byte = getchar()
      guard byte != EOF else { return nil }
      message.append(UInt8(truncatingIfNeeded: byte))
    }
    return message
  }

  private static let messageLimit = 64 << 20

  /// Whether standard input has something to give at once, so that nobody is waiting for an answer.
  package static var isInputReady: Bool { process_input_is_ready() != 0 }

  /// Writes a file whole, or leaves what is there as it is.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    try writing { () throws(FileWritingError) in try FileWriter.write(bytes, to: path) }
  }

  /// Does what writes files, and says why it could not.
  static func writing<Result>(_ body: () throws(FileWritingError) -> Result) throws(FileProblem) -> Result {
    do throws(FileWritingError) {
      return try body()
    } catch {
      throw FileProblem(description: error.description)
    }
  }

  package static func writeToOutput(_ bytes: [UInt8]) throws(FileProblem) {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch {
      throw FileProblem(description: "the report cannot be written: \(error)")
    }
  }

  /// Says something beside the report.
  ///
  /// Nobody may be listening, and then there is nothing left to do about it.
  package static func say(_ text: String) {
    do {
      try FileDescriptor.standardError.writeAll(Array(text.utf8))
    } catch {
      return
    }
  }
}
