internal import Documents
internal import Git
internal import JSONSchema

/// Finds the contracts that may refer to some files, through any number of others.
struct SchemaDependents {
  /// The library in which they stand.
  let library: ContractLibrary

  /// The contracts whose text names one of the files, or one that does, and so on; none of the files themselves.
  ///
  /// A name in a text need not be a reference: whoever is told of a file finds out by resolving what stands there.
  func files(naming start: Set<[UInt8]>, except known: Set<RepositoryPath>) -> [RepositoryPath] {
    var rest = library.files().filter { !known.contains($0.path) }
    var names = start
    var found: [RepositoryPath] = []
    while !names.isEmpty {
      var next: Set<[UInt8]> = []
      var others: [(path: RepositoryPath, version: FileVersion)] = []
      for file in rest {
        guard let bytes = library.bytes(at: file.path, file.version),
          names.contains(where: { SchemaText.contains(bytes, $0) })
        else {
          others.append(file)
          continue
        }
        found.append(file.path)
        next.formUnion(Self.names(of: file.path, bytes))
      }
      names = next
      rest = others
    }
    return found
  }

  /// What a reference to a file ends with: its name, or that of an identifier in it.
  static func names(of path: RepositoryPath, _ bytes: [UInt8]?) -> Set<[UInt8]> {
    var names: Set<[UInt8]> = [Array(path.lastComponent)]
    for identifier in bytes.map(SchemaText.likelyIdentifiers) ?? [] {
      if let name = identifier.split(separator: "/").last { names.insert(Array(name.utf8)) }
    }
    return names
  }
}
