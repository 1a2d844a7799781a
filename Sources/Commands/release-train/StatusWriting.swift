internal import Calendars
internal import Documents
internal import Findings
internal import ReleaseChecks

extension TrainStatus {
  /// The object without its brace and its first member, which is the instant.
  func jsonMembers(_ timeline: TrainTimeline) -> [UInt8] {
    Array(Node.object(members(timeline)).jsonBytes(pretty: false).dropFirst())
  }

  /// What holds, for people: instants in UTC and in the zone of the policy.
  func lines(at instant: Instant, _ timeline: TrainTimeline) -> [String] {
    let policy = timeline.policy
    let opened = zip(policy.train.environments, openings)
    let width = policy.train.environments.map(\.count).max() ?? 0
    var lines = ["\(policy.shown(instant)): \(state.rawValue), the train of \(train.date)"]
    for (name, opening) in opened {
      let until = opening.until.map { " until \(policy.shown($0))" } ?? ""
      let padding = String(repeating: " ", count: width - name.count)
      lines.append("  \(TerminalText.visible(name))\(padding)  \(opening.isOpen ? "open" : "closed")\(until)")
    }
    lines += reasons(timeline).map { "  - \(TerminalText.visible($0))" }
    lines.append(
      next.map {
        "next change: \($0.state.rawValue) at \(policy.shown($0.at)), in \(Self.distance(from: instant, to: $0.at))"
      }
        ?? "next change: none")
    return lines
  }

  /// A length of time in days, hours and minutes: `6 h 12 min`.
  static func distance(from start: Instant, to end: Instant) -> String {
    let minutes = max(0, end.secondsSince1970 - start.secondsSince1970) / 60
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")].filter { $0.0 > 0 }
    return parts.isEmpty ? "less than a minute" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
