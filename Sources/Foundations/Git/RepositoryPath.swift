/// A path inside a repository: bytes without a zero, names separated by `/`, in no particular encoding.
///
/// Paths are ordered by their bytes, as git orders them. The empty path is the top folder.
package struct RepositoryPath: Hashable, Sendable {
  /// The bytes as they stand in trees.
  package let bytes: [UInt8]

  /// Takes the bytes of a path; slashes at its end are dropped.
  package init(bytes: [UInt8]) {
    var bytes = bytes
    while bytes.last == Self.separator { bytes.removeLast() }
    self.bytes = bytes
  }

  /// Takes the UTF-8 bytes of a text.
  package init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// The top folder.
  package static let root = RepositoryPath(bytes: [])

  /// The path as text; nil when its bytes are not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The names between the slashes.
  package var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.separator) }

  /// The bytes after the last slash.
  package var lastComponent: ArraySlice<UInt8> {
    bytes[(bytes.lastIndex(of: Self.separator).map { $0 + 1 } ?? 0)...]
  }

  /// The path without its last name; the top folder for a path of one name.
  package var parent: RepositoryPath {
    RepositoryPath(bytes: Array(bytes[..<(bytes.lastIndex(of: Self.separator) ?? 0)]))
  }

  /// The path of something in this folder.
  package func appending(_ name: RepositoryPath) -> RepositoryPath {
    if bytes.isEmpty { return name }
    return RepositoryPath(bytes: bytes + [Self.separator] + name.bytes)
  }

  /// Whether the path is the folder or lies in it, at any depth; everything lies in the top folder.
  package func hasPrefix(_ folder: RepositoryPath) -> Bool {
    if folder.bytes.isEmpty { return true }
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || bytes[folder.bytes.count] == Self.separator
  }

  /// The paths that lie in none of the others, sorted and each once.
  package static func outermost(of paths: [RepositoryPath]) -> [RepositoryPath] {
    var outermost: [RepositoryPath] = []
    // A folder precedes what lies in it.
    for path in paths.sorted() where !outermost.contains(where: { path.hasPrefix($0) }) { outermost.append(path) }
    return outermost
  }

  package func hash(into hasher: inout Hasher) {
    // All at once: an array is hashed byte by byte.
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }

  static let separator = UInt8(ascii: "/")
}

extension RepositoryPath: Comparable {
  package static func < (left: RepositoryPath, right: RepositoryPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RepositoryPath: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    self.init(text)
  }
}
