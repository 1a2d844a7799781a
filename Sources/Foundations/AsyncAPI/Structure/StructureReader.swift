internal import Documents
internal import JSONSchema

/// A schema in a document, and how it is written.
struct SchemaUse: Sendable {
  /// The schema itself, without the wrapping of a multi-format schema.
  let site: Site
  let format: PayloadFormat
  let role: SchemaRole
}

/// Holds a document, and the parts of others that it refers to, against the fields that its version has.
///
/// What is referred to is put on a list and not walked into at once, so that circles end and no chain is too long.
struct StructureReader {
  let version: AsyncAPIVersion
  var set: DocumentSet
  private(set) var problems: [AsyncAPIProblem] = []
  private(set) var schemas: [SchemaUse] = []
  /// Protocols with bindings that are not judged.
  private(set) var foreignProtocols: Set<String> = []
  /// Component schemas that a payload of another format refers to.
  private(set) var claimed: [Site: PayloadFormat] = [:]
  private var open: [(site: Site, kind: ObjectKind)] = []
  private var seen: Set<Visit> = []
  private var readBindings: [BindingLevel: Set<Site>] = [:]
  /// The document that is judged; others that say their version themselves are judged by themselves.
  private let judged: Int
  /// The references of the judged document that lead to parts of it in other documents.
  private var origins: [Int: DocumentPlace] = [:]

  private struct Visit: Hashable {
    let site: Site
    let kind: ObjectKind
  }

  init(_ root: Site, version: AsyncAPIVersion, in set: DocumentSet) {
    self.version = version
    self.set = set
    judged = root.document
    open = [(root, .root)]
  }

  /// Reads all there is.
  mutating func read() {
    while let (site, kind) = open.popLast() { read(site, as: kind) }
  }

  mutating func note(
    _ kind: AsyncAPIProblem.Kind, _ message: String, at site: Site, help: String? = nil, isWarning: Bool = false
  ) {
    note(AsyncAPIProblem(kind, message, at: set.place(of: site), help: help, isWarning: isWarning), in: site.document)
  }

  /// Notes a problem; one in a part of the document at the reference that leads there.
  private mutating func note(_ problem: AsyncAPIProblem, in document: Int) {
    problems.append(origins[document].map { problem.told(at: $0) } ?? problem)
  }

  /// Remembers how the judged document comes to another one.
  mutating func noteOrigin(of target: Site, from place: Site) {
    guard target.document != judged, origins[target.document] == nil else { return }
    origins[target.document] = origins[place.document] ?? set.place(of: place)
  }

  private mutating func note(
    _ kind: AsyncAPIProblem.Kind, _ message: String, atKey member: Object.Member, of site: Site, help: String? = nil
  ) {
    note(
      AsyncAPIProblem(kind, message, at: set.place(member.keyRange, in: site.document), help: help), in: site.document)
  }

  mutating func addForeign(_ name: String) { foreignProtocols.insert(name) }

  /// Notes that bindings of a level are read; false where they were before.
  mutating func markRead(_ site: Site, _ level: BindingLevel) -> Bool {
    readBindings[level, default: []].insert(site).inserted
  }

  // MARK: Objects

  private mutating func read(_ site: Site, as kind: ObjectKind) {
    guard seen.insert(Visit(site: site, kind: kind)).inserted else { return }
    let node = set.node(at: site)
    guard let members = node.object else {
      return note(.structure, "this is \(node.description), and a \(kind.rawValue) is an object", at: site)
    }
    if let reference = members["$ref"], kind == .channelItem || mayBeReference(kind) {
      follow(reference, as: kind, from: site)
      guard kind == .channelItem else { return }
    }
    // Names and their scopes are free here.
    if kind == .securityRequirement { return readRequirement(members, at: site) }
    let fields = kind.fields(in: version)
    let isOldExample = kind == .messageExample && version < .v21
    for member in members {
      let value = set.site(of: member.value, beside: site)
      if let field = fields.first(where: { $0.name == member.key }) {
        read(value, as: field.shape, named: field.name, of: kind)
      } else if !member.key.hasPrefix("x-"), !isOldExample, !(member.key == "$ref" && kind == .channelItem) {
        note(
          .structure, "`\(member.key)` is no field of the \(kind.rawValue) in AsyncAPI \(version.rawValue)",
          atKey: member, of: site, help: "its fields are \(fields.map { "`\($0.name)`" }.joined(separator: ", "))")
      }
    }
    for field in fields where field.isRequired && members[field.name] == nil {
      note(
        .structure, "the \(kind.rawValue)\(shownName(of: site)) has no `\(field.name)`", at: site,
        help: "add `\(field.name)`, which AsyncAPI \(version.rawValue) requires")
    }
    readBeyondFields(members, at: site, kind)
  }

  /// The name of an object in its map, as in a sentence.
  func shownName(of site: Site) -> String { set.pointer(to: site).tokens.last.map { " `\($0)`" } ?? "" }

  private func mayBeReference(_ kind: ObjectKind) -> Bool { kind.referableSince.map { version >= $0 } ?? false }

  private mutating func readBeyondFields(_ members: Object, at site: Site, _ kind: ObjectKind) {
    switch kind {
    case .messageExample where version >= .v21:
      if members["headers"] == nil, members["payload"] == nil {
        note(.structure, "this example has neither `headers` nor `payload`", at: site, help: "add one of them")
      }
    case .securityScheme: readScheme(members, at: site)
    case .oauthFlows:
      for member in members {
        guard let type = OAuthFlowType.all[member.key], let flow = member.value.object else { continue }
        let place = set.site(of: member.value, beside: site)
        for name in type.required where flow[name] == nil {
          note(.structure, "the flow `\(member.key)` has no `\(name)`", at: place, help: "add `\(name)`")
        }
        for name in type.foreign where flow[name] != nil {
          note(
            .structure, "`\(name)` does not apply to the flow `\(member.key)`", at: place, help: "remove `\(name)`")
        }
      }
    case .message where version < .v30:
      if let payload = members["payload"] {
        readSchema(
          set.site(of: payload, beside: site), as: .payload, format: PayloadFormat(schemaFormat(ofMessage: site)))
      }
    default: break
    }
  }

  private mutating func readRequirement(_ members: Object, at site: Site) {
    for member in members {
      let value = set.site(of: member.value, beside: site)
      read(value, as: .texts, named: member.key, of: .securityRequirement)
    }
  }

  private mutating func readScheme(_ members: Object, at site: Site) {
    guard let name = members["type"]?.string else { return }
    guard let type = SecuritySchemeType.all.first(where: { $0.name == name && version >= $0.since }) else {
      let known = SecuritySchemeType.all.filter { version >= $0.since }.map { "`\($0.name)`" }
      return note(
        .structure, "`\(name)` is no type of security scheme in AsyncAPI \(version.rawValue)",
        at: members["type"].map { set.site(of: $0, beside: site) } ?? site,
        help: "it is one of \(known.joined(separator: ", "))")
    }
    for field in type.required where members[field] == nil {
      note(.structure, "a security scheme of the type `\(name)` has no `\(field)`", at: site, help: "add `\(field)`")
    }
    let own = Set(["type", "description", "$ref"] + type.required + type.optional)
    for member in members where !own.contains(member.key) && !member.key.hasPrefix("x-") {
      guard ObjectKind.securityScheme.fields(in: version).contains(where: { $0.name == member.key }) else { continue }
      note(
        .structure, "`\(member.key)` does not apply to a security scheme of the type `\(name)`", atKey: member,
        of: site, help: "remove it")
    }
    if let place = members["in"]?.string, !type.places.isEmpty, !type.places.contains(place) {
      note(
        .structure, "`in` is `\(place)`, which a security scheme of the type `\(name)` does not have",
        at: members["in"].map { set.site(of: $0, beside: site) } ?? site,
        help: "it is one of \(type.places.map { "`\($0)`" }.joined(separator: ", "))")
    }
    if let scheme = members["scheme"]?.string, scheme.lowercased() != "bearer",
      let hint = members.member("bearerFormat")
    {
      note(
        .structure, "`bearerFormat` does not apply to the scheme `\(scheme)`", atKey: hint, of: site, help: "remove it")
    }
  }

  // MARK: References

  /// Follows a reference to an object, and judges what it leads to where nothing else does.
  private mutating func follow(_ reference: Node, as kind: ObjectKind, from site: Site) {
    let place = set.site(of: reference, beside: site)
    guard let text = reference.string else {
      return note(.structure, "`$ref` is \(reference.description), and a reference is a string", at: place)
    }
    do throws(ReferenceError) {
      let target = try set.resolve(text, from: site)
      guard set.target(of: target) != nil || set.node(at: target)["$ref"] == nil else {
        guard let circle = set.circle(from: target) else {
          return note(
            .reference, "`\(text)` refers to a reference that refers to nothing", at: place,
            help: "refer to what is meant")
        }
        return note(
          AsyncAPIProblem(
            .reference, "circular reference: `\(text)` refers back to itself", at: set.place(of: place),
            help: "refer to what is meant", circle: circle), in: place.document)
      }
      let address = try set.address(of: text, from: site)
      if let other = sectionKind(of: address.pointer.tokens, in: address.document), other != kind {
        return note(
          .meaning, "`\(text)` refers to a \(other.rawValue), and a \(kind.rawValue) is meant", at: place,
          help: "refer to a \(kind.rawValue)")
      }
      guard target.document == judged || set.documents[target.document].root["asyncapi"] == nil else {
        return checkShallowly(target, as: kind, text, at: place)
      }
      noteOrigin(of: target, from: place)
      open.append((target, kind))
    } catch {
      note(error.kind, error.message, at: place, help: error.help)
    }
  }

  /// What a component of the judged document is, by the section that it is in.
  private func sectionKind(of tokens: [String], in document: Int) -> ObjectKind? {
    guard set.documents[document].root["asyncapi"] != nil, tokens.count == 3, tokens[0] == "components",
      let field = ObjectKind.components.fields(in: version).first(where: { $0.name == tokens[1] }),
      case .map(let shape, _) = field.shape
    else { return nil }
    return switch shape {
    case .object(let kind): kind
    case .messages: .message
    case .schema: .multiFormatSchema
    default: nil
    }
  }

  /// Another AsyncAPI document is judged by itself: here it counts whether the value can be what is meant at all.
  private mutating func checkShallowly(_ target: Site, as kind: ObjectKind, _ text: String, at place: Site) {
    let known = Set(AsyncAPIVersion.allCases.flatMap { kind.fields(in: $0).map(\.name) } + ["$ref", "oneOf"])
    guard let members = set.node(at: target).object,
      members.allSatisfy({ known.contains($0.key) || $0.key.hasPrefix("x-") }) || kind == .securityRequirement
    else {
      return note(
        .meaning, "`\(text)` refers to something other than a \(kind.rawValue)", at: place,
        help: "refer to a \(kind.rawValue)")
    }
  }

  // MARK: Values

  mutating func read(_ site: Site, as shape: FieldShape, named name: String, of kind: ObjectKind) {
    let node = set.node(at: site)
    switch shape {
    case .object(let inner): read(site, as: inner)
    case .reference(let inner):
      guard let reference = node["$ref"] else {
        return note(
          .structure, "`\(name)` of the \(kind.rawValue) is a reference, and not the \(inner.rawValue) itself",
          at: site,
          help: "write `$ref: …`")
      }
      follow(reference, as: inner, from: site)
    case .messages: readMessages(site)
    case .list(let inner): readList(site, of: inner, named: name, kind)
    case .tags: readTags(site, named: name, of: kind)
    case .map(let inner, let names): readMap(site, of: inner, names, named: name, kind)
    case .bindings(let level): readBindings(site, level)
    case .schema(let role):
      // The payload of 2.x is read with its format, which is beside it.
      if role == .payload, version < .v30 { return }
      readSchema(site, as: role, format: .asyncAPI)
    case .either(let one, let other):
      if Self.problem(of: node, as: one) != nil { read(site, as: other, named: name, of: kind) }
    case .group(let group): readGroup(site, group)
    default:
      guard let problem = Self.problem(of: node, as: shape) else { return }
      note(.structure, "`\(name)` of the \(kind.rawValue) \(problem.message)", at: site, help: problem.help)
    }
  }

  private mutating func readMessages(_ site: Site) {
    let node = set.node(at: site)
    guard version < .v30, let choice = node["oneOf"] else { return read(site, as: .message) }
    let place = set.site(of: choice, beside: site)
    guard let messages = choice.array else {
      return note(.structure, "`oneOf` is \(choice.description), and a choice of messages is an array", at: place)
    }
    for message in messages { readMessages(set.site(of: message, beside: site)) }
  }

  private mutating func readList(_ site: Site, of inner: FieldShape, named name: String, _ kind: ObjectKind) {
    let node = set.node(at: site)
    guard let items = node.array else {
      return note(
        .structure, "`\(name)` of the \(kind.rawValue) is \(node.description), and an array is meant", at: site)
    }
    for item in items { read(set.site(of: item, beside: site), as: inner, named: name, of: kind) }
  }

  private mutating func readTags(_ site: Site, named name: String, of kind: ObjectKind) {
    readList(site, of: .object(.tag), named: name, kind)
    var names: Set<String> = []
    for tag in set.node(at: site).array.map(Array.init) ?? [] {
      guard let name = tag["name"]?.string, !names.insert(name).inserted else { continue }
      note(
        .meaning, "the tag `\(name)` is here twice", at: set.site(of: tag, beside: site), help: "remove one of them")
    }
  }

  private mutating func readMap(
    _ site: Site, of inner: FieldShape, _ names: NameRule, named name: String, _ kind: ObjectKind
  ) {
    let node = set.node(at: site)
    guard let members = node.object else {
      return note(
        .structure, "`\(name)` of the \(kind.rawValue) is \(node.description), and an object is meant", at: site)
    }
    for member in members {
      if kind == .root || kind == .components, member.key.hasPrefix("x-"), member.value.object == nil { continue }
      if !names.accepts(member.key) {
        note(
          .structure, "`\(member.key)` is no name for an entry of `\(name)`", atKey: member, of: site,
          help: "use \(names.words)")
      }
      read(set.site(of: member.value, beside: site), as: inner, named: member.key, of: kind)
    }
  }

  // MARK: Schemas

  /// The format of a message's payload in 2.x: that of the last trait which names one, else its own.
  private mutating func schemaFormat(ofMessage site: Site) -> String? {
    let message = set.node(at: site)
    var format = message["schemaFormat"]?.string
    for trait in message["traits"]?.array.map(Array.init) ?? [] {
      guard let target = set.target(of: set.site(of: trait, beside: site)) else { continue }
      format = set.node(at: target)["schemaFormat"]?.string ?? format
    }
    return format
  }

  private mutating func readSchema(_ site: Site, as role: SchemaRole, format: PayloadFormat) {
    let node = set.node(at: site)
    if version >= .v30, node.object != nil, node["schemaFormat"] != nil || node["schema"] != nil {
      guard let schema = node["schema"] else {
        return note(
          .structure, "`schemaFormat` is given without a `schema`, and has no effect", at: site,
          help: "write the schema as `schema`", isWarning: true)
      }
      read(site, as: .multiFormatSchema)
      let inner = set.site(of: schema, beside: site)
      return keep(inner, as: role, PayloadFormat(node["schemaFormat"]?.string))
    }
    // A reference may lead to one, which is read where it is.
    if version >= .v30, role == .payload || role == .headers, node["$ref"]?.string != nil,
      let target = set.target(of: site), set.node(at: target)["schemaFormat"] != nil
    {
      return readSchema(target, as: role, format: format)
    }
    keep(site, as: role, format)
  }

  private mutating func keep(_ site: Site, as role: SchemaRole, _ format: PayloadFormat) {
    let node = set.node(at: site)
    schemas.append(SchemaUse(site: site, format: format, role: role))
    if format != .asyncAPI, node["$ref"] != nil, let target = set.target(of: site) { claimed[target] = format }
    guard format.isExecuted, node.object == nil, node.boolean == nil else { return }
    note(.structure, "this is \(node.description), and a schema is an object", at: site)
  }
}
