internal import Changes
package import Findings
package import Policy
internal import Terraform

/// Follows alarms to the channel where people look.
package struct MisroutedAlarm: Rule {
  package let metadata = RuleMetadata(
    id: "change/misrouted-alarm",
    title: "Alarm does not reach the alert channel",
    rationale: """
      An alarm without a receiver is found at the next incident. The actions of an alarm are followed through the \
      references of the configuration, since of new resources no address is known: the topic, and from there the chat \
      configuration by its channel's id, the module of a function, or a subscription.
      """,
    remedy: """
      Give the alarm an action on the topic of the channel, and leave `actions_enabled` on. A topic of another \
      configuration is named under `alerts.topics`, a host that forwards under `alerts.hosts`.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .alarm(enabled: false),
      .alarm(channel: "C0OTHER"),
      .alarm(action: ""),
    ],
    good: [.alarm()])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let alerts = change.alarms.policy
    guard alerts.channel != nil else { return [] }
    return change.alarms.alarms.compactMap { environment, alarm in
      guard alarm.isChanged || alarm.isRouteChanged else { return nil }
      let what = "`\(environment)`: \(alarm.address)"
      let help = "lead it to \(alerts.shownName): `alarm_actions`, and a subscription of its topic"
      guard alarm.isEnabled else {
        return finding("\(what): its actions are turned off", help: "remove `actions_enabled = false`")
      }
      guard alarm.hasAction else { return finding("\(what): it has no action", help: help) }
      if alarm.destinations.contains(where: alerts.isReached) { return nil }
      let words = alarm.destinations.map(words)
      if words.isEmpty, !alarm.unresolved.isEmpty {
        let shown = alarm.unresolved.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        return undecided(
          "\(what): could not follow its actions because \(shown) \(alarm.unresolved.count == 1 ? "is" : "are") not in the plan",
          help: "refer to the topic, or name it under `alerts.topics` in \(ChangeControlCheck.policyPath)")
      }
      let isForeign = alarm.destinations.contains { destination in
        if case .topic(let name) = destination { !name.contains(".") } else { false }
      }
      let message =
        "\(what): it notifies \(words.isEmpty ? "nothing" : words.joined(separator: ", ")), not \(alerts.shownName)"
      guard isForeign else { return finding(message, help: help) }
      return undecided(
        "\(what): could not follow \(words.joined(separator: ", ")) because this plan does not have it",
        help: "name it under `alerts.topics` in \(ChangeControlCheck.policyPath) if it notifies \(alerts.shownName)")
    }
  }

  private func words(_ destination: PlannedAlarm.Destination) -> String {
    switch destination {
    case .channel(let name): "the channel `\(name)`"
    case .host(let name): "the host `\(name)`"
    case .topic(let name): "the topic `\(name)`"
    case .other(let words): words
    }
  }
}
