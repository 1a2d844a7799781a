import Calendars
import Testing

@Suite struct SpokenTimeTests {
  @Test(arguments: [
    ("2026-12-03T00:00:00Z", "Thu 3 Dec 2026, 00:00 UTC (01:00 in Europe/Berlin)"),
    ("2026-12-02T23:30:00Z", "Wed 2 Dec 2026, 23:30 UTC (Thu 00:30 in Europe/Berlin)"),
    ("2026-07-01T12:00:05Z", "Wed 1 Jul 2026, 12:00:05 UTC (14:00:05 in Europe/Berlin)"),
    ("1969-12-31T23:59:59.5Z", "Wed 31 Dec 1969, 23:59:59 UTC (Thu 00:59:59 in Europe/Berlin)"),
  ])
  func `an instant is said with its weekday, in UTC and in the zone`(text: String, expected: String) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.spoken(in: try ZoneFolder().zone(named: "Europe/Berlin")) == expected)
  }

  @Test func `an instant in UTC is said once`() throws {
    let instant = try #require(Instant(rfc3339: "2026-12-03T00:00:00Z"))
    #expect(instant.spoken(in: .utc) == "Thu 3 Dec 2026, 00:00 UTC")
  }
}
