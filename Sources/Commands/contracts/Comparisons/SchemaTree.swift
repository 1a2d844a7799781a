internal import Documents
internal import Git
internal import JSONSchema

/// The files of a tree, as the documents that references may lead to: by their paths, or by the `$id` of a file.
final class SchemaTree {
  private let tree: ObjectID
  private let repository: Repository
  /// All files that may hold a schema, once somebody has asked for an identifier.
  private var files: [ChangedPath]?
  /// The paths of the files that were found by their identifiers.
  private(set) var paths: [String: String] = [:]

  init(_ tree: ObjectID, of repository: Repository) {
    self.tree = tree
    self.repository = repository
  }

  /// The document of a URI; nil where the tree has none.
  func document(at uri: String) -> Node? {
    do {
      if let path = FileURI.path(of: uri)?.dropFirst() {
        let path = RepositoryPath(String(path))
        return try repository.version(of: path, inTree: tree).flatMap { try parsed(path, $0) }
      }
      return try identified(uri)
    } catch {
      // The reference that leads here is then told of as one that leads to nothing.
      return nil
    }
  }

  /// The document that bears an identifier; only a file with the last part of it in its text can.
  private func identified(_ uri: String) throws -> Node? {
    let name = Array((uri.split(separator: "/").last ?? "").utf8)
    for file in try all() {
      guard let version = file.new, version.mode == .file || version.mode == .executable else { continue }
      let bytes = try repository.blob(version.id, limit: Self.sizeLimit)
      guard SchemaText.contains(bytes, name), let node = parsed(file.path, bytes) else { continue }
      guard SchemaText.identifier(of: node) == uri else { continue }
      paths[uri] = file.path.description
      return node
    }
    return nil
  }

  private func all() throws -> [ChangedPath] {
    if let files { return files }
    let found = try repository.changedPaths(from: nil, to: tree, in: [.root]).filter { file in
      let name = file.path.description.lowercased()
      return [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) }
    }
    files = found
    return found
  }

  private func parsed(_ path: RepositoryPath, _ version: FileVersion) throws -> Node? {
    parsed(path, try repository.blob(version.id, limit: Self.sizeLimit))
  }

  private func parsed(_ path: RepositoryPath, _ bytes: [UInt8]) -> Node? {
    do throws(DocumentError) {
      return try SchemaText.document(bytes, path: path.description).root
    } catch {
      return nil
    }
  }

  private static let sizeLimit = 16 << 20
}
