package import Documents

extension PlanEnvelope {
  /// The version of the form that envelopes are written in.
  package static let version = 1

  /// The member that tells an envelope from a plan.
  package static let mark = "signalboxPlan"

  /// The envelope as it is written.
  package var node: Node {
    var members: [(String, Node)] = [(Self.mark, .number(Number(Self.version)))]
    if let environment { members.append(("environment", .string(environment))) }
    if let closure { members.append(("closure", .string(closure))) }
    members.append(("terraformVersion", .string(terraformVersion)))
    members.append(("formatVersion", .string(formatVersion)))
    if let timestamp { members.append(("timestamp", .string(timestamp))) }
    if let isComplete { members.append(("complete", .boolean(isComplete))) }
    members.append(("errored", .boolean(isErrored)))
    if let binary { members.append(("file", binary.node)) }
    members.append(("namedEnvironments", .texts(namedEnvironments)))
    members.append(("changes", .array(changes.map(\.node))))
    members.append(("policies", .array(policies.map(\.node))))
    members.append(("alarms", .array(alarms.map(\.node))))
    members.append(("registries", .array(registries.map(\.node))))
    return .object(members)
  }
}

extension Node {
  fileprivate static func texts(_ texts: [String]) -> Node { .array(texts.map(Node.string)) }

  /// An object of those members that have a value.
  fileprivate static func some(_ members: [(String, Node?)]) -> Node {
    .object(members.compactMap { member in member.1.map { (member.0, $0) } })
  }
}

extension PlanFileFacts {
  fileprivate var node: Node {
    .object([
      ("digest", .string(digest)), ("format", .number(Number(format))), ("terraformVersion", .string(terraformVersion)),
      ("mode", .string(mode.rawValue)), ("targets", .texts(targets)), ("errored", .boolean(isErrored)),
      ("timestamp", .string(timestamp)), ("backend", .string(backend)),
      ("settings", .object(settings.sorted { $0.key < $1.key }.map { ($0.key, Node.string($0.value)) })),
      ("workspace", .string(workspace)),
      ("configuration", .object(configuration.sorted { $0.key < $1.key }.map { ($0.key, Node.string($0.value)) })),
      ("folders", .texts(folders)), ("foreignModules", .texts(foreignModules)),
    ])
  }
}

extension PlannedChange {
  fileprivate var node: Node {
    .some([
      ("address", .string(address)), ("type", .string(type)), ("actions", .texts(actions)),
      ("reason", reason.map(Node.string)), ("replacedFor", replacedFor.isEmpty ? nil : .texts(replacedFor)),
      ("previousAddress", previousAddress.map(Node.string)),
    ])
  }
}

extension PlannedPolicy {
  fileprivate var node: Node {
    .some([
      ("address", .string(address)), ("type", .string(type)), ("attribute", .string(attribute)),
      ("principals", .texts(principals)), ("kind", .string(kind.rawValue)), ("state", .string(state.rawValue)),
      ("statements", .array(statements.map(\.node))), ("changed", .boolean(isChanged)),
    ])
  }
}

extension PlannedStatement {
  fileprivate var node: Node {
    .some([
      ("sid", sid.map(Node.string)), ("allows", .boolean(allows)), ("actions", .texts(actions)),
      ("notActions", .texts(notActions)), ("resources", .texts(resources)), ("notResources", .texts(notResources)),
      ("principals", .texts(principals)), ("notPrincipals", .texts(notPrincipals)),
      (
        "conditions",
        .array(
          conditions.map { condition in
            .object([
              ("test", .string(condition.test)), ("key", .string(condition.key)), ("values", .texts(condition.values)),
            ])
          })
      ),
      ("new", .boolean(isNew)),
    ])
  }
}

extension PlannedAlarm {
  fileprivate var node: Node {
    .object([
      ("address", .string(address)), ("actions", .texts(actions)), ("enabled", .boolean(isEnabled)),
      ("hasAction", .boolean(hasAction)), ("destinations", .array(destinations.map(\.node))),
      ("unresolved", .texts(unresolved)), ("routeChanged", .boolean(isRouteChanged)), ("runbooks", .texts(runbooks)),
    ])
  }
}

extension PlannedAlarm.Destination {
  fileprivate var node: Node {
    switch self {
    case .channel(let name): .object([("channel", .string(name))])
    case .host(let name): .object([("host", .string(name))])
    case .topic(let name): .object([("topic", .string(name))])
    case .other(let words): .object([("other", .string(words))])
    }
  }
}

extension PlannedCompatibility {
  fileprivate var node: Node {
    .some([
      ("address", .string(address)), ("actions", .texts(actions)), ("mode", mode.map(Node.string)),
      ("before", before.map(Node.string)),
    ])
  }
}
