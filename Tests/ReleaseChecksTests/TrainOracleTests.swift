import Calendars
import ReleaseChecks
import Testing

/// Holds ten years of the default train against one that is computed by counting seconds of the week.
@Suite struct TrainOracleTests {
  /// The state at a second in UTC by the weekly train of the defaults, without a calendar.
  private func expected(_ second: Int) -> (state: TrainState, staging: Bool, production: Bool) {
    // 1970-01-01 was a Thursday, so the week of the train begins with its cut.
    let inWeek = second % 604_800
    switch inWeek {
    case 0..<86_400: return (.cutOpen, false, true)
    case (6 * 86_400 + 18 * 3600)..<604_800: return (.frozen, false, false)
    default: return (.boarding, true, false)
    }
  }

  @Test func `every quarter of an hour of ten years, and both sides of every boundary`() throws {
    let timeline = ReleaseChecksTests.timeline(try policy(""), nil)
    let start = 1_767_225_600
    let end = start + 3653 * 86_400
    var second = start
    var status = timeline.status(at: Instant(secondsSince1970: second))
    while second < end {
      for near in [second - 1, second, second + 1] {
        let at = Instant(secondsSince1970: near)
        if !status.validity.contains(at) { status = timeline.status(at: at) }
        let expected = expected(near)
        guard
          status.state != expected.state || status.staging.isOpen != expected.staging
            || status.production.isOpen != expected.production
        else { continue }
        Issue.record("\(at): \(status.state), but due is \(expected)")
        return
      }
      second += 900
    }
  }

  /// Walks ten years from turn to turn, and looks for each at what the wall of the zone shows there.
  @Test(arguments: ["UTC", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
  func `every turn of ten years in a zone is at its time on the wall`(zone: String) throws {
    let policy = try policy("zone: \(zone)")
    let timeline = ReleaseChecksTests.timeline(policy, nil)
    var at = instant("2026-01-02T12:00:00Z")
    var turns = 0
    while at < instant("2036-01-02T12:00:00Z") {
      let status = timeline.status(at: at)
      let next = try #require(status.next)
      let wall = policy.zone.local(at: next.at)
      let time = "\(wall.date.weekday.name) \(wall.secondOfDay / 3600):\(wall.secondOfDay / 60 % 60)"
      let due: [TrainState: String] = [.frozen: "wednesday 18:0", .cutOpen: "thursday 0:0", .boarding: "friday 0:0"]
      #expect(time == due[next.state])
      #expect(timeline.status(at: Instant(secondsSince1970: next.at.secondsSince1970 - 1)).state == status.state)
      at = next.at
      turns += 1
    }
    #expect(turns >= 3 * 521)
  }
}
