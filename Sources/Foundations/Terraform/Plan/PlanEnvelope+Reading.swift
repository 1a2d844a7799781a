package import Documents

extension PlanEnvelope {
  /// Reads an envelope; `nil` where something that it needs is missing or of another kind.
  package init?(envelope node: Node) {
    guard node[Self.mark]?.number?.int == Self.version, let version = node["terraformVersion"]?.string,
      let format = node["formatVersion"]?.string, let isErrored = node["errored"]?.boolean,
      let changes = node["changes"].flatMap({ $0.all(PlannedChange.init) }),
      let policies = node["policies"].flatMap({ $0.all(PlannedPolicy.init) }),
      let alarms = node["alarms"].flatMap({ $0.all(PlannedAlarm.init) }),
      let registries = node["registries"].flatMap({ $0.all(PlannedCompatibility.init) })
    else { return nil }
    environment = node["environment"]?.string
    closure = node["closure"]?.string
    terraformVersion = version
    formatVersion = format
    timestamp = node["timestamp"]?.string
    isComplete = node["complete"]?.boolean
    self.isErrored = isErrored
    if let file = node["file"] {
      guard let facts = PlanFileFacts(file) else { return nil }
      binary = facts
    }
    namedEnvironments = node["namedEnvironments"]?.texts ?? []
    (self.changes, self.policies, self.alarms, self.registries) = (changes, policies, alarms, registries)
  }
}

extension Node {
  /// The texts of a list; `nil` where it is none, or has something else.
  fileprivate var texts: [String]? { all(\.string) }

  /// Each element as something else; `nil` where one cannot be.
  fileprivate func all<Value>(_ read: (Node) -> Value?) -> [Value]? {
    guard let elements = array else { return nil }
    var values: [Value] = []
    for element in elements {
      guard let value = read(element) else { return nil }
      values.append(value)
    }
    return values
  }

  fileprivate var textsByName: [String: String]? {
    guard let members = object else { return nil }
    var texts: [String: String] = [:]
    for member in members {
      guard let text = member.value.string else { return nil }
      texts[member.key] = text
    }
    return texts
  }
}

extension PlanFileFacts {
  fileprivate init?(_ node: Node) {
    guard let digest = node["digest"]?.string, let format = node["format"]?.number?.int,
      let version = node["terraformVersion"]?.string, let mode = node["mode"]?.string.flatMap(Mode.init),
      let targets = node["targets"]?.texts, let timestamp = node["timestamp"]?.string,
      let isErrored = node["errored"]?.boolean,
      let backend = node["backend"]?.string, let settings = node["settings"]?.textsByName,
      let workspace = node["workspace"]?.string, let configuration = node["configuration"]?.textsByName,
      let folders = node["folders"]?.texts, let foreign = node["foreignModules"]?.texts
    else { return nil }
    self.init(
      digest: digest, format: format, terraformVersion: version, mode: mode, targets: targets, isErrored: isErrored,
      timestamp: timestamp, backend: backend, settings: settings, workspace: workspace, configuration: configuration,
      folders: folders,
      foreignModules: foreign)
  }
}

extension PlannedChange {
  fileprivate init?(_ node: Node) {
    guard let address = node["address"]?.string, let type = node["type"]?.string,
      let actions = node["actions"]?.texts
    else { return nil }
    self.init(
      address: address, type: type, actions: actions, reason: node["reason"]?.string,
      replacedFor: node["replacedFor"]?.texts ?? [], previousAddress: node["previousAddress"]?.string)
  }
}

extension PlannedPolicy {
  fileprivate init?(_ node: Node) {
    guard let address = node["address"]?.string, let type = node["type"]?.string,
      let attribute = node["attribute"]?.string, let kind = node["kind"]?.string.flatMap(Kind.init),
      let state = node["state"]?.string.flatMap(State.init), let isChanged = node["changed"]?.boolean,
      let principals = node["principals"]?.texts,
      let statements = node["statements"].flatMap({ $0.all(PlannedStatement.init) })
    else { return nil }
    self.init(
      address: address, type: type, attribute: attribute, principals: principals, kind: kind,
      state: state, statements: statements, isChanged: isChanged)
  }
}

extension PlannedStatement {
  fileprivate init?(_ node: Node) {
    guard let allows = node["allows"]?.boolean, let actions = node["actions"]?.texts,
      let notActions = node["notActions"]?.texts, let resources = node["resources"]?.texts,
      let notResources = node["notResources"]?.texts, let principals = node["principals"]?.texts,
      let notPrincipals = node["notPrincipals"]?.texts, let isNew = node["new"]?.boolean,
      let conditions = node["conditions"].flatMap({ $0.all(Condition.init) })
    else { return nil }
    self.init(
      sid: node["sid"]?.string, allows: allows, actions: actions, notActions: notActions, resources: resources,
      notResources: notResources, principals: principals, notPrincipals: notPrincipals, conditions: conditions,
      isNew: isNew)
  }
}

extension PlannedStatement.Condition {
  fileprivate init?(_ node: Node) {
    guard let test = node["test"]?.string, let key = node["key"]?.string, let values = node["values"]?.texts else {
      return nil
    }
    self.init(test: test, key: key, values: values)
  }
}

extension PlannedAlarm {
  fileprivate init?(_ node: Node) {
    guard let address = node["address"]?.string, let actions = node["actions"]?.texts,
      let isEnabled = node["enabled"]?.boolean, let hasAction = node["hasAction"]?.boolean,
      let destinations = node["destinations"].flatMap({ $0.all(Destination.init) }),
      let unresolved = node["unresolved"]?.texts, let isRouteChanged = node["routeChanged"]?.boolean,
      let runbooks = node["runbooks"]?.texts
    else { return nil }
    self.init(
      address: address, actions: actions, isEnabled: isEnabled, hasAction: hasAction, destinations: destinations,
      unresolved: unresolved, isRouteChanged: isRouteChanged, runbooks: runbooks)
  }
}

extension PlannedAlarm.Destination {
  fileprivate init?(_ node: Node) {
    if let name = node["channel"]?.string {
      self = .channel(name)
    } else if let name = node["host"]?.string {
      self = .host(name)
    } else if let name = node["topic"]?.string {
      self = .topic(name)
    } else if let words = node["other"]?.string {
      self = .other(words)
    } else {
      return nil
    }
  }
}

extension PlannedCompatibility {
  fileprivate init?(_ node: Node) {
    guard let address = node["address"]?.string, let actions = node["actions"]?.texts else { return nil }
    self.init(address: address, actions: actions, mode: node["mode"]?.string, before: node["before"]?.string)
  }
}
