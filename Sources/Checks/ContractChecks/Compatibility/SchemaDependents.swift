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
  private static func names(of path: RepositoryPath, _ bytes: [UInt8]) -> Set<[UInt8]> {
    names(ofIdentifiersIn: bytes).union([Array(path.lastComponent)])
  }

  /// What references by the identifiers in a text end with.
  static func names(ofIdentifiersIn bytes: [UInt8]) -> Set<[UInt8]> {
    Set(SchemaText.likelyIdentifiers(in: bytes).compactMap { $0.split(separator: "/").last.map { Array($0.utf8) } })
  }
}
