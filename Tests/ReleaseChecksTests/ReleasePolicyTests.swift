import Calendars
import Changes
import Documents
import Findings
import Policy
import ReleaseChecks
import Testing

@Suite struct ReleasePolicyTests {
  /// A policy that is wrong, where, and what is said about it.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let policy: String
    let line: Int
    let says: String
    var testDescription: String { policy }
  }

  static let wrong = [
    Wrong(policy: "zone: Europe/Amsterdm", line: 1, says: "did you mean Europe/Amsterdam?"),
    Wrong(policy: "\nzone: ../../etc/passwd", line: 2, says: "expected the name of a zone"),
    Wrong(policy: "zone: /etc/localtime", line: 1, says: "expected the name of a zone"),
    Wrong(policy: "zone: localtime", line: 1, says: "is no name of a zone"),
    Wrong(policy: "zone: Europe", line: 1, says: "there is no zone"),
    Wrong(policy: "zone: tzdata.zi", line: 1, says: "expected the name of a zone"),
    Wrong(policy: "zone: right/UTC", line: 1, says: "zone"),
    Wrong(policy: "trian: {}", line: 1, says: "did you mean train?"),
    Wrong(policy: "train:\n  freeze: { form: monday 10:00 }", line: 2, says: "did you mean from?"),
    Wrong(policy: "train:\n  freeze: { from: someday 10:00 }", line: 2, says: "a weekday and a time"),
    Wrong(policy: "train:\n  freeze: { from: monday 24:01 }", line: 2, says: "a weekday and a time"),
    Wrong(policy: "train:\n  freeze: { until: monday }", line: 2, says: "is \"monday\", expected cut"),
    Wrong(policy: "train:\n  freeze:\n    from: thursday 12:00", line: 3, says: "when the cut has begun already"),
    Wrong(policy: "train:\n  freeze:\n    from: friday 18:00", line: 3, says: "after the cut"),
    Wrong(policy: "train:\n  freeze:\n    at-latest: thursday 12:00", line: 3, says: "before the cut does"),
    Wrong(policy: "train:\n  freeze:\n    environment: Production", line: 3, says: "cannot be frozen for a cut"),
    Wrong(
      policy: "train:\n  cut: { from: thursday 12:00,\n    until: thursday 10:00 }", line: 2, says: "before it begins"),
    Wrong(policy: "skip: [2026-12-23]", line: 1, says: "no train runs on 2026-12-23, a wednesday"),
    Wrong(policy: "skip: [2026-02-30]", line: 1, says: "skip[0] is \"2026-02-30\", expected a day"),
    Wrong(policy: "holidays: 2026-12-25", line: 1, says: "expected a list, each a day"),
    Wrong(policy: "clock: { tolerance: 10 }", line: 1, says: "as in 10m"),
    Wrong(policy: "hotfix:\n  approvals: []", line: 2, says: "would bypass every freeze"),
    Wrong(policy: "hotfix:\n  approvals: [a, b, a]", line: 2, says: "the role a is named twice"),
    Wrong(policy: "hotfix:\n  valid: 0h", line: 2, says: "counts for no time"),
    Wrong(policy: "hotfix: { requires: uncut }", line: 1, says: "requires"),
    Wrong(policy: "skip: [2026-12-24, 2026-12-24]", line: 1, says: "is skipped twice"),
    Wrong(policy: "holidays: [2026-12-25..2026-12-24]", line: 1, says: "is no range of days"),
    Wrong(policy: "holidays: [2026-02-28..2026-02-30]", line: 1, says: "is no range of days"),
    Wrong(policy: "others: perhaps", line: 1, says: "open"),
    Wrong(policy: "train:\n  cut: { environment: [a, A] }", line: 2, says: "named twice"),
    Wrong(
      policy: "train:\n  cut:\n    windows: [{ from: thursday 01:00, until: thursday 05:00 }, "
        + "{ from: thursday 04:00, until: thursday 06:00 }]", line: 3, says: "begins before the one before it ends"),
    Wrong(policy: "train:\n  cut: { requires: [{ app: x }] }", line: 2, says: "requires"),
    Wrong(
      policy: "waivers:\n  - { rule: release/weekly-freeze, path: x, reason: r, owner: o, expires: 2026-12-31 }",
      line: 2,
      says: "cannot be waived: it is about the policy or a deployment, and not about a file"),
    Wrong(policy: "hotfix: { valid: -4h }", line: 1, says: "as in 10m"),
    Wrong(policy: "freezes:\n  - { name: x }", line: 2, says: "freezes[0] has no key \"environments\", \"from\""),
    Wrong(policy: "freezes:\n  - \(freeze("[staging]", "2026-01-02", "2026-01-01"))", line: 2, says: "begins only at"),
    Wrong(policy: "freezes:\n  - \(freeze("[staging]", "2026-01-02", "2026-01-02"))", line: 2, says: "begins only at"),
    Wrong(
      policy: "freezes:\n  - \(freeze("[stagin]", "2026-01-01", "2026-01-02"))", line: 2, says: "did you mean staging?"),
    Wrong(
      policy: "freezes:\n  - \(freeze("[]", "2026-01-01", "2026-01-02"))", line: 2,
      says: "freezes[0].environments is an empty list, expected a list that is not empty"),
  ]

  static func freeze(_ environments: String, _ from: String, _ until: String) -> String {
    """
    { name: x, environments: \(environments), from: \(from)T00:00:00Z, until: \(until)T00:00:00Z, owner: o, reason: r }
    """
  }

  @Test(arguments: wrong)
  func `a wrong policy is told at its line`(_ wrong: Wrong) throws {
    let error = #expect(throws: UnreadablePolicy.self) { try policy(wrong.policy) }
    let fault = try #require(error?.faults.first)
    #expect("\(fault.message) \(fault.help ?? "")".contains(wrong.says), "\(fault)")
    #expect(fault.place?.span?.start.line == wrong.line, "\(fault)")
    #expect(fault.place?.path == ReleaseCheck.policyPath)
  }

  @Test func `what two layers make impossible together is told in the later one`() throws {
    let organisation =
      "train: { cut: { from: tuesday 00:00, until: tuesday 24:00 },\n  freeze: { from: monday 12:00, at-latest: tuesday 24:00 } }"
    _ = try policy("", organisation: organisation)
    let error = #expect(throws: UnreadablePolicy.self) {
      try policy("zone: UTC\ntrain:\n  freeze: { from: wednesday 18:00 }", organisation: organisation)
    }
    #expect(error?.faults.first?.place?.path == ReleaseCheck.policyPath)
    #expect(error?.faults.first?.place?.span?.start.line == 3)
  }

  @Test(arguments: [
    "", "zone: Europe/Amsterdam", "zone: Etc/GMT+5", "train: { freeze: { from: sunday 00:00 } }",
    "train: { freeze: { at-latest: friday 12:00 } }", "skip: [2026-12-24]", "clock: { tolerance: 0s }",
    "train: { cut: { requires: [] } }", "version: 1", "train: { freeze: { at-latest: hold } }",
    "train: { cut: { environment: [prod-eu, prod-us] } }", "holidays: [2026-12-25..2027-01-01, 2027-05-05]",
    "train: { cut: { requires: [smoke, { name: load, app: ci, after: deployment, max-age: 24h, by: [jo] }] } }",
    "hotfix: { requires: [] }", "hotfix: { requires: [smoke], rota: docs/rota.yml }", "holds: { blocker: false }",
    "holds: { freeze: stop }", "others: open", "ledger: both", "deployments: { app: github-actions }",
    "freezes: [{ name: a, environments: all, from: 2026-01-01T00:00:00Z, owner: o, reason: r, hotfix: false }]",
    "staging: { unmerged: true }", "board: { trains: 3 }",
  ])
  func `a policy that can be is read`(text: String) throws {
    _ = try policy(text)
  }

  @Test func `the defaults are the weekly train`() throws {
    let policy = try policy("")
    #expect(policy.zone.name == "UTC")
    #expect(policy.train.freezeFrom.description == "wednesday 18:00")
    #expect(policy.train.cutFrom.description == "thursday 00:00")
    #expect(policy.train.cutUntil.description == "friday 00:00")
    #expect(policy.train.freezeUntil.description == "friday 00:00")
    #expect(policy.train.requires.map(\.name) == ["smoke"])
    #expect(policy.train.requires.map(\.app) == ["github-actions"])
    #expect(policy.blockerLabel == "blocker" && policy.freezeLabel == "freeze")
    #expect(policy.hotfix.approvals == ["incident-commander", "product-owner"])
    #expect(policy.hotfix.valid == 14_400)
    #expect(policy.clockTolerance == 600)
  }

  @Test func `thousands of freezes are read, and of a hundred thousand wrong ones some are told`() throws {
    let many =
      "freezes:\n" + String(repeating: "  - \(Self.freeze("[staging]", "2026-01-01", "9999-12-31"))\n", count: 7000)
    let count = try policy(many).freezes.count
    #expect(count == 7000)
    let empty = "freezes:\n" + String(repeating: " - {}\n", count: 150_000)
    do {
      _ = try policy(empty)
      Issue.record("a hundred thousand empty freezes are read")
    } catch {
      #expect(error.faults.count <= 50)
    }
  }
}
