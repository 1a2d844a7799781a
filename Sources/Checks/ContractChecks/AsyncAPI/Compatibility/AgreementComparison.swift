internal import AsyncAPI
internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// One state of an AsyncAPI document: what it says, and the schemas of its messages.
struct AgreementSide {
  let application: Application
  let set: DocumentSet
  let library: ContractLibrary
  var schemas: MessageSchemas

  init?(_ path: RepositoryPath, _ library: ContractLibrary, _ policy: SchemaPolicy) {
    guard let root = library.document(atPath: path),
      let version = root["asyncapi"]?.string.flatMap({ AsyncAPIVersion(rawValue: $0) })
    else { return nil }
    var set = DocumentSet { library.document(at: $0) }
    let site = set.add(root, uri: ContractLibrary.uri(of: path))
    var reader = ApplicationReader(site, version: version, in: set)
    application = reader.read()
    self.set = reader.set
    self.library = library
    schemas = MessageSchemas(options: policy.options, dialects: policy.dialects, unresolved: .opaque) {
      library.document(at: $0)
    }
  }

  /// The place of a value, in whatever file it is.
  func place(of site: Site) -> Place {
    let place = set.place(of: site)
    let path = library.path(of: place.document)?.description ?? place.document
    return Place(place.range, of: place.source, path: path)
  }

  /// Something in a value, as a plan would name it.
  func part(of site: Site, _ tokens: [String] = []) -> AgreementBreak.Part? {
    library.path(of: set.uri(of: site)).map { file in
      AgreementBreak.Part(file: file, pointer: JSONPointer(set.pointer(to: site).tokens + tokens))
    }
  }

  /// Something in a value that the document names, where it is written and where it is named.
  func parts(_ name: [String], of site: Site, _ tokens: [String] = []) -> [AgreementBreak.Part?] {
    [part(of: site, tokens), part(of: application.root, name + tokens)]
  }

  /// Something in a channel.
  func parts(of channel: Application.Channel, _ tokens: String...) -> [AgreementBreak.Part?] {
    parts(["channels", channel.name], of: channel.site, tokens)
  }

  /// Something in a message: by its own place, by that in its channel, and by the file of its payload.
  func parts(
    of message: Application.Message, on channel: Application.Channel, _ tokens: String...
  ) -> [AgreementBreak.Part?] {
    let own =
      [part(of: message.site, tokens)]
      + parts(["channels", channel.name], of: channel.site, ["messages", message.name] + tokens)
    return tokens.isEmpty ? own + [artifact(of: message)] : own
  }

  /// What a payload refers to, where the whole payload is a reference to a file that is no AsyncAPI document.
  func artifact(of message: Application.Message) -> AgreementBreak.Part? {
    var set = set
    guard case .written(let site)? = message.payload?.content, let target = set.target(of: site),
      set.documents[target.document].root["asyncapi"] == nil, let file = library.path(of: set.uri(of: target))
    else { return nil }
    return AgreementBreak.Part(file: file, pointer: set.pointer(to: target))
  }

  /// Where a value is written, to tell it from others.
  func home(of site: Site) -> String { "\(set.uri(of: site)) \(site.index)" }

  /// Whether a value is in a part of the document, and not in an AsyncAPI document of its own.
  func isHere(_ site: Site) -> Bool {
    site.document == application.root.document || set.documents[site.document].root["asyncapi"] == nil
  }
}

/// Compares what an AsyncAPI document said with what it says.
struct AgreementComparison {
  var old: AgreementSide
  var new: AgreementSide
  let path: RepositoryPath
  let policy: ContractPolicy
  /// Who received from a channel before, for the text.
  let receivers: (Application.Channel) -> [String]
  /// The channels that operations use, of whatever document, by their homes.
  let usedChannels: Set<String>
  /// The schemas that are told of as such already, each with the direction.
  let toldOf: Set<ToldSchema>
  /// What the plans of the base say of a break.
  let plan: ([AgreementBreak.Part], _ replacement: String?) -> PlanAnswer
  private(set) var breaks: [AgreementBreak] = []
  /// Whether anything breaks, told here or elsewhere.
  private(set) var isBreaking = false
  private var compared: Set<String> = []
  /// The new names of the servers that are still there, by the old ones.
  private var serverNames: [String: String] = [:]
  private var reader: BreakReader

  /// A break that the comparison of artifacts tells.
  struct ToldSchema: Hashable {
    let path: String
    let direction: ComparisonMode
  }

  init(
    old: AgreementSide, new: AgreementSide, at path: RepositoryPath, policy: ContractPolicy, toldOf: Set<ToldSchema>,
    usedChannels: Set<String>, receivers: @escaping (Application.Channel) -> [String],
    plan: @escaping ([AgreementBreak.Part], String?) -> PlanAnswer
  ) {
    self.old = old
    self.new = new
    self.path = path
    self.policy = policy
    self.toldOf = toldOf
    self.usedChannels = usedChannels
    self.plan = plan
    self.receivers = receivers
    reader = BreakReader(new.library)
  }

  /// Notes what breaks; what a plan of the base lets go is not told.
  mutating func note(_ item: AgreementBreak) {
    isBreaking = isBreaking || !item.isUndecided
    var item = item
    if item.plan == .missing { item.plan = plan(item.parts, item.replacement) }
    if item.plan != .ripe { breaks.append(item) }
  }

  /// Notes that something breaks which is told elsewhere, or which the base announced.
  mutating func noteBreaking() { isBreaking = true }

  /// Whether a question is asked for the first time: several channels and operations may have the same message.
  mutating func firstTime(_ question: String) -> Bool { compared.insert(question).inserted }

  /// The lines that break a schema.
  mutating func read(_ proof: BreakReader.Proof, of entry: CompiledContracts.Entry) -> SchemaBreak {
    reader.read(proof, of: entry, mayShare: false, separate: nil)
  }

  /// Compares all there is.
  mutating func compare() {
    compareServers()
    let channels = pairs(
      old.application.channels, new.application.channels, name: \.name,
      isSame: { $0.topic != nil && $0.topic == $1.topic })
    for (before, after) in channels {
      guard let after else {
        if old.isHere(before.site) { noteRemoved(before) }
        continue
      }
      compare(before, after)
    }
    compareOperations(channels.compactMap { pair in pair.1.map { (pair.0, $0) } })
  }

  /// Pairs what has the same name, and of the rest what is the same.
  private func pairs<Part>(
    _ old: [Part], _ new: [Part], name: (Part) -> String, isSame: (Part, Part) -> Bool
  ) -> [(Part, Part?)] {
    let byName = Dictionary(new.map { (name($0), $0) }) { first, _ in first }
    let oldNames = Set(old.map(name))
    let others = new.filter { !oldNames.contains(name($0)) }
    return old.map { part in (part, byName[name(part)] ?? others.first { isSame(part, $0) }) }
  }

  // MARK: Servers

  private mutating func compareServers() {
    let servers = pairs(
      old.application.servers, new.application.servers, name: \.name, isSame: { $0.address == $1.address })
    for (before, after) in servers {
      if let after { serverNames[before.name] = after.name }
      guard old.isHere(before.site) else { continue }
      let parts = old.parts(["servers", before.name], of: before.site)
      guard let after else {
        note(
          AgreementBreak(
            "the server `\(before.name)` is removed, and clients of `\(before.name)` cannot connect any more",
            at: new.place(of: new.application.root), parts: parts))
        continue
      }
      let site = after.site
      if before.address != after.address {
        note(
          AgreementBreak(
            "the server `\(before.name)` moves from `\(before.address)` to `\(after.address)`, and its clients connect "
              + "to the old one", at: new.place(of: site), parts: parts))
      }
      if before.protocolName != after.protocolName {
        note(
          AgreementBreak(
            "the server `\(before.name)` speaks `\(after.protocolName)` and no longer `\(before.protocolName)`",
            at: new.place(of: site), parts: parts))
      }
      compareSecurity(before.security, after.security, "the server `\(before.name)`", at: site, parts)
    }
  }

  /// A client that could show one of the old alternatives still can.
  mutating func compareSecurity(
    _ before: [String], _ after: [String], _ title: String, at site: Site, _ parts: [AgreementBreak.Part?]
  ) {
    guard !after.isEmpty, after != before else { return }
    let lost = before.filter { !after.contains($0) }
    guard before.isEmpty || !lost.isEmpty else { return }
    let asked = after.map { "`\($0)`" }.joined(separator: " or ")
    let what =
      before.isEmpty
      ? "asked for nothing before" : "no longer accepts \(lost.map { "`\($0)`" }.joined(separator: ", "))"
    note(
      AgreementBreak(
        "\(title) \(what), and now asks for \(asked): its clients are turned away",
        at: new.place(of: site), parts: parts))
  }

  // MARK: Channels

  private mutating func noteRemoved(_ channel: Application.Channel) {
    note(
      AgreementBreak(
        "the channel `\(channel.name)`\(shownAddress(of: channel)) is removed, with its messages and operations",
        at: new.place(of: new.application.root), parts: old.parts(of: channel)))
  }

  private func shownAddress(of channel: Application.Channel) -> String {
    channel.address.flatMap { $0 == channel.name ? nil : " (`\($0)`)" } ?? ""
  }

  private mutating func compare(_ before: Application.Channel, _ after: Application.Channel) {
    if new.isHere(after.site) {
      compareAddress(before, after)
      compareKafka(before, after)
      compareServers(of: before, after)
    }
    let messages = pairs(
      before.messages, after.messages, name: \.name,
      isSame: { isSame($0, $1) })
    for (message, next) in messages {
      guard let next else {
        if new.isHere(after.site) {
          note(
            AgreementBreak(
              "the message `\(message.name)` is removed from the channel `\(after.name)`",
              at: new.place(of: after.site), parts: old.parts(of: message, on: before)))
        } else {
          noteBreaking()
        }
        continue
      }
      compare(message, next, before, after)
    }
  }

  private mutating func compareAddress(_ before: Application.Channel, _ after: Application.Channel) {
    let hasTopic = before.bindings["kafka"]?["topic"] != nil || after.bindings["kafka"]?["topic"] != nil
    let (one, other) = hasTopic ? (before.topic, after.topic) : (before.address, after.address)
    guard let one, let other else { return }
    // The names of parameters are no part of what is on the wire.
    guard hasTopic ? one != other : before.template != after.template else {
      return compareParameters(before, after)
    }
    let word = hasTopic ? "topic" : "address"
    note(
      AgreementBreak(
        "the \(word) of the channel `\(after.name)` changes from `\(one)` to `\(other)`: senders and receivers that are "
          + "deployed use `\(one)`",
        at: new.place(of: place(of: hasTopic ? "bindings" : "address", in: after)),
        help: "add a channel for `\(other)` beside this one, and remove this one when all have moved",
        parts: hasTopic
          ? old.parts(of: before, "bindings", "kafka", "topic") : oldAddress(of: before), replacement: other))
  }

  /// The address of a channel at the base; in 2.x it is the name of the channel.
  private func oldAddress(of channel: Application.Channel) -> [AgreementBreak.Part?] {
    old.application.version < .v30 ? old.parts(of: channel) : old.parts(of: channel, "address")
  }

  /// A value that a parameter no longer takes is an address that is gone.
  private mutating func compareParameters(_ before: Application.Channel, _ after: Application.Channel) {
    for (one, other) in zip(before.parameters, after.parameters) {
      guard let values = other.values else { continue }
      let lost = one.values?.filter { !values.contains($0) } ?? ["other values"]
      guard !lost.isEmpty else { continue }
      let shown = one.values == nil ? "other values" : lost.map { "`\($0)`" }.joined(separator: ", ")
      note(
        AgreementBreak(
          "the parameter `\(other.name)` of the channel `\(after.name)` no longer takes \(shown): those addresses are gone",
          at: new.place(of: after.site), parts: old.parts(of: before, "parameters", one.name)))
    }
  }

  /// A server that is still there, and no longer has the channel.
  private mutating func compareServers(of before: Application.Channel, _ after: Application.Channel) {
    guard let known = after.servers else { return }
    for name in before.servers ?? old.application.servers.map(\.name) {
      guard let now = serverNames[name], !known.contains(now) else { continue }
      note(
        AgreementBreak(
          "the channel `\(after.name)` is no longer on the server `\(now)`: it is on "
            + known.map { "`\($0)`" }.joined(separator: ", "), at: new.place(of: place(of: "servers", in: after)),
          parts: old.parts(of: before, "servers")))
    }
  }

  /// Where a field of a channel is.
  private func place(of field: String, in channel: Application.Channel) -> Site {
    new.set.node(at: channel.site)[field].map { Site(channel.site.document, $0.index) } ?? channel.site
  }

  private mutating func compareKafka(_ before: Application.Channel, _ after: Application.Channel) {
    let (one, other) = (before.bindings["kafka"], after.bindings["kafka"])
    let site = place(of: "bindings", in: after)
    if let old = one?["partitions"], let new = other?["partitions"], old != new {
      note(
        AgreementBreak(
          "the topic of the channel `\(after.name)` has \(new.json()) partitions and no longer \(old.json()): keys move to "
            + "other partitions, and the order of their messages is lost", at: self.new.place(of: site),
          parts: self.old.parts(of: before, "bindings", "kafka", "partitions")))
    }
    let policy = "cleanup.policy"
    if let old = one?["topicConfiguration"]?[policy], let new = other?["topicConfiguration"]?[policy],
      Set(old.array.map(Array.init) ?? [old]) != Set(new.array.map(Array.init) ?? [new])
    {
      note(
        AgreementBreak(
          "`cleanup.policy` of the channel `\(after.name)` changes from \(old.json()) to \(new.json()): readers that start "
            + "later find other messages", at: self.new.place(of: site),
          parts: self.old.parts(of: before, "bindings", "kafka", "topicConfiguration", policy)))
    }
  }

  /// Whether two messages of other names are the same, by the names that they give themselves or by their artifacts.
  private func isSame(_ before: Application.Message, _ after: Application.Message) -> Bool {
    if let title = before.title, title == after.title { return true }
    return old.artifact(of: before).map { $0 == new.artifact(of: after) } ?? false
  }
}
