import Documents
import Findings
import Policy
import Testing

@Suite struct PolicyDifferenceTests {
  /// What makes a second policy differ from a first, as `effect key: words`.
  private func differences(_ old: String, _ new: String) throws -> [String] {
    let severities = ["sample/first": Severity.error, "sample/second": .note]
    return try policy(new).differences(from: policy(old), severities: severities).map {
      "\($0.effect.rawValue) \($0.key): \($0.words)"
    }
  }

  @Test(arguments: [
    ("rules: { sample/first: warning }", "weaker rules.sample/first: \"error\" → \"warning\""),
    ("rules: { sample/second: error }", "stricter rules.sample/second: \"note\" → \"error\""),
    ("exclude: [old]", "weaker exclude: now \"old\""),
    ("locked: [root]", "stricter locked: now \"root\""),
    ("root: a", "weaker root: now \"a\""),
    ("fence: { holds: true }", "stricter fence.holds: now true"),
    ("guards: [{ name: Ann }]", "stricter guards: now {\"name\":\"Ann\"}"),
    ("colour: { wall: red }", "other colour.wall: now \"red\""),
    (
      "waivers: [{ rule: sample/first, path: a, reason: b, owner: c, expires: 2027-01-01 }]",
      "weaker waivers: now "
        + #"{"rule":"sample/first","path":"a","reason":"b","owner":"c","expires":"2027-01-01"}"#
    ),
  ])
  func `what a policy begins to say makes it weaker or stricter`(text: String, expected: String) throws {
    #expect(try differences("{}", text) == [expected])
  }

  @Test(arguments: [
    ("holds: true", "holds: false", "weaker"),
    ("begin: wednesday 18:00", "begin: wednesday 20:00", "weaker"),
    ("begin: wednesday 18:00", "begin: tuesday 18:00", "stricter"),
    ("begin: sunday 23:00", "begin: monday 01:00", "weaker"),
    ("end: monday 01:00", "end: sunday 23:00", "weaker"),
    ("end: monday 01:00", "end: monday 02:00", "stricter"),
    ("last: 10m", "last: 11m", "weaker"),
    ("last: 2d", "last: 47h", "stricter"),
    ("last: 60m", "last: 1h", "other"),
    ("until: 2026-12-18T18:00:00Z", "until: 2026-12-18T20:00:00+01:00", "stricter"),
  ])
  func `a value that moves makes it weaker or stricter`(old: String, new: String, effect: String) throws {
    let found = try differences("fence: { \(old) }", "fence: { \(new) }")
    #expect(found.map { String($0.prefix { $0 != " " }) } == [effect])
  }

  @Test func `elements of a list are compared by what identifies them`() throws {
    #expect(
      try differences(
        "guards: [{ name: Ann, hours: [night, day] }, { name: Bob, hours: [] }]",
        "guards: [{ name: Cid, hours: [] }, { name: Ann, hours: [day, noon] }]")
        == [
          #"stricter guards: now {"name":"Cid","hours":[]}"#,
          #"stricter guards.[Ann].hours: now "noon""#,
          #"weaker guards.[Ann].hours: no longer "night""#,
          #"weaker guards: no longer {"name":"Bob","hours":[]}"#,
        ])
  }

  @Test(arguments: [
    ("root: a", "# the same\n\"root\":   'a'"), ("exclude: [x, y]", "exclude: [y, x]"),
    ("rules: { sample/first: error }", "{}"), ("rules: {}", ""),
  ])
  func `the same said in another way is no difference`(old: String, new: String) throws {
    #expect(try differences(old, new) == [])
    #expect(try differences(new, old) == [])
  }

  @Test func `a difference stands where the new value is, and of one that is gone where it was`() throws {
    let old = try policy("root: a\nexclude: [x]\ncolour: { wall: red }")
    let new = try policy("root: b\n\nexclude:\n  - y")
    let found = new.differences(from: old, severities: [:])
    #expect(found.map(\.key) == ["root", "exclude", "exclude", "colour.wall"])
    #expect(found.map { $0.place?.span?.start.line } == [1, 4, 4, 3])
  }

  @Test func `more people in a role let more through`() throws {
    func roles(_ text: String) throws -> EffectivePolicy<SamplePolicy> {
      try EffectivePolicy([file("{}")], roles: [file(text)])
    }
    let old = try roles("roles: { cab: { users: [ann], teams: [acme/cab] } }")
    let new = try roles("roles: { cab: { users: [ann, bob] } }")
    #expect(
      new.roleDifferences(from: old).map { "\($0.effect.rawValue) \($0.key): \($0.words)" }
        == ["weaker roles.cab.users: now \"bob\"", "stricter roles.cab.teams: no longer \"acme/cab\""])
  }

  @Test(arguments: [
    ("roles: { cab: { users: [], teams: [] } }", ["blocking", "blocking"]), ("roles: {}", ["blocking", "blocking"]),
    ("", ["blocking", "blocking"]), ("roles: { cab: { teams: [acme/cab] } }", ["stricter"]),
    ("roles: { cab: { users: [bob] } }", ["weaker", "stricter", "stricter"]),
  ])
  func `a role that nobody is left in blocks, and is not called stricter`(left: String, effects: [String]) throws {
    func roles(_ text: String) throws -> EffectivePolicy<SamplePolicy> {
      try EffectivePolicy([file("{}")], roles: [file(text)], knownRules: sampleRuleIDs)
    }
    let old = try roles("roles: { cab: { users: [ann], teams: [acme/cab] }, cabal: { users: [ann] } }")
    let found = try roles(left).roleDifferences(from: old)
      .filter { $0.key.hasPrefix("roles.cab.") }
    #expect(found.map(\.effect.rawValue) == effects)
    #expect(found.allSatisfy { ($0.consequence != nil) == ($0.effect == .blocking) })
    let back = try old.roleDifferences(from: roles(left)).filter { $0.key.hasPrefix("roles.cab.") }
    #expect(back.allSatisfy { $0.effect != .blocking })
  }
}
