internal import Documents
internal import Git
internal import JSONSchema

/// What was read of contracts, parsed once for all states of them: most files are the same in each.
final class ContractContents {
  /// A file by where it stands, which says how it is read, and by its bytes.
  struct File: Hashable {
    let path: RepositoryPath
    let version: FileVersion
  }

  private var bytes: [File: [UInt8]] = [:]
  private var roots: [File: Node?] = [:]
  private var identifiers: [File: [String]] = [:]

  /// The bytes of a file, which are read when nobody has.
  func bytes(of file: File, _ read: () throws(GitError) -> [UInt8]) throws(GitError) -> [UInt8] {
    if let known = bytes[file] { return known }
    let found = try read()
    bytes[file] = found
    return found
  }

  /// The document of a file; nil where its bytes are none.
  func root(of file: File, _ bytes: [UInt8]) -> Node? {
    if let known = roots[file] { return known }
    let root: Node?
    do throws(DocumentError) {
      root = try SchemaText.document(bytes, path: file.path.description).root
    } catch {
      root = nil
    }
    roots[file] = .some(root)
    return root
  }

  /// The identifiers that stand in a file; none where its bytes are no document.
  func identifiers(of file: File, _ bytes: [UInt8]) -> [String] {
    if let known = identifiers[file] { return known }
    let plain = SchemaText.isYAML(file.path.bytes) ? nil : SchemaNames.identifiers(inJSON: bytes.span)
    let found = plain ?? root(of: file, bytes).map { SchemaNames.identifiers(in: $0) } ?? []
    identifiers[file] = found
    return found
  }
}
