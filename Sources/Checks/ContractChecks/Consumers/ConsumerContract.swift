internal import Documents
internal import Git
internal import JSONSchema

/// What a service expects of the messages of an artifact: a schema, or a list of fields.
struct ConsumerContract {
  /// The file of the expectation.
  let path: RepositoryPath
  let service: String
  /// What the file calls the artifact.
  let name: String
  /// The schema that messages have to fit.
  let expectation: Node
  /// Whether it need not be fulfilled before it first was.
  let isPending: Bool

  /// Reads a file below `consumers/`; `nil` where it is none of a service.
  init?(_ document: Node, at path: RepositoryPath, _ layout: ContractLayout) {
    let parts = path.below(layout.consumers).split(separator: UInt8(ascii: "/")).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard parts.count > 1, document.object != nil else { return nil }
    self.path = path
    service = parts[0]
    name = document["artifact"]?.string ?? parts.dropFirst().joined(separator: "/")
    isPending = document["pending"]?.boolean == true
    let isSchema = document["$schema"] != nil || document["type"] != nil || document["properties"] != nil
    guard !isSchema, let fields = document["fields"]?.array else {
      expectation = document
      return
    }
    expectation = Self.schema(requiring: fields.compactMap(\.string))
  }

  /// A schema that asks for fields, which are JSON pointers into the message, or names with dots.
  private static func schema(requiring fields: [String]) -> Node {
    schema(
      of: fields.map { field in
        do throws(JSONPointerError) {
          return try JSONPointer(parsing: field).tokens
        } catch {
          return field.split(separator: ".").map(String.init)
        }
      })
  }

  private static func schema(of paths: [[String]]) -> Node {
    let groups = Dictionary(grouping: paths.filter { !$0.isEmpty }, by: { $0[0] }).sorted { $0.key < $1.key }
    guard !groups.isEmpty else { return true }
    return [
      "type": "object", "required": .array(groups.map { .string($0.key) }),
      "properties": .object(groups.map { ($0.key, schema(of: $0.value.map { Array($0.dropFirst()) })) }),
    ]
  }
}
