internal import Documents

/// Reads what a document says of its application; what is wrong with it is left out.
package struct ApplicationReader {
  private var merge: TraitMerge
  private let version: AsyncAPIVersion
  private let root: Site
  private let defaultContentType: String?

  /// The documents that were read on the way.
  package var set: DocumentSet { merge.set }
  /// Whether traits ask for more than they may, so that something is left out.
  package var isExhausted: Bool { merge.isExhausted }

  package init(_ root: Site, version: AsyncAPIVersion, in set: DocumentSet) {
    self.root = root
    self.version = version
    merge = TraitMerge(set, version)
    defaultContentType = set.node(at: root)["defaultContentType"]?.string
  }

  package mutating func read() -> Application {
    let node = merge.set.node(at: root)
    var application = Application(
      version: version, uri: merge.set.uri(of: root), root: root, title: node["info"]?["title"]?.string ?? "",
      release: node["info"]?["version"]?.string)
    application.servers = entries(of: node["servers"], beside: root).map { server($0, $1) }
    for (name, site) in entries(of: node["channels"], beside: root) {
      if version < .v30 {
        readItem(name, site, into: &application)
      } else {
        application.append(channel(name, site))
      }
    }
    let used = Set(application.channels.flatMap(\.messages).map(\.site))
    for (name, site) in entries(of: node["components"]?["messages"], beside: root) where !used.contains(site) {
      application.componentMessages.append(message(name, site))
    }
    if version >= .v30 {
      for (name, site) in entries(of: node["operations"], beside: root) {
        if let operation = operation(name, site, application) { application.operations.append(operation) }
      }
    }
    return application
  }

  /// The members of a map, each at what it leads to.
  private mutating func entries(of map: Node?, beside site: Site) -> [(String, Site)] {
    (map?.object.map(Array.init) ?? []).compactMap { member in
      guard !member.key.hasPrefix("x-"), member.value.object != nil else { return nil }
      return merge.set.target(of: merge.set.site(of: member.value, beside: site)).map { (member.key, $0) }
    }
  }

  private mutating func target(_ node: Node?, beside site: Site) -> Site? {
    node.flatMap { merge.set.target(of: merge.set.site(of: $0, beside: site)) }
  }

  // MARK: Servers

  private mutating func server(_ name: String, _ site: Site) -> Application.Server {
    let node = merge.set.node(at: site)
    return Application.Server(
      name: name, site: site, protocolName: node["protocol"]?.string ?? "",
      address: node["url"]?.string ?? (node["host"]?.string ?? "") + (node["pathname"]?.string ?? ""),
      security: security(node["security"], beside: site),
      hasSchemaRegistry: bindings(target(node["bindings"], beside: site))["kafka"]?["schemaRegistryUrl"] != nil)
  }

  /// Each alternative by what it asks for: the names of 2.x, the scheme itself of 3.x.
  private mutating func security(_ list: Node?, beside site: Site) -> [String] {
    (list?.array.map(Array.init) ?? []).map { alternative in
      if version < .v30 { return sorted(alternative).json() }
      guard let target = target(alternative, beside: site) else { return alternative.json() }
      let name = alternative["$ref"]?.string?.split(separator: "/").last.map(String.init) ?? ""
      let scheme = merge.set.node(at: target)
      let scopes = scheme["scopes"].map { " \($0.json())" } ?? ""
      return name.isEmpty ? sorted(scheme).json() : "\(name)\(scopes)"
    }
  }

  private func sorted(_ node: Node) -> Node {
    node.object.map { .object($0.inKeyOrder.map { ($0.key, $0.value) }) } ?? node
  }

  private mutating func bindings(_ site: Site?) -> [String: Node] {
    guard let site, let members = merge.set.node(at: site).object else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
  }

  // MARK: Channels

  private mutating func channel(_ name: String, _ site: Site) -> Application.Channel {
    let node = merge.set.node(at: site)
    let servers = node["servers"]?.array.map { list in
      list.compactMap { $0["$ref"]?.string?.split(separator: "/").last.map(String.init) }
    }
    return Application.Channel(
      name: name, site: site, address: node["address"]?.string,
      messages: entries(of: node["messages"], beside: site).map { message($0, $1) },
      servers: servers.flatMap { $0.isEmpty ? nil : $0 }, bindings: bindings(target(node["bindings"], beside: site)),
      parameters: parameters(of: node["address"]?.string, node["parameters"], beside: site))
  }

  /// The parameters that an address names.
  private mutating func parameters(
    of address: String?, _ declared: Node?, beside site: Site
  ) -> [Application.Parameter] {
    let names = address.flatMap { MeaningReader.expressions(in: $0) } ?? []
    return names.map { name in
      let node = target(declared?[name], beside: site).map { merge.set.node(at: $0) }
      let values = (node?["enum"] ?? node?["schema"]?["enum"])?.array?.compactMap(\.string)
      return Application.Parameter(name: name, values: values)
    }
  }

  /// A channel of 2.x with its operations.
  private mutating func readItem(_ name: String, _ site: Site, into application: inout Application) {
    let node = merge.set.node(at: site)
    var messages: [Application.Message] = []
    for (word, role) in [("subscribe", Application.Role.send), ("publish", .receive)] {
      guard let place = target(node[word], beside: site) else { continue }
      let merged = merge.merged(place)
      var names: [String] = []
      for (title, message) in oldMessages(merge.set.node(at: place)["message"], beside: place) {
        // The same message may be sent and received.
        if let known = messages.first(where: { $0.site == message }) {
          names.append(known.name)
          continue
        }
        let unique = messages.contains { $0.name == title } ? "\(title) (\(word))" : title
        messages.append(self.message(unique, message))
        names.append(unique)
      }
      let title = text(merged.fields["operationId"]) ?? "\(word) of \(name)"
      application.operations.append(
        Application.Operation(
          name: title, site: place, role: role, channel: name, messages: names,
          security: security(value(merged.fields["security"]), beside: place), reply: nil))
    }
    application.append(
      Application.Channel(
        name: name, site: site, address: name, messages: messages,
        servers: node["servers"]?.array.map { $0.compactMap(\.string) }.flatMap { $0.isEmpty ? nil : $0 },
        bindings: bindings(target(node["bindings"], beside: site)),
        parameters: parameters(of: name, node["parameters"], beside: site)))
  }

  /// The messages of an operation of 2.x with their names.
  private mutating func oldMessages(_ node: Node?, beside site: Site) -> [(String, Site)] {
    guard let node else { return [] }
    let choice = target(node, beside: site).flatMap { place in
      merge.set.node(at: place)["oneOf"]?.array.map { ($0.map { merge.set.site(of: $0, beside: place) }) }
    }
    let sites = choice ?? [merge.set.site(of: node, beside: site)]
    var found: [(String, Site)] = []
    for (number, place) in sites.enumerated() {
      guard let target = merge.set.target(of: place), merge.set.node(at: target).object != nil else { continue }
      let written = merge.set.node(at: place)["$ref"]?.string?.split(separator: "/").last.map(String.init)
      let message = merge.set.node(at: target)
      let name = message["messageId"]?.string ?? message["name"]?.string ?? written ?? "message \(number + 1)"
      found.append((name, target))
    }
    return found
  }

  // MARK: Messages

  private func text(_ value: MergedObject.Value?) -> String? { self.value(value)?.string }

  private func value(_ value: MergedObject.Value?) -> Node? {
    switch value {
    case .written(let site): merge.set.node(at: site)
    case .merged(let node): node
    case nil: nil
    }
  }

  private mutating func message(_ name: String, _ site: Site) -> Application.Message {
    let fields = merge.merged(site).fields
    var examples: [Site] = []
    if case .written(let list)? = fields["examples"] {
      examples = (merge.set.node(at: list).array.map(Array.init) ?? []).map { merge.set.site(of: $0, beside: list) }
    }
    return Application.Message(
      name: name, site: site, title: text(fields["name"]),
      contentType: text(fields["contentType"]) ?? defaultContentType,
      payload: schema(fields["payload"], version < .v30 ? PayloadFormat(text(fields["schemaFormat"])) : .asyncAPI),
      headers: schema(fields["headers"], .asyncAPI), key: key(fields["bindings"]),
      bindings: messageBindings(fields["bindings"]),
      examples: examples)
  }

  private mutating func messageBindings(_ value: MergedObject.Value?) -> [String: Node] {
    switch value {
    case .written(let site): return bindings(merge.set.target(of: site))
    case .merged(let node):
      return Dictionary((node.object.map(Array.init) ?? []).map { ($0.key, $0.value) }) { first, _ in first }
    case nil: return [:]
    }
  }

  /// The key of a record of Kafka, by the binding of a message.
  private mutating func key(_ value: MergedObject.Value?) -> MessageSchema? {
    switch value {
    case .merged(let node):
      return node["kafka"]?["key"].map { MessageSchema(format: .asyncAPI, content: .merged($0)) }
    case .written(let site):
      guard let place = merge.set.target(of: site), let key = merge.set.node(at: place)["kafka"]?["key"] else {
        return nil
      }
      return MessageSchema(format: .asyncAPI, content: .written(merge.set.site(of: key, beside: place)))
    case nil: return nil
    }
  }

  private mutating func schema(_ value: MergedObject.Value?, _ format: PayloadFormat) -> MessageSchema? {
    switch value {
    case .merged(let node): return MessageSchema(format: format, content: .merged(node))
    case .written(let site): return written(site, format)
    case nil: return nil
    }
  }

  private mutating func written(_ site: Site, _ format: PayloadFormat) -> MessageSchema {
    guard version >= .v30 else { return MessageSchema(format: format, content: .written(site)) }
    var site = site
    if merge.set.node(at: site)["$ref"] != nil, let target = merge.set.target(of: site),
      merge.set.node(at: target)["schemaFormat"] != nil
    {
      site = target
    }
    let node = merge.set.node(at: site)
    guard let schema = node["schema"] else { return MessageSchema(format: format, content: .written(site)) }
    return MessageSchema(
      format: PayloadFormat(node["schemaFormat"]?.string),
      content: .written(merge.set.site(of: schema, beside: site)))
  }

  // MARK: Operations

  private mutating func operation(
    _ name: String, _ site: Site, _ application: Application
  ) -> Application.Operation? {
    let node = merge.set.node(at: site)
    guard let role = node["action"]?.string.flatMap({ Application.Role(rawValue: $0) }),
      let channel = channelName(node["channel"], beside: site)
    else { return nil }
    let fields = merge.merged(site).fields
    var reply: (channel: String, messages: [String])?
    if let place = target(node["reply"], beside: site) {
      let answer = merge.set.node(at: place)
      if let name = channelName(answer["channel"], beside: place) {
        reply = (name, messageNames(answer["messages"], of: application.channel(named: name)))
      }
    }
    return Application.Operation(
      name: name, site: site, role: role, channel: channel,
      messages: messageNames(node["messages"], of: application.channel(named: channel)),
      security: security(value(fields["security"]), beside: site), reply: reply)
  }

  /// The channel that a reference names in the document.
  private mutating func channelName(_ node: Node?, beside site: Site) -> String? {
    guard let text = node?["$ref"]?.string else { return nil }
    do throws(ReferenceError) {
      let tokens = try merge.set.address(of: text, from: site).pointer.tokens
      return tokens.count == 2 && tokens[0] == "channels" ? tokens[1] : nil
    } catch {
      return nil
    }
  }

  /// The messages of a channel that references name; all of them where there are none.
  private mutating func messageNames(_ list: Node?, of channel: Application.Channel?) -> [String] {
    guard let list = list?.array else { return channel?.messages.map(\.name) ?? [] }
    return list.compactMap { $0["$ref"]?.string?.split(separator: "/").last.map(String.init) }
  }
}
