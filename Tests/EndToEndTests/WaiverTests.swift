import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct WaiverTests {
  private static let twice = "{ \"a\": 1, \"a\": 2 }\n"
  /// A governed file that is no schema, which would be compared with what it was.
  private static let prices = "platform/contracts/prices.json"
  private static let june = "2027-06-01T12:00:00Z"

  @Test func `a waiver in force keeps its finding from failing, and the report says who answers for it until when`()
    async throws
  {
    try await judge([Self.waiver()]) { judgement in
      judgement.expect("pass")
      #expect(judgement.rules("findings") == [])
      #expect(
        judgement.report["waived"]?.json()
          == """
          [{"rule":"contracts/duplicate-key","path":"platform/contracts/prices.json","reason":"retired in June",\
          "expires":"2027-06-30"}]
          """)
      #expect(judgement.report["now"]?.string == Self.june)
    }
  }

  @Test(arguments: [("2027-06-30T23:59:59Z", "pass"), ("2027-07-01T00:00:00Z", "fail")])
  func `a waiver counts to the end of its last day in UTC`(now: String, verdict: String) async throws {
    try await judge([Self.waiver()], now: now) { $0.expect(verdict) }
  }

  @Test func `an expired waiver waives nothing and is a finding at its line`() async throws {
    try await judge([Self.waiver()], now: "2027-08-01T00:00:00Z") { judgement in
      judgement.expect(
        "fail", "contracts/stale-waiver | warning | .signalbox/contracts.yml:2",
        "the waiver of contracts/duplicate-key for platform/contracts/prices.json has expired on 2027-06-30",
        "ines fixes what it was for")
      #expect(judgement.rules("findings").sorted() == ["contracts/duplicate-key", "contracts/stale-waiver"])
      #expect(judgement.rules("waived") == [])
    }
  }

  @Test(arguments: ["contracts/syntax-error", "contracts/duplicate-key"])
  func `a waiver that nothing needs is a finding`(rule: String) async throws {
    try await judge([Self.waiver(rule: rule)], contract: ApprovalProject.contract("fine")) { judgement in
      judgement.expect(
        "pass", "contracts/stale-waiver | warning | .signalbox/contracts.yml:2", "nothing needs the waiver of \(rule)",
        "remove it from the policy")
    }
  }

  @Test func `a waiver of files that the change leaves alone is not called unneeded`() async throws {
    try await judge([Self.waiver(path: ApprovalProject.customer)], contract: ApprovalProject.contract("fine")) {
      #expect($0.rules("findings") == [])
    }
  }

  @Test func `a waiver of a pattern covers the files below it, and no others`() async throws {
    try await judge([Self.waiver(path: "platform/contracts/**")]) { $0.expect("pass") }
    try await judge([Self.waiver(path: "platform/contracts/legacy/**")]) { $0.expect("fail") }
  }

  @Test(arguments: [("error", "fail"), ("warning", "pass"), ("note", "pass"), ("off", "pass")])
  func `the policy sets how much an expired waiver weighs`(severity: String, verdict: String) async throws {
    let rules = "rules: { contracts/stale-waiver: \(severity) }"
    let contract = ApprovalProject.contract("fine")
    try await judge([Self.waiver()], rules, contract: contract, now: "2027-08-01T00:00:00Z") { judgement in
      judgement.expect(verdict)
      #expect(judgement.rules("findings") == (severity == "off" ? [] : ["contracts/stale-waiver"]))
    }
  }

  @Test(arguments: [
    ("rule: contracts/duplicate-keys", "there is no rule \"contracts/duplicate-keys\" that could be waived"),
    ("rule: contracts/policy-changed", "the rule contracts/policy-changed cannot be waived"),
    ("rule: contracts/setup-error", "the rule contracts/setup-error cannot be waived"),
    ("rule: contracts/baseline-grown", "the rule contracts/baseline-grown cannot be waived"),
    ("rule: contracts/stale-waiver", "the rule contracts/stale-waiver cannot be waived"),
    ("expires: June", "waivers[0].expires is \"June\", expected a day, as in 2026-12-31"),
    ("path: 7", "waivers[0].path is 7, expected a path pattern"),
    ("until: 2027-06-30", "unknown key \"until\""),
  ])
  func `a waiver that is none leaves everything open, at its line`(entry: String, message: String) async throws {
    let key = entry.prefix { $0 != ":" }
    let kept = Self.members.filter { $0.0 != key }.map { "\($0.0): \($0.1)" }
    let waiver = "- { \(([entry] + kept).joined(separator: ", ")) }"
    try await judge([waiver]) { $0.expect("undecided", ".signalbox/contracts.yml:2:", message) }
  }

  @Test(arguments: ["rule", "path", "reason", "owner", "expires"])
  func `a waiver without one of its keys leaves everything open, at its line`(key: String) async throws {
    let kept = Self.members.filter { $0.0 != key }.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    try await judge([Self.waiver(), "- { \(kept) }"]) { judgement in
      judgement.expect("undecided", ".signalbox/contracts.yml:3:", "waivers[1] has no key \"\(key)\"")
    }
  }

  @Test(arguments: [
    ("2027-06-01T12:10:00Z", "pass"), ("2027-06-01T12:10:01Z", "undecided"), ("2027-06-01T11:49:59Z", "undecided"),
  ])
  func `clocks that are more than ten minutes apart leave open what has expired`(server: String, verdict: String)
    async throws
  {
    try await judge([Self.waiver()], serverTime: server) { judgement in
      judgement.expect(verdict, verdict == "pass" ? [] : ["601 s apart", "--now \(server)"])
    }
  }

  @Test(arguments: [
    ("2027-06-01T12:10:00Z", "pass", ""), ("2027-06-01T12:10:01Z", "undecided", "601 s after \(june)"),
    ("2027-05-01T12:00:00Z", "undecided", "2678400 s before \(june)"),
  ])
  func `evidence that lacks the forge's time is as old as when it was collected`(
    collected: String, verdict: String, words: String
  ) async throws {
    try await judge([Self.waiver()], collectedAt: collected) { judgement in
      judgement.expect(verdict, verdict == "pass" ? [] : [words, "--now \(collected)"])
    }
  }

  @Test func `where no waiver asks for the time, clocks that are apart do no harm`() async throws {
    // The evidence is of a later time, so that the approval is none from after it.
    try await judge([], contract: ApprovalProject.contract("fine"), serverTime: "2029-01-01T00:00:00Z") {
      $0.expect("pass")
    }
  }

  @Test func `an approval cannot be waived`() async throws {
    let waiver = Self.waiver(rule: "contracts/missing-approval", path: "**")
    try await judge([waiver], contract: ApprovalProject.contract("fine"), isApproved: false) { $0.expect("fail") }
  }

  private static let members = [
    ("rule", "contracts/duplicate-key"), ("path", Self.prices), ("reason", "retired in June"),
    ("owner", "ines"), ("expires", "2027-06-30"),
  ]

  private static func waiver(
    rule: String = "contracts/duplicate-key", path: String = Self.prices
  ) -> String {
    "- { rule: \(rule), path: '\(path)', reason: retired in June, owner: ines, expires: 2027-06-30 }"
  }

  /// Judges an approved change of the contract `prices.json` under a policy with waivers, each on a line from the second.
  private func judge(
    _ waivers: [String], _ further: String = "", contract: String = twice, now: String = june,
    serverTime: String? = nil, collectedAt: String? = nil, isApproved: Bool = true, _ body: (Judgement) throws -> Void
  ) async throws {
    let list = waivers.isEmpty ? "" : "waivers:\n" + waivers.map { "  \($0)\n" }.joined()
    let policy = [".signalbox/roles.yml": ApprovalProject.roles, ".signalbox/contracts.yml": "\(list)\(further)\n"]
    try await withApprovalProject(policy: policy) { project in
      try await project.push([Self.prices: contract], at: "10:30")
      if isApproved { project.pull.label(by: "alice") }
      var evidence = EvidenceDocument([project.pull])
      evidence.collectedAt = collectedAt ?? now
      evidence.serverTime = serverTime
      try body(try await project.judge(evidence, base: "main", head: project.pull.head, ["--now", now]))
    }
  }
}
