internal import SystemPackage

/// A folder of TZif files, one for each zone, as the system's packages install it.
package struct ZoneFolder: Sendable {
  private let path: String

  /// A folder that somebody names; no variable of the environment leads to another one.
  package init(_ path: String = "/usr/share/zoneinfo") {
    self.path = path
  }

  /// The zone of a name; `UTC` needs no file, so that a bare machine has it, too.
  ///
  /// - Throws: `ZoneError` with the code `invalidName`, `unknown`, `unreadable`, `malformed` or `unsupported`.
  package func zone(named name: String) throws(ZoneError) -> Zone {
    if name == Zone.utc.name { return .utc }
    guard Self.isName(name) else {
      throw ZoneError(.invalidName, "\"\(name.prefix(80))\" is no name of a zone", name: name)
    }
    guard let bytes = try contents(of: name, limit: Self.sizeLimit), bytes.starts(with: Array("TZif".utf8)) else {
      throw ZoneError(.unknown, "there is no zone \"\(name)\"", name: name)
    }
    return try Zone(name: name, tzif: bytes)
  }

  /// The names that the folder lists, sorted; none where it has no list.
  ///
  /// They are for suggestions only: a zone is known by its file.
  package func names() -> [String] {
    for list in ["tzdata.zi", "zone1970.tab", "zone.tab"] {
      do throws(ZoneError) {
        guard let bytes = try contents(of: list, limit: Self.listLimit) else { continue }
        let names = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(Self.name)
        if !names.isEmpty { return names.sorted() }
      } catch {
        // The next list may be readable.
        continue
      }
    }
    return []
  }

  /// The name that a line of a list gives: `Z NAME …`, `L TARGET NAME`, or in tables the third column.
  private static func name(in line: Substring) -> String? {
    guard !line.hasPrefix("#") else { return nil }
    if line.contains("\t") {
      let columns = line.split(separator: "\t")
      return columns.count > 2 ? String(columns[2]) : nil
    }
    let words = line.split(separator: " ")
    switch words.first {
    case "Z" where words.count > 1: return String(words[1])
    case "L" where words.count > 2: return String(words[2])
    default: return nil
    }
  }

  /// Whether a text can be a name: words of letters, digits, `_`, `+` and `-` between strokes.
  ///
  /// So no name leads out of the folder. What a machine's owner has set is no zone that others could know.
  private static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 64, !["localtime", "posixrules"].contains(text) else { return false }
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_+-".utf8.contains(byte)
        }
    }
  }

  /// The bytes of a file of the folder; `nil` where there is no such file.
  private func contents(of name: String, limit: Int) throws(ZoneError) -> [UInt8]? {
    do {
      let file = try FileDescriptor.open(FilePath(path + "/" + name), .readOnly, options: .closeOnExec)
      let bytes = try file.closeAfter {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8192)
        while bytes.count <= limit {
          let count = try unsafe chunk.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
          if count == 0 { break }
          bytes += chunk[..<count]
        }
        return bytes
      }
      guard bytes.count <= limit else {
        throw ZoneError(.malformed, "the file of the zone \(name) has more than \(limit) bytes", name: name)
      }
      return bytes
    } catch let error as ZoneError {
      throw error
    } catch Errno.noSuchFileOrDirectory, Errno.isDirectory, Errno.notDirectory {
      return nil
    } catch {
      throw ZoneError(.unreadable, "the file of the zone \(name) in \(path) cannot be read: \(error)", name: name)
    }
  }

  /// The largest file of a zone that is read, in bytes; the system's have up to 4 KB.
  private static let sizeLimit = 256 * 1024

  /// The largest list of names that is read, in bytes; the system's has about 110 KB.
  private static let listLimit = 1024 * 1024
}

/// Why there is no such zone.
package struct ZoneError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    /// The name is none: empty, too long, or with characters that lead elsewhere.
    case invalidName
    /// No file has the name.
    case unknown
    /// There is a file, and the system does not give it.
    case unreadable
    /// The file is no TZif file.
    case malformed
    /// The file is of a kind that is not read.
    case unsupported
  }

  package let code: Code
  package let message: String

  /// The zone that was asked for.
  package let name: String

  init(_ code: Code, _ message: String, name: String) {
    self.code = code
    self.message = message
    self.name = name
  }
}
