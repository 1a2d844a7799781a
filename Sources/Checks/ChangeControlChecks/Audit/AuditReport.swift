package import Calendars
package import Documents

/// The state of the world as an audit finds it: what is overdue, sorted by days, and what else is to be known.
package struct AuditReport: Sendable {
  package struct Item: Sendable {
    /// What it is about, as `postmortem`.
    package let topic: String

    /// One sentence without a full stop.
    package let message: String

    /// How many days it is overdue; `nil` where it is a note.
    package let days: Int?
    package let path: String?
    package let help: String?

    init(_ topic: String, _ message: String, days: Int? = nil, path: String? = nil, help: String? = nil) {
      (self.topic, self.message, self.days, self.path, self.help) = (topic, message, days, path, help)
    }
  }

  package let now: Instant

  /// The commit that was looked at.
  package let commit: String?
  package let items: [Item]
  package let restoration: RestorationTimes

  /// What could not be looked at, and why.
  package let notExecuted: [(what: String, why: String)]

  init(
    at now: Instant, commit: String?, items: [Item], restoration: RestorationTimes,
    notExecuted: [(what: String, why: String)]
  ) {
    (self.now, self.commit, self.restoration, self.notExecuted) = (now, commit, restoration, notExecuted)
    self.items = items.sorted { ($1.days ?? -1, $0.topic, $0.message) < ($0.days ?? -1, $1.topic, $1.message) }
  }

  package var overdue: [Item] { items.filter { $0.days != nil } }
  package var notes: [Item] { items.filter { $0.days == nil } }

  package var node: Node {
    func list(_ items: [Item]) -> Node {
      .array(
        items.map { item in
          var members: [(String, Node)] = [("topic", .string(item.topic)), ("message", .string(item.message))]
          if let days = item.days { members.append(("days", .number(Number(days)))) }
          if let path = item.path { members.append(("path", .string(path))) }
          if let help = item.help { members.append(("help", .string(help))) }
          return .object(members)
        })
    }
    return .object([
      ("now", .string("\(now)")), ("commit", commit.map(Node.string) ?? .null), ("overdue", list(overdue)),
      ("notes", list(notes)), ("timeToRestore", restoration.node),
      (
        "notExecuted",
        .array(notExecuted.map { .object([("what", .string($0.what)), ("why", .string($0.why))]) })
      ),
    ])
  }
}

/// How long incidents lasted.
package struct RestorationTimes: Sendable {
  package struct Incident: Sendable {
    package let name: String
    package let began: Instant
    package let restored: Instant

    /// Whether a postmortem tells it, and not the opening and closing of an issue.
    package let isWritten: Bool

    package var minutes: Int { max(0, restored.secondsSince1970 - began.secondsSince1970) / 60 }
  }

  package let incidents: [Incident]

  /// How long one should last at most, in minutes.
  package let limit: Int

  init(_ postmortems: [Postmortem], issues: [(number: Int, opened: Instant, closed: Instant)], limit: Int) {
    self.limit = limit / 60
    var incidents = postmortems.compactMap { postmortem -> Incident? in
      guard let began = postmortem.began, let restored = postmortem.restored else { return nil }
      return Incident(name: postmortem.path.name, began: began, restored: restored, isWritten: true)
    }
    let told = Set(postmortems.filter { $0.began != nil && $0.restored != nil }.flatMap(\.incidents))
    incidents += issues.filter { !told.contains($0.number) }.map { issue in
      Incident(name: "#\(issue.number)", began: issue.opened, restored: issue.closed, isWritten: false)
    }
    self.incidents = incidents.sorted { ($0.began, $0.name) < ($1.began, $1.name) }
  }

  /// The median of the minutes; of an even number the mean of the two in the middle, rounded down.
  package static func median(_ minutes: [Int]) -> Int? {
    guard !minutes.isEmpty else { return nil }
    let sorted = minutes.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  package var median: Int? { Self.median(incidents.map(\.minutes)) }

  package var withinLimit: Int { incidents.count { $0.minutes <= limit } }

  /// The median of each month, as `2026-11`, by when the incidents began.
  package var months: [(month: String, count: Int, median: Int)] {
    let groups = Dictionary(grouping: incidents) { String("\($0.began)".prefix(7)) }
    return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value.count, Self.median($0.value.map(\.minutes)) ?? 0) }
  }

  package var node: Node {
    .object([
      ("incidents", .number(Number(incidents.count))),
      ("fromIssues", .number(Number(incidents.count { !$0.isWritten }))),
      ("medianMinutes", median.map { Node.number(Number($0)) } ?? .null), ("limitMinutes", .number(Number(limit))),
      ("withinLimit", .number(Number(withinLimit))),
      (
        "months",
        .array(
          months.map { month in
            .object([
              ("month", .string(month.month)), ("incidents", .number(Number(month.count))),
              ("medianMinutes", .number(Number(month.median))),
            ])
          })
      ),
    ])
  }

  /// The figures in one line.
  package var words: String {
    guard let median else { return "no incident has both a begin and an end" }
    let issues = incidents.count { !$0.isWritten }
    let source = issues == 0 ? "" : "; \(issues) by the opening and closing of an issue"
    return "median \(median) min, \(withinLimit) of \(incidents.count) within \(limit) min\(source)"
  }
}
