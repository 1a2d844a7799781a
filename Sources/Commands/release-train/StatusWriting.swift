internal import Calendars
internal import Documents
internal import Findings
internal import ReleaseChecks

extension TrainStatus {
  /// The object without its brace and its first member, which is the instant.
  func jsonMembers(_ timeline: TrainTimeline) -> [UInt8] {
    Array(Node.object(members(timeline)).jsonBytes(pretty: false).dropFirst())
  }

  /// The answer for people: what is open, until when and why, and what comes next.
  func lines(at instant: Instant, _ timeline: TrainTimeline) -> [String] {
    let zone = timeline.policy.zone
    let names = timeline.policy.train.environments
    let width = names.map(\.count).max() ?? 0
    var lines = [
      "\(instant.spoken(in: zone)): \(state.words)", "Release of \(train.date.spoken)", "",
    ]
    for (name, opening) in zip(names, openings) {
      let padding = String(repeating: " ", count: width - name.count)
      let until = opening.until.map { " until \(Self.answer($0, from: instant, zone))" } ?? ""
      lines.append("  \(TerminalText.visible(name))\(padding)  \(opening.isOpen ? "open  " : "closed")\(until)")
    }
    lines += [""] + reasons(timeline).map { "  - \(TerminalText.visible(Self.spoken($0, zone)))" }
    let change = next.map { "\($0.state.words), \(Self.answer($0.at, from: instant, zone))" } ?? "no change planned"
    return lines + ["", "Next: \(change)"]
  }

  /// When something happens, and how far that is.
  private static func answer(_ instant: Instant, from now: Instant, _ zone: Zone) -> String {
    "\(instant.spoken(in: zone)), in \(distance(from: now, to: instant))"
  }

  /// A sentence with the instants in it as people say them.
  private static func spoken(_ sentence: String, _ zone: Zone) -> String {
    sentence.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.last.map { ",.;:".contains($0) } == true ? word.dropLast() : word
      guard let instant = Instant(rfc3339: String(bare)) else { return String(word) }
      return instant.spoken(in: zone) + word.dropFirst(bare.count)
    }.joined(separator: " ")
  }

  /// A length of time by its two largest units: `2 d 3 h`, `6 h 12 min`.
  static func distance(from start: Instant, to end: Instant) -> String {
    let minutes = max(0, end.secondsSince1970 - start.secondsSince1970) / 60
    let units = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")]
    guard let first = units.firstIndex(where: { $0.0 > 0 }) else { return "less than a minute" }
    return units[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}

extension TrainState {
  /// The state as the begin of an answer.
  fileprivate var words: String {
    switch self {
    case .boarding: "open for changes"
    case .frozen: "frozen for the release"
    case .cutOpen: "release window open"
    case .cut: "released"
    case .skipped: "no release this week"
    case .held: "one-off freeze"
    }
  }
}
