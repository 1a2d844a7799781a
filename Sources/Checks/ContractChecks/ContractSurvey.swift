internal import Changes
internal import Documents
internal import Git
internal import JSONSchema

/// Finds the folders of a repository that have contracts in them, by the names and the content of files.
enum ContractSurvey {
  /// The folders, the outermost of each kind, sorted.
  static func roots(in tree: SurveyedTree) -> [FoundRoot] {
    var room = 500
    let contracts = tree.paths.filter { path in
      guard isCandidate(path) else { return false }
      if hasSchemaName(path) { return true }
      guard room > 0, let bytes = tree.bytes(of: path) else { return false }
      room -= 1
      return isContract(bytes, path)
    }
    let folders = Dictionary(grouping: contracts, by: folder)
    let outermost = RepositoryPath.outermost(of: folders.keys.filter { $0 != .root }.sorted())
    return outermost.map { root in
      FoundRoot(folder: root, files: contracts.filter { $0.hasPrefix(root) })
    }
  }

  /// Whether a file can be a contract: its content decides.
  private static func isCandidate(_ path: RepositoryPath) -> Bool {
    guard !ContractFile.isWithoutEnding(path.bytes), ContractFile.isContract(path.bytes) else { return false }
    return hasSchemaName(path) || path.parent.components.contains { folderNames.contains(word($0)) }
      || ["asyncapi", "openapi", "swagger"].contains { word(path.lastComponent).hasPrefix($0) }
  }

  /// `order.schema.json`, as most tools for schemas name them.
  private static func hasSchemaName(_ path: RepositoryPath) -> Bool {
    [".schema.json", ".schema.yaml", ".schema.yml", ".jsonschema"].contains { SchemaText.hasEnding(path.bytes, $0) }
  }

  private static func isContract(_ bytes: [UInt8], _ path: RepositoryPath) -> Bool {
    do throws(DocumentError) {
      let root = try SchemaText.document(bytes, path: path.description).root
      return root["asyncapi"]?.string != nil || root["openapi"]?.string != nil || root["swagger"]?.string != nil
        || root["$schema"]?.string?.contains("//json-schema.org/") ?? false || PlainSchema.isPlainly(root)
    } catch {
      return false
    }
  }

  /// The folder to name in a policy: the outermost that is named after contracts, else the file's own.
  private static func folder(of path: RepositoryPath) -> RepositoryPath {
    var folder = RepositoryPath.root
    for name in path.parent.components {
      folder = folder.appending(RepositoryPath(bytes: Array(name)))
      if folderNames.contains(word(name)) { return folder }
    }
    return path.parent
  }

  private static func word(_ name: ArraySlice<UInt8>) -> String { String(decoding: name, as: UTF8.self).lowercased() }

  private static let folderNames: Set<String> = [
    "schemas", "schema", "contracts", "contract", "jsonschema", "json-schema", "jsonschemas", "json-schemas",
    "asyncapi",
    "openapi", "events", "messages",
  ]
}
