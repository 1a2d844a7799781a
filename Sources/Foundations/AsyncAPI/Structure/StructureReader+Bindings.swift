internal import Documents

extension StructureReader {
  /// Reads the bindings of one level, each by the document of its protocol.
  mutating func readBindings(_ site: Site, _ level: BindingLevel) {
    var site = site
    if set.node(at: site)["$ref"] != nil {
      let place = site
      guard let text = set.node(at: site)["$ref"]?.string else {
        return note(.structure, "`$ref` of the bindings is no string", at: site)
      }
      do throws(ReferenceError) {
        site = try set.resolve(text, from: site)
      } catch {
        return note(error.kind, error.message, at: site, help: error.help)
      }
      guard let target = set.target(of: site) else {
        return note(.reference, "`\(text)` refers to nothing, or back to itself", at: site)
      }
      noteOrigin(of: target, from: place)
      site = target
    }
    guard markRead(site, level) else { return }
    let node = set.node(at: site)
    guard let members = node.object else {
      return note(.structure, "the bindings are \(node.description), and an object is meant", at: site)
    }
    for member in members where !member.key.hasPrefix("x-") {
      let place = set.site(of: member.value, beside: site)
      guard ProtocolBinding.known.contains(member.key) else {
        noteForeign(member.key, at: place)
        continue
      }
      readBinding(place, of: member.key, level)
    }
  }

  private mutating func noteForeign(_ name: String, at place: Site) {
    addForeign(name)
    guard ProtocolBinding.foreign.contains(name), set.node(at: place).object == nil, !set.node(at: place).isNull else {
      return
    }
    note(.binding, "the binding of `\(name)` is \(set.node(at: place).description), and an object is meant", at: place)
  }

  private mutating func readBinding(_ site: Site, of name: String, _ level: BindingLevel) {
    let node = set.node(at: site)
    guard let members = node.object else {
      return note(.binding, "the binding of `\(name)` is \(node.description), and an object is meant", at: site)
    }
    let table = ProtocolBinding.fields(of: name, level)
    if table.mayBeEmpty, members.isEmpty { return }
    if let value = members["bindingVersion"], value.string == nil {
      note(
        .binding, "`bindingVersion` is \(value.description), and a string is meant",
        at: set.site(of: value, beside: site))
    }
    let title = "the \(level.rawValue) binding of `\(name)`"
    if table.fields.isEmpty {
      // The object is reserved; documents that the specification publishes have fields there all the same.
      let keys = members.keys.filter { $0 != "bindingVersion" && !$0.hasPrefix("x-") }
      guard !keys.isEmpty else { return }
      return note(
        .binding, "\(title) is reserved, and \(keys.map { "`\($0)`" }.joined(separator: ", ")) has no effect", at: site,
        help: "remove it", isWarning: true)
    }
    readFields(
      members, at: site, table.fields, title, version: Self.minor(of: members["bindingVersion"]?.string),
      also: ["bindingVersion"])
    readBeyondFields(members, at: site, name, level)
  }

  /// The minor version of a binding; nil for the latest, and for one that is not known.
  private static func minor(of text: String?) -> Int? {
    guard let parts = text?.split(separator: "."), parts.count == 3, parts[0] == "0" else { return nil }
    return Int(parts[1])
  }

  mutating func readGroup(_ site: Site, _ group: BindingGroup) {
    let node = set.node(at: site)
    guard let members = node.object else {
      return note(.binding, "the \(group.rawValue) is \(node.description), and an object is meant", at: site)
    }
    // Kafka and its vendors have more settings than the binding names.
    let isOpen = group == .topicConfiguration
    readFields(members, at: site, group.fields, "the \(group.rawValue)", version: nil, also: [], isOpen: isOpen)
  }

  private mutating func readFields(
    _ members: Object, at site: Site, _ fields: [BindingField], _ title: String, version: Int?, also: Set<String>,
    isOpen: Bool = false
  ) {
    // Without a version a document may have been written by any of them.
    let known = fields.filter { field in version.map { field.since <= $0 && $0 < field.until } ?? true }
    for member in members where !member.key.hasPrefix("x-") && !also.contains(member.key) {
      let value = set.site(of: member.value, beside: site)
      if let field = known.first(where: { $0.name == member.key }) {
        readBindingValue(value, as: field.shape, named: field.name, title)
      } else if !isOpen {
        let names = known.map { "`\($0.name)`" }
        note(
          .binding, "`\(member.key)` is no field of \(title)", at: value,
          help: names.isEmpty ? "it has no fields" : "its fields are \(names.joined(separator: ", "))")
      }
    }
    for field in known where field.isRequired && members[field.name] == nil {
      guard version != nil || field.until == Int.max else { continue }
      note(.binding, "\(title) has no `\(field.name)`", at: site, help: "add `\(field.name)`")
    }
  }

  private mutating func readBindingValue(_ site: Site, as shape: FieldShape, named name: String, _ title: String) {
    let node = set.node(at: site)
    switch shape {
    case .group(let group): readGroup(site, group)
    case .schema(let role):
      guard node.object != nil || node.boolean != nil && role == .binding else {
        return note(.binding, "`\(name)` of \(title) is \(node.description), and a schema is meant", at: site)
      }
      read(site, as: shape, named: name, of: .root)
      if role == .bindingObject { readObjectSchema(site, named: name, title) }
    case .list(let inner):
      guard let items = node.array else {
        return note(.binding, "`\(name)` of \(title) is \(node.description), and an array is meant", at: site)
      }
      for item in items { readBindingValue(set.site(of: item, beside: site), as: inner, named: name, title) }
    case .map:
      guard node.object == nil else { return }
      note(.binding, "`\(name)` of \(title) is \(node.description), and an object is meant", at: site)
    case .either(let one, let other):
      if Self.problem(of: node, as: one) != nil { readBindingValue(site, as: other, named: name, title) }
    default:
      guard let problem = Self.problem(of: node, as: shape) else { return }
      note(.binding, "`\(name)` of \(title) \(problem.message)", at: site, help: problem.help)
    }
  }

  /// Headers and queries of HTTP and WebSocket: an object with properties of plain values.
  private mutating func readObjectSchema(_ site: Site, named name: String, _ title: String) {
    guard let target = set.target(of: site) else { return }
    let schema = set.node(at: target)
    guard schema["type"]?.string == "object", let properties = schema["properties"]?.object else {
      return note(
        .binding, "`\(name)` of \(title) is no schema of an object with `properties`", at: site,
        help: "write `type: object` and `properties`")
    }
    for property in properties {
      guard let type = property.value["type"]?.string, type == "object" || type == "array" else { continue }
      note(
        .binding, "the property `\(property.key)` of `\(name)` is \(type == "object" ? "an object" : "an array")",
        at: set.site(of: property.value, beside: target), help: "each of them is a string, a number or a boolean")
    }
  }

  /// What the documents of the bindings say in words.
  private mutating func readBeyondFields(_ members: Object, at site: Site, _ name: String, _ level: BindingLevel) {
    func place(_ field: String) -> Site { members[field].map { set.site(of: $0, beside: site) } ?? site }
    switch (name, level) {
    case ("kafka", .server):
      if members["schemaRegistryVendor"] != nil, members["schemaRegistryUrl"] == nil {
        note(
          .binding, "`schemaRegistryVendor` is given without `schemaRegistryUrl`", at: place("schemaRegistryVendor"),
          help: "add `schemaRegistryUrl`")
      }
    case ("ibmmq", .channel):
      let type = members["destinationType"]?.string ?? "topic"
      if members["queue"] != nil, members["topic"] != nil {
        note(.binding, "a channel of IBM MQ is a queue or a topic, and not both", at: site, help: "remove one of them")
      } else if type == "queue", members["queue"] == nil {
        note(.binding, "the destination is a queue, and `queue` is missing", at: site, help: "add `queue`")
      } else if type == "topic", members["queue"] != nil {
        note(
          .binding, "the destination is a topic, and `queue` is given", at: place("queue"),
          help: "write `destinationType: queue`, or `topic` in place of `queue`")
      }
    case ("ibmmq", .message):
      let type = members["type"]?.string ?? "string"
      if members["headers"] != nil, type != "binary" {
        note(
          .binding, "`headers` are for messages of the type `binary`, and this one is of `\(type)`",
          at: place("headers"), help: "remove them, or write `type: binary`")
      }
    case ("sqs", .channel):
      for field in ["queue", "deadLetterQueue"] { readQueue(place(field)) }
    case ("sqs", .operation):
      for queue in members["queues"]?.array.map(Array.init) ?? [] { readQueue(set.site(of: queue, beside: site)) }
    default: break
    }
  }

  private mutating func readQueue(_ site: Site) {
    let queue = set.node(at: site)
    guard queue["fifoThroughputLimit"]?.string == "perMessageGroupId",
      queue["deduplicationScope"]?.string != "messageGroup"
    else { return }
    note(
      .binding, "`fifoThroughputLimit: perMessageGroupId` needs `deduplicationScope: messageGroup`", at: site,
      help: "add it")
  }
}
