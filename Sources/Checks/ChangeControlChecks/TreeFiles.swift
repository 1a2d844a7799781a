internal import Changes
internal import Documents
package import Findings
internal import Git

/// A file of one side of a change.
enum TreeFile {
  case absent
  case bytes([UInt8])

  /// It could not be read, and why.
  case unreadable(String)
}

/// Something that a rule has to read and that cannot be read.
package struct UnreadableInput: Sendable {
  package let place: Place

  /// What it is and what is wrong, in a phrase.
  package let message: String
  package let help: String?

  init(_ path: RepositoryPath, _ message: String, help: String? = nil) {
    self.init(Place(path: path.description), message, help: help)
  }

  init(_ place: Place, _ message: String, help: String? = nil) {
    (self.place, self.message, self.help) = (place, message, help)
  }
}

extension Snapshot {
  /// The bytes of a file; of a link there are none, since it is not followed.
  func file(_ path: RepositoryPath) -> TreeFile {
    do throws(GitError) {
      guard let version = try version(of: path), version.isPlainFile else { return .absent }
      return .bytes(try bytes(of: path, version, limit: GovernedFileReader.sizeLimit))
    } catch {
      return .unreadable(error.message)
    }
  }

  /// The bytes of a file; `nil` where there is none, or where it cannot be read.
  func bytes(_ path: RepositoryPath) -> [UInt8]? {
    if case .bytes(let bytes) = file(path) { bytes } else { nil }
  }

  /// Whether anything stands at a path.
  func has(_ path: RepositoryPath) -> Bool {
    do throws(GitError) {
      return try version(of: path) != nil
    } catch {
      // What cannot be read is there.
      return true
    }
  }

  /// The files below a folder, or none where it cannot be read.
  func paths(below folder: RepositoryPath) -> [RepositoryPath] {
    do throws(GitError) {
      return try files(below: folder).filter { $0.version.isPlainFile }.map(\.path)
    } catch {
      return []
    }
  }
}

extension RepositoryPath {
  /// The last name as text.
  var name: String { String(decoding: lastComponent, as: UTF8.self) }

  var isMarkdown: Bool {
    let name = name.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".markdown")
  }

  /// The path that a relative one leads to from a folder; `nil` where it points outside the repository.
  static func resolving(_ relative: String, from folder: RepositoryPath) -> RepositoryPath? {
    var parts = folder.components.map { Array($0) }
    for part in relative.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": if parts.popLast() == nil { return nil }
      default: parts.append(Array(part.utf8))
      }
    }
    return RepositoryPath(bytes: Array(parts.joined(separator: [UInt8(ascii: "/")])))
  }
}
