import Calendars
import TestSupport
import Testing

/// Holds zones against Python's zoneinfo, and local times against a search through all instants nearby.
@Suite(.enabled(if: Project.hasProgram("python3"), "there is no python3"))
struct ZoneOracleTests {
  static let zones = [
    "UTC", "Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca",
    "Asia/Jerusalem", "America/Nuuk", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns",
  ]

  /// Offsets by another implementation: at the begin, and wherever they change within ten years from a year on.
  private func turns(of zone: String, from year: Int) async throws -> [(second: Int, offset: Int)] {
    let program = """
      import sys, zoneinfo
      from datetime import datetime, timezone
      zone = zoneinfo.ZoneInfo(sys.argv[1])
      start = int(datetime(int(sys.argv[2]), 1, 1, tzinfo=timezone.utc).timestamp())
      end = start + 3653 * 86400
      offset = lambda t: int(datetime.fromtimestamp(t, zone).utcoffset().total_seconds())
      print(start, offset(start))
      hour = start
      while hour < end:
        a, b = hour, hour + 3600
        if offset(a) != offset(b):
          while b - a > 1:
            m = (a + b) // 2
            if offset(m) == offset(hour): a = m
            else: b = m
          print(b, offset(b))
        hour += 3600
      """
    let run = try await Tool.run("python3", ["-c", program, zone, "\(year)"])
    guard run.status == 0 else { throw ToolFailure(command: "python3", result: run) }
    return run.lines.map { line in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      return (numbers[0], numbers[1])
    }
  }

  // Behind 2037 the rule of the footer holds, whatever the file has.
  @Test(arguments: zones, [2026, 2060])
  func `ten years have the same offsets, to the second of every change`(zone name: String, year: Int) async throws {
    let zone = try ZoneFolder().zone(named: name)
    let turns = try await turns(of: name, from: year)
    for (index, turn) in turns.enumerated() {
      #expect(zone.offset(at: Instant(secondsSince1970: turn.second)) == turn.offset)
      if index > 0 {
        #expect(zone.offset(at: Instant(secondsSince1970: turn.second - 1)) == turns[index - 1].offset)
      }
      let end = index + 1 < turns.count ? turns[index + 1].second : turn.second + 86_400
      for second in stride(from: turn.second, to: end, by: 3607) {
        #expect(zone.offset(at: Instant(secondsSince1970: second)) == turn.offset)
      }
    }
  }

  @Test(arguments: ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "UTC"])
  func `around every change each local second is the instant that a search finds`(zone name: String) async throws {
    let zone = try ZoneFolder().zone(named: name)
    for turn in try await turns(of: name, from: 2026) {
      var first: [Int: Int] = [:]
      let before = zone.offset(at: Instant(secondsSince1970: turn.second - 1))
      for second in (turn.second - 9000)...(turn.second + 9000) {
        let shown = second + zone.offset(at: Instant(secondsSince1970: second))
        if first[shown] == nil { first[shown] = second }
      }
      for local in stride(from: turn.second + before - 5000, through: turn.second + before + 5000, by: 1) {
        // What no instant shows lies in a gap, and has the offset before it.
        let due = first[local] ?? local - before
        let found = zone.instant(of: LocalDateTime(secondsSince1970: local)).secondsSince1970
        guard found == due else {
          Issue.record("\(name): \(local) is \(found), but due is \(due)")
          return
        }
      }
    }
  }
}
