internal import Changes
internal import Documents
internal import Findings
internal import Git

/// The file that says who produces and who consumes each topic.
package struct TopicRegister: Sendable {
  package struct Topic: Sendable, Equatable {
    package let name: String
    package let producers: [String]
    package let consumers: [String]

    /// Where its name is written.
    let range: SourceRange
  }

  package let topics: [Topic]

  /// The services by the names of their policies and roles.
  package let services: [String: String]
  let source: SourceText
  let path: RepositoryPath

  /// - Throws: a `DocumentError` for what is no YAML.
  init(_ bytes: [UInt8], path: RepositoryPath) throws(DocumentError) {
    source = SourceText(bytes)
    self.path = path
    let root = try Document.yaml(source).root
    var topics: [Topic] = []
    for member in root["topics"]?.object.map(Array.init) ?? [] {
      topics.append(
        Topic(
          name: member.key, producers: Self.names(member.value["producers"]),
          consumers: Self.names(member.value["consumers"]), range: member.keyRange))
    }
    self.topics = topics
    var services: [String: String] = [:]
    for member in root["principals"]?.object.map(Array.init) ?? [] {
      for name in Self.names(member.value) { services[name] = member.key }
    }
    self.services = services
  }

  private static func names(_ node: Node?) -> [String] {
    guard let node else { return [] }
    return node.string.map { [$0] } ?? node.array?.compactMap(\.string) ?? []
  }

  func place(of topic: Topic) -> Place { Place(topic.range, of: source, path: path.description) }

  /// The topics that a service writes to, and those that it reads.
  func topics(of service: String) -> (written: [String], read: [String]) {
    (
      topics.filter { $0.producers.contains(service) }.map(\.name),
      topics.filter { $0.consumers.contains(service) }.map(\.name)
    )
  }
}

/// The addresses of the channels that AsyncAPI documents declare.
enum DeclaredChannels {
  /// The topics that a document has; `nil` where it is no AsyncAPI document.
  static func names(in bytes: [UInt8], path: RepositoryPath) throws(DocumentError) -> [String]? {
    let source = SourceText(bytes)
    let root = try path.name.hasSuffix(".json") ? Document.json(source).root : Document.yaml(source).root
    guard root["asyncapi"] != nil else { return nil }
    // Up to version 2 the key is the address; from 3 on `address` is, and the key is a name.
    return (root["channels"]?.object.map(Array.init) ?? []).map { $0.value["address"]?.string ?? $0.key }
  }
}
