internal import Calendars
internal import Documents
internal import Findings
internal import ReleaseChecks

extension TrainStatus {
  /// The object of an instant on one line.
  func json(at instant: Instant, _ timeline: TrainTimeline) -> [UInt8] {
    Array("{\"at\":\"\(instant)\",".utf8) + jsonMembers(timeline) + [UInt8(ascii: "\n")]
  }

  /// The object without its brace and its first member, which is the instant.
  func jsonMembers(_ timeline: TrainTimeline) -> [UInt8] {
    Array(Node.object(members(timeline)).jsonBytes(pretty: false).dropFirst())
  }

  /// What holds, for people: instants in UTC and in the zone of the policy.
  func text(at instant: Instant, _ timeline: TrainTimeline) -> String {
    let policy = timeline.policy
    let opened = [(policy.train.frozen, staging), (policy.train.released, production)]
    let width = opened.map(\.0.count).max() ?? 0
    var lines = ["\(policy.shown(instant)): \(state.rawValue), the train of \(train.date)"]
    for (name, opening) in opened {
      let until = opening.until.map { " until \(policy.shown($0))" } ?? ""
      let padding = String(repeating: " ", count: width - name.count)
      lines.append("  \(TerminalText.visible(name))\(padding)  \(opening.isOpen ? "open" : "closed")\(until)")
    }
    lines += reasons(timeline).map { "  - \(TerminalText.visible($0))" }
    lines.append(
      next.map { "next: \($0.state.rawValue) at \(policy.shown($0.at))" } ?? "next: nothing changes any more")
    return lines.joined(separator: "\n") + "\n"
  }
}
