import Documents
import Findings
import Policy
import Testing

@Suite struct RuleRenameTests {
  @Test(arguments: [
    ("rules: { contracts/compatible: warning }", "rules: { contracts/breaking-change: warning }"),
    (
      "rules:\n  # why\n  contracts/compatible:   off # for now\n",
      "rules:\n  # why\n  contracts/breaking-change:   off # for now\n"
    ),
    (
      "rules: { \"db/order\": off, 'db/limits': off }",
      "rules: { \"db/out-of-order-migration\": off, 'db/limit-exceeded': off }"
    ),
    ("rules: { \"db\\u002forder\": off }", "rules: { \"db/out-of-order-migration\": off }"),
    ("rules: { ? db/order : off }", "rules: { ? db/out-of-order-migration : off }"),
    (
      "waivers:\n- rule: contracts/removal\n  path: a # b\n",
      "waivers:\n- rule: contracts/removed-without-deprecation\n  path: a # b\n"
    ),
    ("locked: [ approval, rules.contracts/approval ]", "locked: [ approval, rules.contracts/missing-approval ]"),
    ("rules: { ü/x: off, tests/failed: off }", "rules: { ü/x: off, tests/failed-test: off }"),
    ("root: contracts/compatible\n", "root: contracts/compatible\n"),
    ("rules: { contracts/compatible-x: off }", "rules: { contracts/compatible-x: off }"),
    (
      "rules: [contracts/compatible]\nwaivers: 3\nlocked: { a: b }",
      "rules: [contracts/compatible]\nwaivers: 3\nlocked: { a: b }"
    ),
    ("", ""),
  ])
  func `a policy gets the new ids and nothing else`(text: String, expected: String) throws {
    let document = try Document.yaml(SourceText(text))
    #expect(String(decoding: document.source.applying(document.renamesInPolicy).bytes, as: UTF8.self) == expected)
  }

  @Test func `a baseline gets the new ids and nothing else`() throws {
    let text =
      #"{ "version": 1, "findings": [ {"rule": "lint/report", "path": "lint/report", "fingerprint": "a"}, 3 ] }"#
    let document = try Document.json(SourceText(text))
    #expect(
      String(decoding: document.source.applying(document.renamesInBaseline).bytes, as: UTF8.self)
        == text.replacing("\"rule\": \"lint/report\"", with: "\"rule\": \"lint/missing-report\""))
  }

  @Test func `a baseline with an old id is refused at the id, with the new one`() {
    let text =
      #"{"version": 1, "findings": [{"rule": "contracts/sample", "path": "a", "fingerprint": "0123456789abcdef"}]}"#
    let error = #expect(throws: UnreadablePolicy.self) {
      try Baseline(SourceText(text), path: ".signalbox/contracts.baseline.json")
    }
    #expect(error?.faults.map(\.message) == ["the rule `contracts/sample` was renamed to `contracts/invalid-example`"])
    #expect(error?.faults.first?.place?.span?.start.column == 38)
  }

  @Test func `of a baseline with a hundred thousand old ids the first are told`() {
    let entry = #"{"rule": "contracts/sample", "path": "a", "fingerprint": "0123456789abcdef"}"#
    let entries = Array(repeating: entry, count: 100_000).joined(separator: ",")
    // The error is not shown by what tests: it has the source with each place.
    var count = 0
    do throws(UnreadablePolicy) {
      _ = try Baseline(SourceText("{\"version\": 1, \"findings\": [\(entries)]}"), path: "a")
    } catch {
      count = error.faults.count
    }
    #expect(count == 50)
  }

  @Test(arguments: [
    ("rules: { contracts/compatible: off }", "1:10"), ("locked: [rules.contracts/compatible]", "1:10"),
    (
      "waivers: [{ rule: contracts/compatible, path: a, reason: b, owner: c, expires: 2026-12-31 }]", "1:19"
    ),
  ])
  func `an old id in a policy is refused at the id, with the new one`(text: String, position: String) {
    #expect(
      faults(text) == [
        "\(position): the rule `contracts/compatible` was renamed to `contracts/breaking-change`; write "
          + "`contracts/breaking-change`, or run `signalbox policy upgrade`"
      ])
  }
}
