internal import CommandSupport
internal import Documents
internal import JSONSchema

/// The files below a folder, as the documents that references may lead to.
///
/// A reference finds a file by its path, relative to the file it stands in, or by the `$id` of the file.
final class SchemaFolder {
  /// The absolute path of the folder; nothing outside of it is read.
  let root: String

  /// The absolute paths of the files that were found by their identifiers.
  private(set) var paths: [String: String] = [:]

  init(_ path: String) throws(FileProblem) {
    root = try Files.absolutePath(of: path)
  }

  /// The document of a URI; nil where the folder has none.
  func document(at uri: String) -> Node? {
    do throws(FileProblem) {
      if let path = FileURI.path(of: uri) {
        guard path.hasPrefix(root + "/"), !path.split(separator: "/").contains("..") else { return nil }
        guard Files.isPlain(path), try Files.absolutePath(of: path).hasPrefix(root + "/") else { return nil }
        return Self.parsed(path, try Files.contents(of: path, limit: Self.sizeLimit))
      }
      return try identified(uri)
    } catch {
      return nil
    }
  }

  /// The paths of the files that were found by their identifiers, from the folder.
  var shownPaths: [String: String] { paths.mapValues { String($0.dropFirst(root.utf8.count + 1)) } }

  /// The document that bears an identifier.
  private func identified(_ uri: String) throws(FileProblem) -> Node? {
    // Only files that have the last part of the identifier in them can bear it.
    let name = Array((uri.split(separator: "/").last ?? "").utf8)
    for path in try Files.paths(below: root, suffixes: [".json", ".yaml", ".yml"], limit: Self.countLimit) {
      let bytes = try Files.contents(of: path, limit: Self.sizeLimit)
      guard SchemaText.contains(bytes, name), let node = Self.parsed(path, bytes) else { continue }
      guard SchemaText.identifier(of: node) == uri else { continue }
      paths[uri] = path
      return node
    }
    return nil
  }

  private static func parsed(_ path: String, _ bytes: [UInt8]) -> Node? {
    do throws(DocumentError) {
      return try SchemaText.document(bytes, path: path).root
    } catch {
      return nil
    }
  }

  private static let sizeLimit = 16 << 20
  private static let countLimit = 20_000
}
