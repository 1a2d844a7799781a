internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy

/// Who owns, writes and reads each topic: the file that the policy names under `topics`.
struct TopicRegister {
  /// The file as it is shown.
  let path: String
  private(set) var topics: [String: Topic] = [:]
  /// What every name of a topic has to fit.
  private(set) var naming: String?
  /// What is wrong with the file.
  private(set) var faults: [PolicyFault] = []

  struct Topic {
    let name: String
    var owners: [String]
    let producers: [String]?
    let consumers: [String]?
    let place: Place
  }

  /// What the file is held to.
  static let schema = DocumentSchema(PackageResources.topics_schema_json)

  init(_ bytes: [UInt8], path: String) {
    self.path = path
    let document: Document
    do throws(DocumentError) {
      document = try SchemaText.document(bytes, path: path)
    } catch {
      faults = [
        PolicyFault(
          message: error.message, place: Place(error.range, of: SourceText(bytes), path: path), help: error.help)
      ]
      return
    }
    faults = Self.schema.faults(of: document, path: path)
    guard faults.isEmpty else { return }
    naming = document.root["naming"]?.string
    for (name, entry, range) in Self.entries(of: document.root["topics"]) {
      let topic = Topic(
        name: name, owners: Self.texts(entry["owner"]) ?? [], producers: Self.texts(entry["producers"]),
        consumers: Self.texts(entry["consumers"]), place: Place(range, of: document.source, path: path))
      if topics[name] == nil {
        topics[name] = topic
      } else {
        for owner in topic.owners where topics[name]?.owners.contains(owner) == false {
          topics[name]?.owners.append(owner)
        }
      }
    }
  }

  /// The topics by name, of a mapping or of a list of mappings with a `name`.
  private static func entries(of topics: Node?) -> [(name: String, entry: Node, range: SourceRange)] {
    if let object = topics?.object { return object.map { ($0.key, $0.value, $0.keyRange) } }
    return topics?.array.map(Array.init)?.compactMap { element in
      element["name"]?.string.map { ($0, element, element["name"]?.range ?? element.range) }
    } ?? []
  }

  private static func texts(_ node: Node?) -> [String]? {
    guard let node else { return nil }
    return node.string.map { [$0] } ?? node.array?.compactMap(\.string)
  }
}
