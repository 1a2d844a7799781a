package import Changes
package import Documents
internal import Git
internal import JSONSchema

/// The schemas of the messages on each topic, by the AsyncAPI documents of one state of the contracts.
package struct TopicSchemas {
  private var schemas: [String: [(name: String?, schema: Schema)]] = [:]
  private var libraries: [(library: ContractLibrary, policy: ContractPolicy)] = []
  /// The artifacts that headers name, as far as they were looked for; nil where there is none.
  private var artifacts: [String: Schema?] = [:]

  /// Topics whose messages cannot be judged, each with why.
  package private(set) var problems: [String: String] = [:]

  package init(_ state: Snapshot, policy: ContractPolicy) {
    let contents = ContractContents()
    for own in policy.roots {
      let library = ContractLibrary(state, own, contents)
      libraries.append((library, own))
      for file in library.allFiles().map(\.path) where ContractFile.isContract(file.bytes) {
        guard let root = library.document(atPath: file), root["asyncapi"] != nil else { continue }
        for channel in ChannelTopics.channels(of: root, at: file, library) {
          take(channel, library, own)
        }
      }
    }
  }

  private mutating func take(
    _ channel: (topic: String, messages: [(node: Node, path: RepositoryPath)]), _ library: ContractLibrary,
    _ policy: ContractPolicy
  ) {
    for (message, path) in channel.messages {
      guard let payload = message["payload"] else {
        problems[channel.topic] = "a message has no payload"
        continue
      }
      // From 3.0 on a payload can be a schema with its format beside it.
      let isMulti = payload["schemaFormat"] != nil && payload["schema"] != nil
      let format = (isMulti ? payload["schemaFormat"] : message["schemaFormat"])?.string ?? ""
      guard format.isEmpty || format.contains("schema+") || format.contains("asyncapi") else {
        problems[channel.topic] = "its schemas are of the format `\(format)`"
        continue
      }
      let node = isMulti ? payload["schema"] ?? payload : payload
      var resources = SchemaResources(
        defaultDraft: Self.draft(of: format), dialects: policy.schemas.dialects, unresolved: .opaque
      ) { library.document(at: $0) }
      do throws(SchemaError) {
        guard let root = library.document(atPath: path) else { continue }
        let document = try resources.add(root, uri: ContractLibrary.uri(of: path)).document
        let location = Location(Int(document), node.index)
        try resources.walkIfNew(location)
        let schema = try Schema(at: location, in: &resources, options: policy.schemas.options)
        schemas[channel.topic, default: []].append(((message["name"] ?? message["messageId"])?.string, schema))
      } catch {
        problems[channel.topic] = error.message
      }
    }
  }

  private static func draft(of format: String) -> Draft {
    Draft.allCases.last { format.hasSuffix($0.name) } ?? .draft7
  }

  /// Judges a message by the schemas of its topic.
  ///
  /// Headers decide where they name a schema, or a message of the topic; else each message of the topic will do.
  ///
  /// - Parameters:
  ///   - message: the payload.
  ///   - topic: the topic that it is on.
  ///   - headers: its headers.
  /// - Returns: why it is none of them; `nil` where it is one.
  /// - Throws: `UnknownTopic` where it is not known what is on the topic.
  package mutating func misfit(
    _ message: Node, on topic: String, headers: [(name: String, value: String)] = []
  ) throws(UnknownTopic) -> Misfit? {
    if let id = Self.schemaID(in: headers) {
      guard let schema = artifact(named: id) else { throw UnknownTopic(why: "no schema has the id `\(id)`") }
      return Self.misfit(message, among: [schema])
    }
    guard let all = schemas[topic], !all.isEmpty else {
      throw UnknownTopic(why: problems[topic] ?? "no AsyncAPI document has a channel `\(topic)`")
    }
    let named = all.filter { entry in headers.contains { $0.value == entry.name } }
    return Self.misfit(message, among: (named.isEmpty ? all : named).map(\.schema))
  }

  /// The id of a schema in a header such as `schemaId`; the number that a registry gives one is not known here.
  private static func schemaID(in headers: [(name: String, value: String)]) -> String? {
    headers.first { name, value in
      name.lowercased().contains("schema") && !value.isEmpty && !value.allSatisfy(\.isNumber)
    }?.value
  }

  /// The schema of an `$id`, of a path, or of a name that is one artifact's alone.
  private mutating func artifact(named id: String) -> Schema? {
    if let known = artifacts[id] { return known }
    let found = libraries.compactMap { library, policy -> Schema? in
      let paths = library.allFiles().map(\.path)
      let named = library.path(of: id).map { [$0] } ?? []
      let layout = ContractLayout(root: policy.root)
      let exact = named + paths.filter { $0.description == id || Self.identifier(of: $0, library) == id }
      let candidates = exact.isEmpty ? layout.artifacts(named: id, among: paths) : exact
      guard Set(candidates).count == 1, let root = library.document(atPath: candidates[0]) else { return nil }
      var resources = SchemaResources(
        defaultDraft: policy.schemas.draft, dialects: policy.schemas.dialects, unresolved: .opaque
      ) { library.document(at: $0) }
      do throws(SchemaError) {
        let location = try resources.add(root, uri: ContractLibrary.uri(of: candidates[0]))
        return try Schema(at: location, in: &resources, options: policy.schemas.options)
      } catch {
        return nil
      }
    }
    artifacts[id] = .some(found.count == 1 ? found[0] : nil)
    return found.count == 1 ? found[0] : nil
  }

  private static func identifier(of path: RepositoryPath, _ library: ContractLibrary) -> String? {
    guard ContractFile.isContract(path.bytes) else { return nil }
    return library.document(atPath: path).flatMap { SchemaText.identifier(of: $0) }
  }

  private static func misfit(_ message: Node, among schemas: [Schema]) -> Misfit? {
    var first: Misfit?
    for schema in schemas {
      do throws(EvaluationError) {
        if try schema.isValid(message) { return nil }
        let failure = try schema.evaluate(message, room: 20).failures.first
        first = first ?? Misfit(message: failure?.message ?? "it does not fit", at: failure?.instanceLocation)
      } catch {
        first = first ?? Misfit(message: error.message, at: nil)
      }
    }
    return first
  }

  /// What is wrong with a message; equal for messages of one class.
  package struct Misfit: Hashable, Sendable {
    package let description: String

    init(message: String, at place: JSONPointer?) {
      // Of an element of an array the place would be another one for each message.
      let tokens = place?.tokens.map { $0.allSatisfy(\.isNumber) ? "*" : $0 } ?? []
      description = tokens.isEmpty ? message : "\(message), at \(JSONPointer(tokens))"
    }
  }

  /// Of a topic it is not known what its messages are.
  package struct UnknownTopic: Error, Sendable {
    package let why: String
  }
}

extension ChannelTopics {
  /// The channels of a document with their messages, references followed.
  static func channels(
    of root: Node, at path: RepositoryPath, _ library: ContractLibrary
  ) -> [(topic: String, messages: [(node: Node, path: RepositoryPath)])] {
    let isSecond = (root["asyncapi"]?.string ?? "").hasPrefix("2")
    return root["channels"]?.object.map(Array.init)?.compactMap { member in
      let (channel, file) = resolved(member.value, at: path, library)
      guard let topic = topic(of: channel, key: member.key, isSecond) else { return nil }
      var found: [Node] = []
      if isSecond {
        for operation in ["subscribe", "publish"] {
          guard let message = channel[operation]?["message"] else { continue }
          found += message["oneOf"]?.array.map(Array.init) ?? [message]
        }
      } else {
        found = channel["messages"]?.object?.map(\.value) ?? []
      }
      return (topic, found.map { resolved($0, at: file, library) })
    } ?? []
  }
}
