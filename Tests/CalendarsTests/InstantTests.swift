import Calendars
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-18T18:00:00Z", 1_795_024_800), ("2026-11-18T19:00:00+01:00", 1_795_024_800),
    ("2026-11-18t18:00:00z", 1_795_024_800), ("1969-12-31T23:59:59Z", -1), ("2000-02-29T12:00:00-05:30", 951_845_400),
    ("2016-12-31T23:59:60Z", 1_483_228_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func `a date-time of RFC 3339 is so many seconds after 1970`(text: String, seconds: Int) {
    #expect(Instant(rfc3339: text)?.secondsSince1970 == seconds)
  }

  @Test(arguments: [
    "", "2026-11-18", "2026-11-18T18:00:00", "2026-11-18 18:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-11-18T24:00:00Z", "2026-11-18T18:60:00Z", "2026-11-18T18:00:61Z", "2026-11-18T18:00:60Z",
    "2026-11-18T18:00:00.Z", "2026-11-18T18:00:00+0100", "2026-11-18T18:00:00Z ", "+026-11-18T18:00:00Z",
  ])
  func `anything else is refused`(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(arguments: ["1969-07-20T20:17:40Z", "2026-11-18T18:00:00.25Z", "0001-01-01T00:00:00Z", "2024-02-29T23:59:59Z"])
  func `an instant is written as it was read`(text: String) {
    #expect(Instant(rfc3339: text)?.description == text)
  }

  @Test(arguments: [
    ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"), ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ("0000-01-01T00:00:00+23:59", "0000-01-01T00:00:00+23:59"),
    ("0000-01-01T00:00:00.5+00:01", "0000-01-01T23:58:00.5+23:59"),
    ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59"), ("9999-12-31T23:59:60Z", "9999-12-31T00:01:00-23:59"),
  ])
  func `at the ends of the calendar an instant is written so that it is read as the same`(
    text: String, written: String
  ) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.description == written)
    #expect(Instant(rfc3339: written) == instant)
  }

  @Test(arguments: [
    (253_402_387_200, "+10000-01-02T00:00:00Z"), (-62_167_305_600, "-0001-12-31T00:00:00Z"),
    (-62_167_219_200 - 366 * 86_400, "-0002-12-31T00:00:00Z"),
  ])
  func `an instant that RFC 3339 has no year for is written with a sign`(seconds: Int, written: String) {
    #expect(Instant(secondsSince1970: seconds).description == written)
  }

  @Test func `every day of eight centuries follows the one before it`() {
    var previous: CivilDate?
    for day in -146_097...146_097 {
      let date = CivilDate(daysSince1970: day)
      #expect(date.daysSince1970 == day)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
      if let previous { #expect(previous < date) }
      previous = date
    }
  }
}
