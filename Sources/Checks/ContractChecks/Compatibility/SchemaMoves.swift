internal import Changes
internal import Documents
internal import Git
internal import JSONSchema

/// Which deleted contracts stand elsewhere now.
///
/// A schema is its identifier first, then its content, then its name: the first that finds a partner counts.
struct SchemaMoves {
  /// The old path of a new one.
  private(set) var sources: [RepositoryPath: RepositoryPath] = [:]
  /// The deleted paths that went nowhere.
  private(set) var deleted: [RepositoryPath] = []

  /// Pairs the deleted ones with the added ones among changed contracts.
  init(_ files: [ChangedPath], from old: ContractLibrary, to new: ContractLibrary) {
    var gone = files.filter { $0.old != nil && $0.new == nil }
    var added = files.filter { $0.old == nil && $0.new != nil }
    guard !gone.isEmpty, !added.isEmpty else {
      deleted = gone.map(\.path)
      return
    }
    let identities: [(ContractLibrary, ChangedPath) -> String?] = [
      { library, file in library.document(atPath: file.path).flatMap { SchemaText.identifier(of: $0) } },
      { _, file in (file.old ?? file.new)?.id.description },
      { _, file in file.path.lastComponent.description },
    ]
    for identity in identities {
      var partners: [String: [ChangedPath]] = [:]
      for file in gone { if let key = identity(old, file) { partners[key, default: []].append(file) } }
      for file in added {
        guard let key = identity(new, file), let partner = partners[key]?.first else { continue }
        partners[key]?.removeFirst()
        sources[file.path] = partner.path
      }
      let moved = Set(sources.values)
      gone.removeAll { moved.contains($0.path) }
      added.removeAll { sources[$0.path] != nil }
    }
    deleted = gone.map(\.path)
  }
}
