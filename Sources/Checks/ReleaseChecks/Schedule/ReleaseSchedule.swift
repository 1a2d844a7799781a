package import Calendars
package import Documents

/// What is due by the policy in the next weeks: freezes, windows, one-off freezes, and days without a train.
package struct ReleaseSchedule: Sendable {
  package struct Event: Sendable, Equatable {
    package enum Kind: String, Sendable {
      case freeze
      case window
      case oneOffFreeze = "one-off-freeze"
      case skipped
      case holiday
    }

    package let kind: Kind

    /// Tells it from other events, the same in every feed.
    package let id: String

    package let title: String
    package let range: Range<Instant>
  }

  /// By their begins.
  package let events: [Event]

  private let policy: ReleasePolicy

  /// The events of some weeks, from the train that is under way at an instant on.
  package init(_ timeline: TrainTimeline, from start: Instant, weeks: Int) {
    policy = timeline.policy
    let train = policy.train
    var events: [Event] = []
    var next = timeline.schedule.train(at: start)
    let end = Instant(secondsSince1970: start.secondsSince1970 + weeks * 7 * 86_400)
    while next.boards < end {
      if let skipped = next.skipped {
        events.append(
          Event(kind: .skipped, id: "skipped-\(next.date)", title: "No train: \(skipped)", range: next.cut))
      } else {
        events.append(
          Event(
            kind: .freeze, id: "freeze-\(next.date)",
            title: "\(train.frozen) is frozen until the release of \(next.date)",
            range: next.freezes..<max(next.freezes, next.ends)))
        for (number, window) in next.windows.enumerated() {
          events.append(
            Event(
              kind: .window, id: "window-\(next.date)-\(number + 1)",
              title: "\(train.released.joined(separator: " and ")): train of \(next.date)", range: window))
        }
      }
      guard next.ends > next.boards else { break }
      next = timeline.schedule.train(at: next.ends)
    }
    for (number, freeze) in timeline.freezes.enumerated() where freeze.range.overlaps(start..<end) {
      let places = freeze.environments?.joined(separator: " and ") ?? "all environments"
      events.append(
        Event(
          kind: .oneOffFreeze, id: "one-off-\(number + 1)-\(freeze.range.lowerBound)",
          title: "\(places) frozen: \(freeze.name), \(freeze.reason) (\(freeze.owner))",
          range: freeze.range.lowerBound..<min(freeze.range.upperBound, max(end, freeze.range.lowerBound))))
    }
    for days in policy.holidays.ranges {
      let first = policy.zone.instant(of: LocalDateTime(days.lowerBound))
      let last = policy.zone.instant(of: LocalDateTime(days.upperBound.adding(days: 1)))
      guard first < last, (first..<last).overlaps(start..<end) else { continue }
      events.append(
        Event(kind: .holiday, id: "holiday-\(days.lowerBound)", title: "Holiday, no train is cut", range: first..<last))
    }
    self.events = events.sorted { ($0.range.lowerBound, $0.id) < ($1.range.lowerBound, $1.id) }
  }

  /// A line for each event, in UTC and in the zone of the policy.
  package var lines: [String] {
    events.map { event in
      "\(policy.shown(event.range.lowerBound)) – \(policy.shown(event.range.upperBound))  \(event.title)"
    }
  }

  package var node: Node {
    .array(
      events.map { event in
        [
          "kind": .string(event.kind.rawValue), "id": .string(event.id), "title": .string(event.title),
          "from": .string(event.range.lowerBound.description), "until": .string(event.range.upperBound.description),
        ]
      })
  }
}
