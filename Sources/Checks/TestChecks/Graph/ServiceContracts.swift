internal import AsyncAPI
internal import Changes
internal import Documents
internal import Git
internal import JSONSchema

/// Who sends and who receives what, as AsyncAPI documents of services say it: the edge that no build tool knows.
struct ServiceContracts {
  private(set) var edges: [WorkspaceEdge] = []
  private let texts: [String: Node]

  /// What one document says that a service does.
  private struct Part {
    let service: String
    let role: Application.Role
    let topic: String
    let file: RepositoryPath

    /// The files that its messages are written in.
    let contracts: [RepositoryPath]
  }

  static func mayBeDocument(_ path: RepositoryPath) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    return [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
  }

  init(_ side: Snapshot, policy: TestPolicy, documents: [RepositoryPath]) throws(GitError) {
    var texts: [String: Node] = [:]
    for path in documents {
      guard let source = try WorkspaceText.read(path, on: side), let root = Self.root(of: source, path) else {
        continue
      }
      texts[Self.uri(of: path)] = root
    }
    self.texts = texts
    let parts = documents.flatMap { self.parts(of: $0, policy) }
    for part in parts {
      for contract in part.contracts { add(contract, of: part, policy) }
    }
    // Where each has a document of its own, the topic connects them.
    for receiver in parts where receiver.role == .receive {
      for sender in parts where sender.role == .send && sender.topic == receiver.topic {
        guard sender.service != receiver.service, Set(sender.contracts).isDisjoint(with: receiver.contracts) else {
          continue
        }
        for contract in sender.contracts { add(contract, of: receiver, policy) }
      }
    }
  }

  private mutating func add(_ contract: RepositoryPath, of part: Part, _ policy: TestPolicy) {
    guard let folder = policy.service(part.service)?.folder, !contract.hasPrefix(folder) else { return }
    edges.append(
      WorkspaceEdge(
        service: part.service, kind: part.role == .send ? .produces : .consumes, target: contract, file: part.file,
        words: part.topic))
  }

  private static func uri(of path: RepositoryPath) -> String { FileURI.uri(ofPath: "/" + path.description) }

  private static func root(of source: SourceText, _ path: RepositoryPath) -> Node? {
    do throws(DocumentError) {
      let isJSON = path.description.hasSuffix(".json")
      return try isJSON ? Document.json(source).root : Document.yaml(source).root
    } catch {
      // What is wrong with a contract is told by the check of contracts.
      return nil
    }
  }

  private func parts(of path: RepositoryPath, _ policy: TestPolicy) -> [Part] {
    guard let root = texts[Self.uri(of: path)],
      let version = root["asyncapi"]?.string.flatMap({ AsyncAPIVersion(rawValue: $0) })
    else { return [] }
    let texts = texts
    var set = DocumentSet { texts[$0] }
    let site = set.add(root, uri: Self.uri(of: path))
    var reader = ApplicationReader(site, version: version, in: set)
    let application = reader.read()
    guard let service = service(of: path, application.title, policy) else { return [] }
    set = reader.set
    return application.operations.compactMap { operation in
      guard let channel = application.channel(named: operation.channel) else { return nil }
      let messages = channel.messages.filter { operation.messages.isEmpty || operation.messages.contains($0.name) }
      var files: [RepositoryPath] = []
      for message in messages {
        var sites = [message.site]
        if case .written(let payload)? = message.payload?.content { sites.append(payload) }
        for site in sites {
          guard let file = FileURI.path(of: Self.home(of: site, in: &set)) else { continue }
          files.append(RepositoryPath(String(file.dropFirst())))
        }
      }
      return Part(
        service: service, role: operation.role, topic: channel.topic ?? channel.name, file: path,
        contracts: Array(Set(files)).sorted())
    }
  }

  /// The document that a value is written in: behind its references, or where the first of them leads that is not read.
  private static func home(of site: Site, in set: inout DocumentSet) -> String {
    if let target = set.target(of: site) { return set.uri(of: target) }
    let uri = set.uri(of: site)
    return set.node(at: site)["$ref"]?.string.map { FileURI.resolve($0, against: uri) } ?? uri
  }

  /// The service whose folder a document is in, or whose name is its title.
  private func service(of path: RepositoryPath, _ title: String, _ policy: TestPolicy) -> String? {
    if let own = policy.services.filter({ path.hasPrefix($0.folder) }).max(by: {
      $0.folder.bytes.count < $1.folder.bytes.count
    }) {
      return own.name
    }
    let name = title.lowercased().split(separator: " ").joined(separator: "-")
    return policy.service(name)?.name
  }
}
