import Calendars
import Changes
import Documents
import Git
import ReleaseChecks
import Testing

/// The feed, the ledger's names and records, and what history makes of them.
@Suite struct ScheduleTests {
  @Test func `a feed has lines of at most 75 octets that end with CR and LF, and escapes texts`() throws {
    let text = """
      freezes:
        - { name: "a; b, c", environments: all, from: 2026-11-20T00:00:00Z, until: 2026-11-21T00:00:00Z, owner: pat,
            reason: "größer als üblich und länger als eine Zeile sein darf, \\\\ und so weiter" }
      """
    let schedule = ReleaseSchedule(timeline(try policy(text), nil), from: instant("2026-11-17T00:00:00Z"), weeks: 4)
    let feed = String(
      decoding: CalendarFeed(schedule, written: instant("2026-11-17T00:00:00Z")).bytes, as: UTF8.self)
    let lines = feed.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.last == "" && lines.first == "BEGIN:VCALENDAR")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") })
    #expect(feed.contains("UID:window-2026-11-19-1@release-train.signalbox"))
    #expect(feed.contains("DTSTART:20261119T000000Z") && feed.contains("DTSTAMP:20261117T000000Z"))
    let unfolded = feed.split(separator: "\r\n ").joined()
    #expect(unfolded.contains("a\\; b\\, c\\, größer"))
  }

  @Test(arguments: ["production", "prod/eu", "größer", "a b%", "-", "x.y", "..", "a~1"])
  func `the name of a record can be read back, and is a name of a reference`(environment: String) throws {
    let commit = try #require(ObjectID(commitA))
    let name = LedgerName(.deploy, environment, at: instant("2026-11-19T09:00:00Z"), commit)
    #expect(LedgerName(name.name) == name)
    #expect(name.name.hasSuffix("/20261119T090000Z-\(commitA)"))
    #expect(!name.name.contains("..") && !name.name.contains(" ") && !name.name.contains("~"))
  }

  @Test(arguments: [
    "deploy/production/20261119T090000Z", "deploy/production/20261319T090000Z-\(commitA)",
    "deploy/%70roduction/20261119T090000Z-\(commitA)", "deploy/production/x/20261119T090000Z-\(commitA)",
    "deploy//20261119T090000Z-short", "other/production/20261119T090000Z-\(commitA)",
  ])
  func `any other name is none`(name: String) {
    #expect(LedgerName(name) == nil)
  }

  private func tag(
    _ commit: Character, _ at: String, environment: String = "production", state: String = "success",
    target: Character? = nil, message: String? = nil
  ) -> LedgerTag {
    let id = ObjectID(GateWorld.id(commit)) ?? .zero
    let name = LedgerName(.deploy, environment, at: instant(at), id)
    let trailers = "Environment: \(environment)\nState: \(state)\nStarted: \(at)\nBy: ada"
    return LedgerTag(
      name: name.name, target: target.flatMap { ObjectID(GateWorld.id($0)) } ?? id, tagger: "ada",
      message: message ?? "deploy\n\n\(trailers)\n")
  }

  @Test func `tags are a ledger where the policy says so`() throws {
    var history = MemoryHistory()
    history.tags = [
      tag("3", "2026-11-18T12:00:00Z", environment: "staging"), tag("3", "2026-11-19T08:00:00Z"),
      tag("2", "2026-11-19T09:00:00Z", state: "failure"),
    ]
    let ledger = ReleaseLedger(try policy("ledger: tags"), nil, history)
    #expect(ledger.timeline.status(at: instant("2026-11-19T09:30:00Z")).state == .cut)
    #expect(ledger.released[0].events.map(\.words) == ["cut"])
    #expect(ReleaseLedger(try policy(""), nil, history).released[0].events.isEmpty)
  }

  @Test(arguments: ["2026-11-19T08:00:00Z"])
  func `a malformed or forged record makes the ledger unknown`(at: String) throws {
    let good = tag("3", at)
    for bad in [
      tag("3", at, target: "4"), tag("3", at, message: "deploy"), tag("3", at, message: "x\n\nState: success"),
      tag("3", at, message: "x\n\nEnvironment: staging\nState: success"),
      tag("3", at, message: "x\n\nEnvironment: production\nState: success\nState: failure"),
      LedgerTag(name: "deploy/x", target: good.target, tagger: nil, message: good.message),
    ] {
      var history = MemoryHistory()
      history.tags = [good, bad]
      let ledger = ReleaseLedger(try policy("ledger: tags"), nil, history)
      #expect(ledger.released[0].records.problem != nil, "\(bad)")
    }
  }

  @Test func `of tags and the forge one may lack what the other has, and they may not contradict each other`() throws {
    let forge = try cuts("2026-11-12T09:00:00Z", "2026-11-19T09:00:00Z")
    func ledger(_ tags: [LedgerTag]) throws -> ReleaseLedger {
      var history = MemoryHistory()
      history.tags = tags
      return ReleaseLedger(try policy("ledger: both"), forge, history)
    }
    let same = try ledger([tag("a", "2026-11-12T09:00:05Z"), tag("a", "2026-11-19T09:00:05Z")])
    #expect(same.behind.isEmpty && same.released[0].records.problem == nil)
    let fewer = try ledger([tag("a", "2026-11-12T09:00:05Z")])
    #expect(fewer.behind.count == 1 && fewer.released[0].records.problem == nil)
    let other = try ledger([tag("b", "2026-11-12T09:00:05Z")])
    #expect(other.released[0].records.problem?.contains("contradict") == true)
  }

  @Test func `history tells trains that were cut, missed and skipped, and what is missing for its figures`() throws {
    var world = GateWorld()
    world.production = [
      GateWorld.Deployed("1", "2026-10-29T09:00:00Z"), GateWorld.Deployed("2", "2026-11-06T09:00:00Z"),
      GateWorld.Deployed("3", "2026-11-19T08:00:00Z"), GateWorld.Deployed("1", "2026-11-19T08:30:00Z"),
    ]
    world.policy = "skip: [2026-11-12]"
    let request = try world.request()
    let history = ReleaseHistory(request.ledger, nil, until: instant("2026-11-20T00:00:00Z"), MemoryHistory())
    #expect(history.trains.map(\.outcome) == [.cut, .skipped, .missed, .cut])
    #expect(history.trains[0].others.map(\.words) == ["rollback"])
    #expect(history.trains[1].others.map(\.words) == ["breach"])
    #expect(history.lines.contains { $0.hasPrefix("time to restore: missing") })
  }
}
