import Calendars
import Testing

@Suite struct WeekTests {
  @Test(arguments: [
    ("2026-01-01", "2026-W01", Weekday.thursday), ("2025-12-29", "2026-W01", .monday),
    ("2027-01-03", "2026-W53", .sunday),
    ("2027-01-04", "2027-W01", .monday), ("2026-11-19", "2026-W47", .thursday), ("2000-02-29", "2000-W09", .tuesday),
    ("1969-12-31", "1970-W01", .wednesday), ("0001-01-01", "0001-W01", .monday),
  ])
  func `a date has its weekday and is in its ISO week`(date: String, week: String, weekday: Weekday) throws {
    let date = try #require(CivilDate(date))
    #expect(ISOWeek(of: date).description == week)
    #expect(date.weekday == weekday)
    #expect(date.monday.weekday == .monday)
    #expect((0..<7).contains(date.daysSince1970 - date.monday.daysSince1970))
  }

  @Test(arguments: [
    ("monday 00:00", 0), ("wednesday 18:00", 3960), ("thursday 24:00", 5760), ("friday 00:00", 5760),
    ("sunday 23:59", 10_079), ("sunday 24:00", 0),
  ])
  func `a weekly time is so many minutes after Monday`(text: String, minute: Int) {
    #expect(WeeklyTime(text)?.minuteOfWeek == minute)
  }

  @Test(arguments: [
    "", "monday", "Monday 10:00", "mon 10:00", "monday 24:01", "monday 10:60", "monday 25:00", "monday 1:00",
    "monday  10:00", "monday 10:00 ", "monday +1:00", "monday 10.00", "10:00 monday",
  ])
  func `anything else is no weekly time`(text: String) {
    #expect(WeeklyTime(text) == nil)
  }

  @Test func `an instant is written by the clocks of a zone and is the same when it is read`() throws {
    for name in ["Europe/Amsterdam", "Asia/Kathmandu", "America/St_Johns", "UTC"] {
      let zone = try ZoneFolder().zone(named: name)
      // In 1880 the clocks of Amsterdam were 18 seconds beside a minute.
      for second in [0, 1_795_024_800, -2_840_140_800, 253_402_200_000] {
        let instant = Instant(secondsSince1970: second)
        #expect(Instant(rfc3339: instant.description(in: zone)) == instant, "\(name) \(instant)")
      }
    }
    let amsterdam = try ZoneFolder().zone(named: "Europe/Amsterdam")
    #expect(Instant(secondsSince1970: 1_795_024_800).description(in: amsterdam) == "2026-11-18T19:00:00+01:00")
  }
}
