internal import Documents
internal import Findings
internal import Git

/// Collects the schemas that are there no more, with whether the version before said that they would go.
struct RemovedSchemas {
  private let before: ContractLibrary
  private(set) var removals: [SchemaRemoval] = []

  /// Starts with none, from the contracts that the change is based on.
  init(_ before: ContractLibrary) {
    self.before = before
  }

  /// A file is gone.
  mutating func add(file path: RepositoryPath) {
    guard let old = before.document(atPath: path) else { return }
    removals.append(
      SchemaRemoval(
        schema: path.description, artifact: path, pointer: JSONPointer(), place: Place(path: path.description),
        isFileThere: false,
        wasDeprecated: Self.isDeprecated(old)))
  }

  /// A file is there, and is no schema any more.
  mutating func add(schema path: RepositoryPath, place: Place) {
    guard let old = before.document(atPath: path) else { return }
    removals.append(
      SchemaRemoval(
        schema: path.description, artifact: path, pointer: JSONPointer(), place: place, isFileThere: true,
        wasDeprecated: Self.isDeprecated(old)))
  }

  /// A definition of a file is gone.
  mutating func add(definition name: String, _ old: Node, of path: RepositoryPath, place: Place) {
    let root = before.document(atPath: path)
    let keyword = ["$defs", "definitions"].first { root?[$0]?[name] != nil } ?? "$defs"
    removals.append(
      SchemaRemoval(
        schema: "\(path) (\(name))", artifact: path, pointer: JSONPointer([keyword, name]), place: place,
        isFileThere: false,
        wasDeprecated: Self.isDeprecated(old)))
  }

  private static func isDeprecated(_ schema: Node) -> Bool { schema["deprecated"]?.boolean == true }
}
