internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// The topics that an AsyncAPI document uses, and how.
struct ChannelTopics {
  /// The service whose document it is: what the document calls it, or the folder below the root; nil of a document of
  /// several services.
  let service: String?
  let uses: [Use]

  struct Use {
    let topic: String
    /// Whether the service sends on it, and whether it receives from it, as far as operations say so.
    var sends = false
    var receives = false
    let range: SourceRange
    let source: SourceText
  }

  /// Reads a document of any version; `nil` where it is none.
  ///
  /// Whether it is a correct one other rules say; what is not as the specification has it is passed over.
  init?(_ root: Node, at path: RepositoryPath, below folder: RepositoryPath, _ library: ContractLibrary) {
    guard let version = root["asyncapi"]?.string ?? root["asyncapi"]?.json(), root.object != nil else { return nil }
    let isSecond = version.hasPrefix("2")
    let first = path.below(folder).split(separator: UInt8(ascii: "/")).first.map { String(decoding: $0, as: UTF8.self) }
    service = root["x-service"]?.string ?? (path.parent == folder ? nil : first)
    var uses: [String: Use] = [:]
    for member in root["channels"]?.object.map(Array.init) ?? [] {
      let (channel, _) = Self.resolved(member.value, at: path, library)
      guard let topic = Self.topic(of: channel, key: member.key, isSecond) else { continue }
      var use = Use(topic: topic, range: member.keyRange, source: SourceText(root.tape.source))
      if isSecond {
        // In 2.x the words are those of the clients of the application: what it may subscribe to, the service sends.
        use.sends = channel["subscribe"] != nil
        use.receives = channel["publish"] != nil
      } else {
        for operation in root["operations"]?.object.map(Array.init) ?? [] {
          let (value, file) = Self.resolved(operation.value, at: path, library)
          guard let target = value["channel"] else { continue }
          let isThis =
            Self.resolved(target, at: file, library).node.isSame(as: channel)
            || target["$ref"]?.string == "#/channels/\(member.key)"
          guard isThis else { continue }
          if value["action"]?.string == "send" { use.sends = true }
          if value["action"]?.string == "receive" { use.receives = true }
        }
      }
      uses[topic] = use
    }
    self.uses = uses.values.sorted { $0.topic < $1.topic }
  }

  static func topic(of channel: Node, key: String, _ isSecond: Bool) -> String? {
    if let topic = channel["bindings"]?["kafka"]?["topic"]?.string { return topic }
    if isSecond { return key }
    // An address that is null is not known before the application runs.
    if channel["address"]?.isNull ?? false { return nil }
    return channel["address"]?.string ?? key
  }

  /// What a reference leads to, and the file that it is in; a few steps at most.
  static func resolved(
    _ node: Node, at path: RepositoryPath, _ library: ContractLibrary
  ) -> (node: Node, path: RepositoryPath) {
    var (node, path) = (node, path)
    for _ in 0..<8 {
      guard let text = node["$ref"]?.string else { break }
      let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      var file = path
      if let name = parts.first, !name.isEmpty {
        guard let found = library.path(of: FileURI.resolve(name, against: ContractLibrary.uri(of: path))) else { break }
        file = found
      }
      guard let root = library.document(atPath: file) else { break }
      do throws(JSONPointerError) {
        guard let target = root[try JSONPointer(parsing: parts.count > 1 ? parts[1] : "")] else { break }
        (node, path) = (target, file)
      } catch {
        break
      }
    }
    return (node, path)
  }
}

extension Node {
  /// Whether it is the same place of the same text.
  fileprivate func isSame(as other: Node) -> Bool { index == other.index && tape.source == other.tape.source }
}
