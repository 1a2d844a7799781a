import Calendars
import Documents
import SystemPackage
import TestSupport
import Testing

/// Holds the calendar against rows that numpy, dateutil and Python's zoneinfo have computed.
@Suite(
  .enabled(if: Project.exists(Project.corpora.appending("calendar")), "the corpora do not stand beside this checkout"))
struct CorpusTests {
  private func corpus(_ name: String) throws -> Node {
    let text = try #require(Project.text(of: Project.corpora.appending("calendar/\(name).json")))
    return try Document.json(SourceText(text)).root
  }

  private func rows(of corpus: Node) throws -> [[Node]] {
    let rows = try #require(corpus["rows"]?.array)
    return rows.map { row in row.array.map(Array.init) ?? [] }
  }

  @Test func `every weekly window begins and ends when the oracle says`() throws {
    let rows = try rows(of: corpus("weekly_windows"))
    #expect(rows.count > 300)
    let from = try #require(WeeklyTime("wednesday 18:00"))
    let until = try #require(WeeklyTime("thursday 12:00"))
    for row in rows {
      let texts = row.map { $0.string ?? "" }
      let zone = try ZoneFolder().zone(named: texts[0])
      let local = try #require(LocalDateTime(texts[1]))
      let window = WeeklyWindow(from: from, until: until).occurrence(inWeekOf: local.date, in: zone)
      #expect(window.lowerBound == Instant(rfc3339: texts[2]), "\(texts)")
      #expect(window.upperBound == Instant(rfc3339: texts[3]), "\(texts)")
      let seconds = window.upperBound.secondsSince1970 - window.lowerBound.secondsSince1970
      #expect(row[4].number?.int == seconds || row[4].json() == "\(seconds).0", "\(texts)")
      #expect(WeeklyWindow(from: from, until: until).occurrence(at: window.lowerBound, in: zone) == window)
      #expect(WeeklyWindow(from: from, until: until).occurrence(at: window.upperBound, in: zone) == nil)
    }
  }

  @Test func `a time in a gap has the offset before it, and one in a fold is the earlier`() throws {
    let rows = try rows(of: corpus("gaps_folds"))
    #expect(rows.count > 10)
    for row in rows {
      let texts = row.map { $0.string ?? "" }
      let zone = try ZoneFolder().zone(named: texts[0])
      let local = try #require(LocalDateTime(texts[1]))
      #expect(zone.instant(of: local) == Instant(rfc3339: texts[3]), "\(texts)")
      // In a gap no instant shows the time; in a fold the later one does, too.
      let later = try #require(Instant(rfc3339: texts[4]))
      #expect((zone.local(at: later) == local) == (texts[2] == "fold"), "\(texts)")
    }
  }

  @Test func `business days are counted as the oracle counts them`() throws {
    let corpus = try corpus("business_days")
    let holidays = try #require(corpus["holidays"]?.array).compactMap { $0.string.flatMap(CivilDate.init) }
    let rows = try rows(of: corpus)
    #expect(rows.count > 1000)
    for row in rows {
      let calendar = BusinessCalendar(holidays: row[2].boolean == true ? holidays : [])
      let start = try #require(row[0].string.flatMap(CivilDate.init))
      let due = calendar.date(try #require(row[1].number?.int), businessDaysAfter: start)
      #expect(due.description == row[3].string, "\(row.map { $0.json() })")
      #expect(calendar.count(from: start, to: due) == row[4].number?.int, "\(row.map { $0.json() })")
    }
  }
}
