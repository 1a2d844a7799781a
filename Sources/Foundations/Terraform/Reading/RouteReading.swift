internal import Documents

/// Collects what leads an alarm to people, and follows it once the configuration is known.
struct RouteResources {
  private let runbooks: String?
  private var alarms: [Alarm] = []
  private var topics: [Part] = []
  private var channels: [Part] = []
  private var subscriptions: [Part] = []

  /// A resource on the way, with what is asked of its values.
  private struct Part {
    let resource: ConfigurationGraph.Resource
    let address: String
    let isChanged: Bool
    let isGone: Bool
    var arn: String?
    var arns: Set<String> = []
    var channel: String?
    var protocolName: String?
    var host: String?
  }

  private struct Alarm {
    let resource: ConfigurationGraph.Resource
    let planned: PlannedResource
    let arns: [String]
  }

  init(runbooks: String?) {
    self.runbooks = runbooks
  }

  mutating func add(_ planned: PlannedResource) {
    let resource = ConfigurationGraph.Resource(address: planned.address)
    let isGone = !planned.change.actions.contains("create") && planned.change.endsResource
    var part = Part(
      resource: resource, address: planned.address, isChanged: planned.change.isEffect, isGone: isGone)
    let value = isGone ? planned.before : planned.after
    switch planned.type {
    case "aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm":
      let isMarked = planned.mark(of: "alarm_actions").isMarked
      let arns = isMarked ? [] : value["alarm_actions"]?.array?.compactMap(\.string) ?? []
      alarms.append(Alarm(resource: resource, planned: planned, arns: arns))
    case "aws_sns_topic":
      part.arn = value["arn"]?.string
      topics.append(part)
    case "aws_chatbot_slack_channel_configuration", "awscc_chatbot_slack_channel_configuration":
      part.channel = planned.text("slack_channel_id")
      part.arns = Set(value["sns_topic_arns"]?.array?.compactMap(\.string) ?? [])
      channels.append(part)
    case "aws_sns_topic_subscription":
      part.arns = Set([value["topic_arn"]?.string].compactMap(\.self))
      part.protocolName = value["protocol"]?.string
      part.host = planned.text("endpoint").flatMap(Self.host)
      subscriptions.append(part)
    default: break
    }
  }

  /// The alarms, each with where it leads.
  func alarms(by graph: ConfigurationGraph) -> [PlannedAlarm] {
    let leads = Leads(topics: topics, channels: channels, subscriptions: subscriptions, graph)
    return alarms.filter { !($0.planned.change.endsResource && !$0.planned.change.actions.contains("create")) }
      .map { alarm($0, leads, graph) }
  }

  private func alarm(_ alarm: Alarm, _ leads: Leads, _ graph: ConfigurationGraph) -> PlannedAlarm {
    let found = graph.destination(of: ["alarm_actions"], in: alarm.resource)
    var destinations: [PlannedAlarm.Destination] = []
    var isRouteChanged = false
    var unresolved = found.unresolved
    var reached: Set<String> = []
    for topic in topics where found.resources.contains(topic.resource) || topic.arn.map(alarm.arns.contains) == true {
      if let arn = topic.arn { reached.insert(arn) }
      let route = leads.route(from: topic)
      destinations += route.destinations
      isRouteChanged = isRouteChanged || route.isChanged
    }
    for resource in found.resources.sorted(by: { $0.address < $1.address }) where resource.type != "aws_sns_topic" {
      destinations.append(.other("\(resource.address)"))
    }
    for arn in alarm.arns where !reached.contains(arn) {
      // A topic of another configuration: its name is known, and what it leads to is not.
      destinations.append(.topic(arn.split(separator: ":").last.map(String.init) ?? arn))
      unresolved = []
    }
    if !destinations.isEmpty, found.unresolved.allSatisfy({ $0.hasPrefix("var.") || $0.hasPrefix("local.") }) {
      unresolved = []
    }
    let after = alarm.planned.after
    let hasAction =
      [after["alarm_actions"], alarm.planned.unknown["alarm_actions"]].contains { $0?.array?.isEmpty == false }
      || alarm.planned.unknown["alarm_actions"]?.boolean == true
    return PlannedAlarm(
      address: alarm.planned.address, actions: alarm.planned.change.actions,
      isEnabled: after["actions_enabled"]?.boolean ?? true, hasAction: hasAction, destinations: destinations,
      unresolved: unresolved.sorted(), isRouteChanged: isRouteChanged, runbooks: runbooks(of: alarm.planned))
  }

  /// The words of a description that name a page of the folder of runbooks.
  private func runbooks(of planned: PlannedResource) -> [String] {
    guard let runbooks, let text = planned.text("alarm_description") else { return [] }
    let words = text.split { $0.isWhitespace || "<>()[]\"'`,;".contains($0) }
    return words.compactMap { word in
      guard let start = word.range(of: runbooks + "/") else { return nil }
      let path = word[start.lowerBound...].split(whereSeparator: { "#?".contains($0) }).first.map(String.init) ?? ""
      return path.hasSuffix(".md") ? path : path + ".md"
    }
  }

  /// The host of an address, which is no secret as its path may be.
  private static func host(of address: String) -> String? {
    guard let start = address.range(of: "://") else { return nil }
    let authority = address[start.upperBound...].prefix { !"/?#".contains($0) }
    return authority.split(separator: "@").last.map { $0.split(separator: ":").first.map(String.init) ?? "" }
  }

  /// Which topic leads where.
  private struct Leads {
    struct Route {
      var destinations: [PlannedAlarm.Destination]
      var isChanged: Bool
    }

    private let channels: [(part: Part, topics: Set<ConfigurationGraph.Resource>)]
    private let subscriptions: [(part: Part, topics: Set<ConfigurationGraph.Resource>)]
    private let graph: ConfigurationGraph

    init(topics: [Part], channels: [Part], subscriptions: [Part], _ graph: ConfigurationGraph) {
      self.graph = graph
      self.channels = channels.map { ($0, graph.destination(of: ["sns_topic_arns"], in: $0.resource).resources) }
      self.subscriptions = subscriptions.map { ($0, graph.destination(of: ["topic_arn"], in: $0.resource).resources) }
    }

    func route(from topic: Part) -> Route {
      guard !topic.isGone else { return Route(destinations: [], isChanged: topic.isChanged) }
      var route = Route(destinations: [], isChanged: topic.isChanged)
      for (part, topics) in channels where leads(part, topics, topic) {
        route.isChanged = route.isChanged || part.isChanged
        if let channel = part.channel, !part.isGone { route.destinations.append(.channel(channel)) }
      }
      for (part, topics) in subscriptions where leads(part, topics, topic) {
        route.isChanged = route.isChanged || part.isChanged
        guard !part.isGone else { continue }
        route.destinations += destinations(of: part)
      }
      if route.destinations.isEmpty { route.destinations = [.topic(topic.address)] }
      return route
    }

    private func leads(_ part: Part, _ topics: Set<ConfigurationGraph.Resource>, _ topic: Part) -> Bool {
      topics.contains(topic.resource) || topic.arn.map(part.arns.contains) == true
    }

    private func destinations(of part: Part) -> [PlannedAlarm.Destination] {
      switch part.protocolName {
      case "lambda":
        let names = ["slack_channel_id", "slack_channel", "channel_id", "channel"]
        let channels = graph.constants(names, around: part.resource.module)
        return channels.isEmpty ? [.other("the function of \(part.address)")] : channels.map { .channel($0) }
      case "https", "http": return [part.host.map { .host($0) } ?? .other("an address that is not known yet")]
      case let name?: return [.other("\(name) (\(part.address))")]
      case nil: return [.other(part.address)]
      }
    }
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}

extension String {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
