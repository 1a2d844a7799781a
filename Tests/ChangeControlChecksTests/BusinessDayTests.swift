import Calendars
import ChangeControlChecks
import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct BusinessDayTests {
  private static let corpus = Project.corpora.appending("calendar/business_days.json")

  @Test(.enabled(if: Project.exists(corpus), "the corpora do not stand beside this checkout"))
  func `days are counted as numpy counts them`() throws {
    let root = try Document.json(SourceText(try #require(Project.bytes(of: Self.corpus)))).root
    let holidays = Set(try #require(root["holidays"]?.array).compactMap { $0.string.flatMap { CivilDate($0) } })
    let rows = try #require(root["rows"]?.array)
    #expect(rows.count > 100)
    for row in rows {
      let fields = try #require(row.array.map(Array.init))
      let days = BusinessDays(zone: .utc, holidays: fields[2].boolean == true ? holidays : [])
      let start = try #require(fields[0].string.flatMap { CivilDate($0) })
      let due = days.day(try #require(fields[1].number?.int), after: start)
      #expect("\(due)" == fields[3].string, "\(row)")
    }
  }

  @Test(arguments: [
    ("2026-11-12T10:30:00Z", "2026-11-17"), ("2026-12-24T11:00:00Z", "2026-12-30"),
    ("2026-11-14T10:00:00Z", "2026-11-19"),
  ])
  func `a postmortem is due at the end of the third business day`(restored: String, due: String) throws {
    let days = BusinessDays(zone: .utc, holidays: [try #require(CivilDate("2026-12-25"))])
    let day = days.day(3, after: try #require(Instant(rfc3339: restored)))
    #expect("\(day)" == due)
    #expect(days.overdue(since: day, at: try #require(Instant(rfc3339: "\(due)T23:59:59Z"))) == 0)
    #expect(days.overdue(since: day, at: try #require(Instant(rfc3339: "\(day.adding(days: 1))T00:00:00Z"))) == 1)
  }
}
