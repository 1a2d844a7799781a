import Calendars
import Changes
import ReleaseChecks
import Testing

@Suite struct TrainTimelineTests {
  /// What holds from an instant on: the state, and whether staging and production are open.
  struct Turn: Sendable, CustomTestStringConvertible {
    let at: String
    let train: String
    let state: TrainState
    let staging: Bool
    let production: Bool
    var testDescription: String { "\(at) \(state)" }

    init(_ at: String, _ train: String, _ state: TrainState, _ staging: Bool, _ production: Bool) {
      (self.at, self.train, self.state, self.staging, self.production) = (at, train, state, staging, production)
    }
  }

  /// Holds a timeline against turns, at each turn, a nanosecond and a second before it.
  private func check(_ turns: [Turn], _ timeline: TrainTimeline) {
    for (index, turn) in turns.enumerated() {
      let status = timeline.status(at: instant(turn.at))
      #expect(status.train.date.description == turn.train, "\(turn)")
      #expect(status.state == turn.state, "\(turn)")
      #expect(status.staging.isOpen == turn.staging, "\(turn)")
      #expect(status.production.isOpen == turn.production, "\(turn)")
      #expect(status.validity.contains(instant(turn.at)))
      guard index > 0 else { continue }
      let start = instant(turn.at).secondsSince1970
      for before in [
        Instant(secondsSince1970: start - 1), Instant(secondsSince1970: start - 1, nanoseconds: 999_999_999),
      ] {
        let status = timeline.status(at: before)
        let previous = turns[index - 1]
        #expect(status.state == previous.state, "before \(turn)")
        #expect(status.staging.isOpen == previous.staging, "before \(turn)")
        #expect(status.production.isOpen == previous.production, "before \(turn)")
        #expect(!status.validity.contains(instant(turn.at)))
        if previous.state != turn.state {
          #expect(status.next == TrainStatus.Change(at: instant(turn.at), state: turn.state))
        }
        if previous.staging != turn.staging { #expect(status.staging.until == instant(turn.at)) }
        if previous.production != turn.production { #expect(status.production.until == instant(turn.at)) }
      }
    }
  }

  @Test func `a week without a recorded cut`() throws {
    check(
      [
        Turn("2026-11-13T00:00:00Z", "2026-11-19", .boarding, true, false),
        Turn("2026-11-18T18:00:00Z", "2026-11-19", .frozen, false, false),
        Turn("2026-11-19T00:00:00Z", "2026-11-19", .cutOpen, false, true),
        Turn("2026-11-20T00:00:00Z", "2026-11-26", .boarding, true, false),
        Turn("2026-11-25T18:00:00Z", "2026-11-26", .frozen, false, false),
      ], timeline(try policy(""), nil))
  }

  @Test func `the cut opens staging at the instant that it is recorded`() throws {
    let evidence = try cuts("2026-11-19T09:30:00Z", "2026-11-19T11:00:00Z", "2026-11-18T23:59:59Z")
    check(
      [
        Turn("2026-11-18T18:00:00Z", "2026-11-19", .frozen, false, false),
        Turn("2026-11-19T00:00:00Z", "2026-11-19", .cutOpen, false, true),
        Turn("2026-11-19T09:30:00Z", "2026-11-19", .cut, true, true),
        Turn("2026-11-20T00:00:00Z", "2026-11-26", .boarding, true, false),
      ], timeline(try policy(""), evidence))
  }

  @Test func `a failed deployment, one to staging and one at the end of the window are no cut`() throws {
    for evidence in [
      try cuts("2026-11-19T09:30:00Z", state: "failure"), try cuts("2026-11-19T09:30:00Z", state: "pending"),
      try cuts("2026-11-19T09:30:00Z", environment: "staging"), try cuts("2026-11-20T00:00:00Z"),
    ] {
      let timeline = ReleaseChecksTests.timeline(try policy(""), evidence)
      #expect(timeline.status(at: instant("2026-11-19T23:59:59Z")).state == .cutOpen)
    }
  }

  @Test func `a freeze that outlives the window keeps staging frozen, and production closed`() throws {
    let text = "train: { freeze: { at-latest: friday 12:00 } }"
    check(
      [
        Turn("2026-11-19T00:00:00Z", "2026-11-19", .cutOpen, false, true),
        Turn("2026-11-20T00:00:00Z", "2026-11-19", .frozen, false, false),
        Turn("2026-11-20T12:00:00Z", "2026-11-26", .boarding, true, false),
      ], timeline(try policy(text), try evidence(#""deployments": [],"#)))
    check(
      [
        Turn("2026-11-19T00:00:00Z", "2026-11-19", .cut, true, true),
        Turn("2026-11-20T00:00:00Z", "2026-11-19", .cut, true, false),
        Turn("2026-11-20T12:00:00Z", "2026-11-26", .boarding, true, false),
      ], timeline(try policy(text), try cuts("2026-11-19T00:00:00Z")))
  }

  @Test(arguments: ["skip: [2026-11-19]", "holidays: [2026-11-19]"])
  func `a train that is skipped freezes nothing and is not cut`(text: String) throws {
    check(
      [
        Turn("2026-11-12T00:00:00Z", "2026-11-12", .cutOpen, false, true),
        Turn("2026-11-13T00:00:00Z", "2026-11-19", .skipped, true, false),
        Turn("2026-11-20T00:00:00Z", "2026-11-26", .boarding, true, false),
        Turn("2026-11-25T18:00:00Z", "2026-11-26", .frozen, false, false),
      ], timeline(try policy(text), try cuts("2026-11-19T09:30:00Z")))
  }

  @Test func `a holiday in the week that is not the day of the cut changes nothing`() throws {
    let timeline = ReleaseChecksTests.timeline(try policy("holidays: [2026-11-18]"), nil)
    #expect(timeline.status(at: instant("2026-11-18T18:00:00Z")).state == .frozen)
  }

  @Test func `one-off freezes add up, and the state behind them is the train's`() throws {
    let text = """
      freezes:
        - { name: a, environments: [staging], from: 2026-11-17T00:00:00Z, until: 2026-11-17T12:00:00Z, owner: o, reason: r }
        - { name: b, environments: [staging, production], from: 2026-11-17T06:00:00+01:00, until: 2026-11-18T18:00:00Z,
            owner: o, reason: r }
        - { name: c, environments: [production], from: 2026-11-18T18:00:00Z, until: 2026-11-19T08:00:00Z,
            owner: o, reason: r }
      """
    let timeline = ReleaseChecksTests.timeline(try policy(text), nil)
    check(
      [
        Turn("2026-11-13T00:00:00Z", "2026-11-19", .boarding, true, false),
        Turn("2026-11-17T00:00:00Z", "2026-11-19", .held, false, false),
        Turn("2026-11-17T05:00:00Z", "2026-11-19", .held, false, false),
        Turn("2026-11-18T18:00:00Z", "2026-11-19", .held, false, false),
        Turn("2026-11-19T08:00:00Z", "2026-11-19", .cutOpen, false, true),
      ], timeline)
    #expect(timeline.status(at: instant("2026-11-17T06:00:00Z")).holding.map(\.name) == ["a", "b"])
    #expect(timeline.status(at: instant("2026-11-17T00:00:00Z")).staging.until == instant("2026-11-20T00:00:00Z"))
  }

  @Test func `a freeze of one environment leaves the other alone`() throws {
    let text = """
      freezes:
        - { name: a, environments: [production], from: 2026-11-16T00:00:00Z, until: 2026-11-30T00:00:00Z, owner: o, reason: r }
      """
    let timeline = ReleaseChecksTests.timeline(try policy(text), nil)
    let status = timeline.status(at: instant("2026-11-17T00:00:00Z"))
    #expect(status.state == .held)
    #expect(status.staging == TrainStatus.Opening(isOpen: true, until: instant("2026-11-18T18:00:00Z")))
    #expect(status.production == TrainStatus.Opening(isOpen: false, until: instant("2026-12-03T00:00:00Z")))
    #expect(status.next == TrainStatus.Change(at: instant("2026-11-30T00:00:00Z"), state: .boarding))
  }

  @Test func `a train in a zone keeps its times on the wall when the clocks change`() throws {
    let text = """
      zone: Europe/Amsterdam
      train:
        freeze: { from: saturday 12:00, at-latest: sunday 24:00 }
        cut: { from: sunday 02:30, until: sunday 24:00 }
      """
    // On 2026-03-29 the wall jumps from 02:00 to 03:00; 02:30 is read with the offset before.
    check(
      [
        Turn("2026-03-28T11:00:00Z", "2026-03-29", .frozen, false, false),
        Turn("2026-03-29T01:30:00Z", "2026-03-29", .cutOpen, false, true),
        Turn("2026-03-29T22:00:00Z", "2026-04-05", .boarding, true, false),
        Turn("2026-04-04T10:00:00Z", "2026-04-05", .frozen, false, false),
      ], timeline(try policy(text), nil))
    // On 2026-10-25 the wall shows 02:30 twice; it is the first.
    check(
      [
        Turn("2026-10-24T10:00:00Z", "2026-10-25", .frozen, false, false),
        Turn("2026-10-25T00:30:00Z", "2026-10-25", .cutOpen, false, true),
        Turn("2026-10-25T23:00:00Z", "2026-11-01", .boarding, true, false),
      ], timeline(try policy(text), nil))
  }

  @Test func `several windows a week, each open where it is, and one cut`() throws {
    let text = """
      train:
        freeze: { from: monday 12:00, at-latest: friday 12:00 }
        cut:
          windows:
            - { from: thursday 09:00, until: thursday 17:00 }
            - { from: tuesday 09:00, until: tuesday 12:00 }
      """
    check(
      [
        Turn("2026-11-13T12:00:00Z", "2026-11-17", .boarding, true, false),
        Turn("2026-11-16T12:00:00Z", "2026-11-17", .frozen, false, false),
        Turn("2026-11-17T09:00:00Z", "2026-11-17", .cutOpen, false, true),
        Turn("2026-11-17T12:00:00Z", "2026-11-17", .frozen, false, false),
        Turn("2026-11-19T09:00:00Z", "2026-11-17", .cutOpen, false, true),
        Turn("2026-11-19T10:00:00Z", "2026-11-17", .cut, true, true),
        Turn("2026-11-19T17:00:00Z", "2026-11-17", .cut, true, false),
        Turn("2026-11-20T12:00:00Z", "2026-11-24", .boarding, true, false),
      ], timeline(try policy(text), try cuts("2026-11-19T10:00:00Z")))
  }

  @Test func `a freeze that holds lasts until a cut, and a skip ends it`() throws {
    let text = "train: { freeze: { at-latest: hold } }"
    check(
      [
        Turn("2026-11-18T18:00:00Z", "2026-11-19", .frozen, false, false),
        Turn("2026-11-19T00:00:00Z", "2026-11-19", .cutOpen, false, true),
        Turn("2026-11-20T00:00:00Z", "2026-11-26", .frozen, false, false),
        Turn("2026-11-26T00:00:00Z", "2026-11-26", .cutOpen, false, true),
        Turn("2026-11-26T09:00:00Z", "2026-11-26", .cut, true, true),
        Turn("2026-11-27T00:00:00Z", "2026-12-03", .boarding, true, false),
      ], timeline(try policy(text), try cuts("2026-11-26T09:00:00Z")))
    let skipped = timeline(try policy(text + "\nskip: [2026-11-19]"), try cuts("2026-11-12T09:00:00Z"))
    #expect(skipped.status(at: instant("2026-11-20T09:00:00Z")).staging.isOpen)
  }

  @Test func `an open-ended freeze holds all environments until it is taken back`() throws {
    let text = "freezes: [{ name: a, environments: all, from: 2026-11-17T00:00:00Z, owner: o, reason: r }]"
    let status = timeline(try policy(text), nil).status(at: instant("2027-11-17T00:00:00Z"))
    #expect(status.state == .held && status.next == nil)
    #expect(!status.staging.isOpen && !status.production.isOpen && status.staging.until == nil)
  }

  @Test func `of several released environments each has to be cut before staging opens`() throws {
    let text = "train: { cut: { environment: [prod-eu, prod-us] } }"
    func deployments(_ list: (String, String)...) throws -> Evidence {
      let records = list.map {
        #"{"environment": "\#($0)", "commit": "\#(commitA)", "state": "success", "at": "\#($1)"}"#
      }
      return try evidence(#""deployments": [\#(records.joined(separator: ", "))],"#)
    }
    let one = timeline(try policy(text), try deployments(("prod-eu", "2026-11-19T09:00:00Z")))
    #expect(one.status(at: instant("2026-11-19T10:00:00Z")).state == .cutOpen)
    let both = timeline(
      try policy(text),
      try deployments(("prod-eu", "2026-11-19T09:00:00Z"), ("PROD-US", "2026-11-19T11:00:00Z")))
    #expect(both.status(at: instant("2026-11-19T10:59:59Z")).state == .cutOpen)
    #expect(both.status(at: instant("2026-11-19T11:00:00Z")).state == .cut)
  }

  @Test func `a freeze until the end of time, and the last second that can be written`() throws {
    let text = """
      freezes:
        - { name: a, environments: [staging, production], from: 2026-01-01T00:00:00Z, until: 9999-12-31T23:59:59Z,
            owner: o, reason: r }
      """
    let timeline = ReleaseChecksTests.timeline(try policy(text), nil)
    let status = timeline.status(at: instant("2026-11-17T00:00:00Z"))
    #expect(status.state == .held)
    #expect(status.next?.at == instant("9999-12-31T23:59:59Z"))
    #expect(timeline.status(at: instant("9999-12-31T23:59:59Z")).next == nil)
  }

  @Test(arguments: [
    ("2026-11-18T17:59:59Z", "2026-11-19"), ("2026-11-18T18:00:00Z", "2026-11-26"),
    ("2026-11-20T00:00:00Z", "2026-11-26"),
    ("2026-12-16T18:00:00Z", "2026-12-31"), ("2026-12-20T00:00:00Z", "2026-12-31"),
  ])
  func `a change rides the first train that runs and is not frozen yet`(now: String, train: String) throws {
    let timeline = ReleaseChecksTests.timeline(try policy("skip: [2026-12-24]"), nil)
    #expect(timeline.trainToRide(at: instant(now))?.date.description == train)
  }
}
