internal import Documents
internal import Findings
internal import Git

/// Collects the schemas that are there no more, and of which the version before did not say that they would go.
struct RemovedSchemas {
  private let before: ContractLibrary
  private(set) var removals: [SchemaRemoval] = []

  /// Starts with none, from the contracts that the change is based on.
  init(_ before: ContractLibrary) {
    self.before = before
  }

  /// A file is gone.
  mutating func add(file path: RepositoryPath) {
    guard let old = before.document(atPath: path), !Self.isDeprecated(old) else { return }
    removals.append(SchemaRemoval(schema: path.description, place: Place(path: path.description), isFileThere: false))
  }

  /// A file is there, and is no schema any more.
  mutating func add(schema path: RepositoryPath, place: Place) {
    guard let old = before.document(atPath: path), !Self.isDeprecated(old) else { return }
    removals.append(SchemaRemoval(schema: path.description, place: place, isFileThere: true))
  }

  /// A definition of a file is gone.
  mutating func add(definition name: String, _ old: Node, of path: RepositoryPath, place: Place) {
    guard !Self.isDeprecated(old) else { return }
    removals.append(SchemaRemoval(schema: "\(path) (\(name))", place: place, isFileThere: false))
  }

  private static func isDeprecated(_ schema: Node) -> Bool { schema["deprecated"]?.boolean == true }
}
