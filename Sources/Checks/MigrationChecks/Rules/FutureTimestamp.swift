internal import Calendars
package import Findings
package import Policy

/// Flags a new migration whose time has not come for long.
package struct FutureTimestamp: Rule {
  package let metadata = RuleMetadata(
    id: "db/future-timestamp",
    title: "Migration timestamp in the future",
    rationale: """
      Every migration comes after those that are merged. Once one of next year is, none can be added before next \
      year, unless its time lies further ahead still; so one typo moves the clock for all.
      """,
    remedy: """
      Rename the migration to the time it was made, in UTC: `date -u +%Y%m%d%H%M%S`. How far it may be ahead of the \
      instant of the check is the policy's `migrations.ahead`, a day by default, which is more than any zone is.
      """,
    severity: .error,
    requires: [.instant],
    bad: [
      example("20270105090000_create_a.sql", now: "2026-01-05T09:00:00Z"),
      example("20260106090001_create_a.sql", now: "2026-01-05T09:00:00Z"),
    ],
    good: [
      example("20260106090000_create_a.sql", now: "2026-01-05T09:00:00Z"),
      example("20260101090000_create_a.sql", now: "2026-01-05T09:00:00Z"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let limit = change.latestTime else { return [] }
    return change.history.new.compactMap { entry in
      guard let time = entry.timestamp.flatMap({ Instant(digits: $0) }), time > limit.latest else { return nil }
      return finding(
        "this migration is of \(time), more than \(limit.ahead) after \(limit.now), so no other could be added before it",
        at: Place(path: entry.path), help: "rename it to the time it was made: date -u +%Y%m%d%H%M%S")
    }
  }

  private static func example(_ name: String, now: String) -> Example {
    Example(
      """
      -- given: now --
      \(now)
      -- db/migrations/eng/\(name) --
      begin; create table a (id int); commit;
      -- down
      begin; drop table a; commit;
      """)
  }
}

extension Instant {
  /// The time in UTC that 14 digits of a migration's name say; `nil` where there is no such time.
  fileprivate init?(digits: String) {
    func part(_ start: Int, _ count: Int) -> Substring { digits.dropFirst(start).prefix(count) }
    let (date, time) = ("\(part(0, 4))-\(part(4, 2))-\(part(6, 2))", "\(part(8, 2)):\(part(10, 2)):\(part(12, 2))")
    self.init(rfc3339: "\(date)T\(time)Z")
  }
}
