internal import Documents

/// Holds an application against what the specification says in words.
struct MeaningReader {
  private let application: Application
  var set: DocumentSet
  private var version: AsyncAPIVersion { application.version }
  private(set) var problems: [AsyncAPIProblem] = []

  init(_ application: Application, in set: DocumentSet) {
    self.application = application
    self.set = set
  }

  mutating func read() {
    for channel in application.channels { read(channel) }
    for server in application.servers { read(server) }
    if version < .v30 {
      readNames()
    } else {
      readOperations()
    }
    readSchemaRegistry()
    var seen: Swift.Set<Site> = []
    for message in application.channels.flatMap(\.messages) + application.componentMessages
    where isHere(message.site) && seen.insert(message.site).inserted {
      readCorrelation(of: message)
    }
  }

  mutating func note(
    _ message: String, at site: Site, help: String? = nil, kind: AsyncAPIProblem.Kind = .meaning,
    isWarning: Bool = false
  ) {
    problems.append(AsyncAPIProblem(kind, message, at: set.place(of: site), help: help, isWarning: isWarning))
  }

  /// A channel of another document is judged there.
  private func isHere(_ site: Site) -> Bool {
    set.documents[site.document].root["asyncapi"] == nil || site.document == application.root.document
  }

  // MARK: Channels

  private mutating func read(_ channel: Application.Channel) {
    let entry = set.node(at: application.root)["channels"]?.object?.member(channel.name)
    let node = set.node(at: channel.site)
    guard isHere(channel.site) else { return }
    if let address = channel.address {
      let place =
        version < .v30
        ? entry.map { set.place($0.keyRange, in: application.root.document) } ?? set.place(of: channel.site)
        : set.place(of: node["address"].map { set.site(of: $0, beside: channel.site) } ?? channel.site)
      readAddress(address, of: channel, at: place)
    }
    let parameters = node["parameters"]?.object
    for parameter in parameters.map(Array.init) ?? [] {
      if let target = set.target(of: set.site(of: parameter.value, beside: channel.site)) {
        readDefault(of: target, named: "the parameter `\(parameter.key)`")
      }
    }
    readServers(of: channel, node)
  }

  private mutating func readAddress(_ address: String, of channel: Application.Channel, at place: DocumentPlace) {
    func note(_ message: String, help: String, isWarning: Bool = false) {
      problems.append(AsyncAPIProblem(.meaning, message, at: place, help: help, isWarning: isWarning))
    }
    if let mark = address.first(where: { $0 == "?" || $0 == "#" }) {
      note(
        "the address `\(address)` has a \(mark == "?" ? "query" : "fragment")",
        help: "describe it in the bindings of the channel")
    }
    guard let names = Self.expressions(in: address) else {
      return note("the braces of `\(address)` do not match", help: "write each parameter as `{name}`")
    }
    let node = set.node(at: channel.site)
    let declared = node["parameters"]?.object?.keys ?? []
    // A name in other letter case is told once, and as a slip.
    let folded = Dictionary(declared.map { ($0.lowercased(), $0) }) { first, _ in first }
    let misspelt = names.filter { !declared.contains($0) && folded[$0.lowercased()] != nil }
    for name in misspelt {
      note(
        "the address `\(address)` has `{\(name)}`, and the parameter is written `\(folded[name.lowercased()] ?? "")`",
        help: "write both in the same letters", isWarning: true)
    }
    // The kit of 2.0 and 2.1 takes a channel for valid that leaves some out.
    for name in names where !declared.contains(name) && !misspelt.contains(name) && version >= .v22 {
      note(
        "the address `\(address)` has `{\(name)}`, and no parameter `\(name)` is declared",
        help: "add it to the `parameters` of the channel")
    }
    let used = Set(misspelt.compactMap { folded[$0.lowercased()] } + names)
    for name in declared where !used.contains(name) {
      note(
        "the parameter `\(name)` is not part of the address `\(address)`",
        help: "write `{\(name)}` into the address, or remove the parameter")
    }
  }

  /// The names in braces, in their order; nil where braces do not match.
  static func expressions(in text: String) -> [String]? {
    var names: [String] = []
    var name: String?
    for character in text {
      switch (character, name) {
      case ("{", nil): name = ""
      case ("{", _), ("}", nil): return nil
      case ("}", let found?):
        if found.isEmpty { return nil }
        names.append(found)
        name = nil
      case (_, let found?): name = found + String(character)
      case (_, nil): continue
      }
    }
    return name == nil ? names : nil
  }

  private mutating func readServers(of channel: Application.Channel, _ node: Node) {
    guard let list = node["servers"] else { return }
    let known = application.servers.map(\.name)
    for item in list.array.map(Array.init) ?? [] {
      let site = set.site(of: item, beside: channel.site)
      if version < .v30 {
        guard let name = item.string, !known.contains(name) else { continue }
        note(
          "the channel `\(channel.name)` names the server `\(name)`, which the document does not have", at: site,
          help: known.isEmpty ? "add it to `servers`" : "it is one of \(Self.list(known))")
      } else if let tokens = tokens(of: item, from: site), tokens.first != "servers" || tokens.count != 2 {
        note(
          "the server of the channel `\(channel.name)` is not one of the document's `servers`", at: site,
          help: "write `#/servers/…`; \(known.isEmpty ? "there are none" : "they are \(Self.list(known))")")
      }
    }
  }

  // MARK: Servers

  private mutating func read(_ server: Application.Server) {
    guard isHere(server.site) else { return }
    let node = set.node(at: server.site)
    let variables = node["variables"]?.object
    for field in ["url", "host", "pathname"] {
      guard let value = node[field], let text = value.string else { continue }
      let site = set.site(of: value, beside: server.site)
      for name in Self.expressions(in: text) ?? [] where variables?[name] == nil && version >= .v22 {
        note(
          "`\(field)` of the server `\(server.name)` has `{\(name)}`, and no variable `\(name)` is declared", at: site,
          help: "add it to the `variables` of the server")
      }
    }
    for variable in variables.map(Array.init) ?? [] {
      if let target = set.target(of: set.site(of: variable.value, beside: server.site)) {
        readDefault(of: target, named: "the variable `\(variable.key)`")
      }
    }
    if version >= .v30, let host = node["host"]?.string, host.contains("/") {
      note(
        "`host` of the server `\(server.name)` is `\(host)`, which is more than a host and a port",
        at: node["host"].map { set.site(of: $0, beside: server.site) } ?? server.site,
        help: "write the path as `pathname`, and the scheme as `protocol`")
    }
    if version < .v30 { readRequirements(of: node, at: server.site) }
  }

  private mutating func readDefault(of site: Site, named title: String) {
    let node = set.node(at: site)
    guard let values = node["enum"]?.array?.compactMap(\.string), !values.isEmpty, let value = node["default"],
      let text = value.string, !values.contains(text)
    else { return }
    note(
      "the default `\(text)` of \(title) is none of its values", at: set.site(of: value, beside: site),
      help: "it is one of \(Self.list(values))")
  }

  /// What a server or an operation of 2.x asks for.
  private mutating func readRequirements(of node: Node, at site: Site) {
    let schemes = set.node(at: application.root)["components"]?["securitySchemes"]
    for requirement in node["security"]?.array.map(Array.init) ?? [] {
      for member in requirement.object.map(Array.init) ?? [] {
        let place = set.site(of: member.value, beside: site)
        guard let scheme = schemes?[member.key],
          let target = set.target(of: set.site(of: scheme, beside: application.root))
        else {
          let known = schemes?.object?.keys ?? []
          note(
            "the security scheme `\(member.key)` is not one of the document's `components`", at: place,
            help: known.isEmpty ? "add it to `securitySchemes`" : "it is one of \(Self.list(known))")
          continue
        }
        let type = set.node(at: target)["type"]?.string ?? ""
        let hasScopes = SecuritySchemeType.all.first { $0.name == type }?.hasScopes ?? true
        guard !hasScopes, let scopes = member.value.array, !scopes.isEmpty else { continue }
        note(
          "the security scheme `\(member.key)` is of the type `\(type)`, which has no scopes", at: place,
          help: "write `[]`")
      }
    }
  }

  // MARK: Names of 2.x

  private mutating func readNames() {
    var operations: [String: Site] = [:]
    for operation in application.operations where isHere(operation.site) {
      let node = set.node(at: operation.site)
      readRequirements(of: node, at: operation.site)
      // The name of a trait is that of each operation which has it.
      guard let name = node["operationId"]?.string, let value = node["operationId"] else { continue }
      if let known = operations[name], known != operation.site {
        note(
          "the operation `\(name)` is here twice", at: set.site(of: value, beside: operation.site),
          help: "give each operation an `operationId` of its own")
      }
      operations[name] = operation.site
    }
    var messages: [String: Site] = [:]
    for message in application.channels.flatMap(\.messages) {
      let node = set.node(at: message.site)
      guard let name = node["messageId"]?.string, let value = node["messageId"] else { continue }
      if let known = messages[name], known != message.site {
        note(
          "the message `\(name)` is here twice", at: set.site(of: value, beside: message.site),
          help: "give each message a `messageId` of its own")
      }
      messages[name] = message.site
    }
  }

  // MARK: Kafka

  private static let registryFields = ["schemaIdLocation", "schemaIdPayloadEncoding", "schemaLookupStrategy"]

  private mutating func readSchemaRegistry() {
    let servers = application.servers.filter { $0.protocolName.hasPrefix("kafka") }
    guard !servers.isEmpty, !servers.contains(where: \.hasSchemaRegistry) else { return }
    var seen: Swift.Set<Site> = []
    for message in application.channels.flatMap(\.messages) where seen.insert(message.site).inserted {
      guard isHere(message.site), let kafka = message.bindings["kafka"] else { continue }
      for field in Self.registryFields where kafka[field] != nil {
        note(
          "`\(field)` of the message `\(message.name)` says where a schema registry's id is, and no server has one",
          at: message.site, help: "add `schemaRegistryUrl` to the Kafka binding of the server", kind: .binding)
        break
      }
    }
  }

  static func list(_ names: some Sequence<String>) -> String {
    let names = Array(names)
    let shown = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}

// MARK: Operations of 3.x

extension MeaningReader {
  /// The way that a reference is written: the keys of its pointer, in the document that is judged.
  private mutating func tokens(of node: Node?, from site: Site) -> [String]? {
    guard let text = node?["$ref"]?.string else { return nil }
    do throws(ReferenceError) {
      let (document, pointer) = try set.address(of: text, from: site)
      _ = try set.resolve(text, from: site)
      return document == site.document ? pointer.tokens : []
    } catch {
      // It is told of where references are followed.
      return nil
    }
  }

  private mutating func readOperations() {
    let operations = set.node(at: application.root)["operations"]
    for member in operations?.object.map(Array.init) ?? [] {
      guard let site = set.target(of: set.site(of: member.value, beside: application.root)), isHere(site) else {
        continue
      }
      let title = "the operation `\(member.key)`"
      let channel = readChannel(of: site, title)
      if let channel { readMessages(of: site, channel, title) }
      readReply(of: site, title)
    }
  }

  /// The name of the channel of an operation or a reply; nil where it is none of the document's.
  private mutating func readChannel(of site: Site, _ title: String) -> String? {
    guard let node = set.node(at: site)["channel"], let tokens = tokens(of: node, from: site) else { return nil }
    let place = set.site(of: node, beside: site)
    guard tokens.count == 2, tokens[0] == "channels" else {
      let known = application.channels.map(\.name)
      note(
        "the channel of \(title) is not one of the document's `channels`", at: place,
        help: "write `#/channels/…`; \(known.isEmpty ? "there are none" : "they are \(Self.list(known))")")
      return nil
    }
    return tokens[1]
  }

  private mutating func readMessages(of site: Site, _ channel: String, _ title: String) {
    let messages = application.channel(named: channel)?.messages ?? []
    for item in set.node(at: site)["messages"]?.array.map(Array.init) ?? [] {
      let place = set.site(of: item, beside: site)
      guard let tokens = tokens(of: item, from: place) else { continue }
      guard tokens.count == 4, tokens[0] == "channels", tokens[1] == channel, tokens[2] == "messages" else {
        let same = set.target(of: place).flatMap { target in messages.first { $0.site == target } }
        note(
          "a message of \(title) is not written as one of the channel `\(channel)`", at: place,
          help: same.map { "write `#/channels/\(channel)/messages/\($0.name)`" }
            ?? "write `#/channels/\(channel)/messages/…`; they are \(Self.list(messages.map(\.name)))")
        continue
      }
    }
  }

  private mutating func readReply(of site: Site, _ title: String) {
    guard let node = set.node(at: site)["reply"],
      let reply = set.target(of: set.site(of: node, beside: site)), isHere(reply),
      let channel = readChannel(of: reply, "the reply of \(title)")
    else { return }
    readMessages(of: reply, channel, "the reply of \(title)")
    guard let address = set.node(at: reply)["address"], application.channel(named: channel)?.address != nil else {
      return
    }
    note(
      "the reply of \(title) has an address of its own, and so has its channel `\(channel)`",
      at: set.site(of: address, beside: reply), help: "remove one of them, or write `address: null` in the channel",
      isWarning: true)
  }
}
