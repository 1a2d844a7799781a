import Findings
import Policy
import Testing

@testable import TestChecks

/// What evidence has to show for a change of a platform of three services.
@Suite struct PlatformCaseTests {
  private typealias Run = PlatformCase.Run

  private func expect(
    _ given: PlatformCase, _ verdict: Verdict, says words: [String] = [], location: SourceLocation = #_sourceLocation
  ) async throws {
    let judged = try await given.judge()
    #expect(judged.verdict == verdict, "\(judged.words)", sourceLocation: location)
    for word in words {
      #expect(judged.words.contains(word), "\(word): \(judged.words)", sourceLocation: location)
    }
  }

  /// Green runs of orders and of billing, which depends on it.
  private static let green = [Run(), Run(suite: "billing/unit")]
  private static let edit: [String: String?] = ["services/orders-ts/src/a.js": "two"]

  @Test func `a change whose affected suites ran on it passes`() async throws {
    try await expect(PlatformCase(change: Self.edit, runs: Self.green), .pass)
  }

  @Test func `a contract affects its consumer, whose suite has to run`() async throws {
    let contract: [String: String?] = ["platform/contracts/orders/placed.json": "{}"]
    try await expect(
      PlatformCase(change: contract, runs: [Run()]), .undecided,
      says: ["shipping/unit was not run", "which it consumes"])
    try await expect(PlatformCase(change: contract, runs: [Run(), Run(suite: "shipping/unit")]), .pass)
  }

  @Test func `a configuration that services share affects each of them`() async throws {
    let shared: [String: String?] = ["jest.config.base.js": "export default {}"]
    try await expect(
      PlatformCase(change: shared, runs: []), .undecided,
      says: ["orders/unit was not run", "shipping/unit was not run", "billing/unit was not run"])
  }

  @Test func `a folder of services that no entry has is named`() async throws {
    try await expect(
      PlatformCase(change: ["services/new-thing/index.js": "1"]), .undecided, says: ["services/new-thing"])
  }

  @Test func `a run of another state does not count, as in a merge group whose tree is none of its parts`() async throws
  {
    try await expect(
      PlatformCase(change: Self.edit, runs: [Run(side: .other), Run(suite: "billing/unit")]), .undecided,
      says: ["what the suite depends on has changed since it ran"])
    try await expect(
      PlatformCase(change: Self.edit, runs: [Run(side: .other), Run(side: .base), Run(suite: "billing/unit")]),
      .undecided)
  }

  private static let sharded = platformPolicy.replacing(
    "unit: { command: [npm, test], report: [junit.xml] }",
    with: "unit: { command: [npm, test], report: [junit.xml], shards: 3 }", maxReplacements: 1)

  @Test func `all shards have to be there, and an overlap is a note`() async throws {
    func shard(_ number: Int?, _ file: String, _ outcome: String = "passed") -> Run {
      Run(
        shard: number, status: outcome == "passed" ? 0 : 1, tests: [PlatformCase.test("t \(file)", outcome, file: file)]
      )
    }
    let billing = Run(suite: "billing/unit")
    func given(_ runs: [Run]) -> PlatformCase {
      PlatformCase(policy: Self.sharded, change: Self.edit, runs: runs + [billing])
    }
    try await expect(given([shard(1, "a"), shard(2, "b"), shard(3, "c")]), .pass)
    try await expect(
      given([shard(1, "a"), shard(3, "c")]), .undecided, says: ["1 of 3 shards are missing: unit-2"])
    try await expect(given([shard(nil, "a")]), .undecided, says: ["3 of 3 shards are missing"])
    try await expect(
      given([shard(1, "a"), shard(2, "a"), shard(3, "c")]), .pass, says: ["1 file ran twice, in different shards: a"])
    try await expect(given([shard(1, "a"), shard(2, "a", "failed"), shard(3, "c")]), .fail)
  }

  @Test func `tests of the base that are missing are named, unless their file went`() async throws {
    let names = (1...240).map { PlatformCase.test("test \($0)", file: $0 <= 200 ? "src/a.test.js" : "src/old.test.js") }
    var given = PlatformCase(
      change: Self.edit,
      runs: [Run(tests: Array(names[..<118])), Run(side: .base, tests: names), Run(suite: "billing/unit")])
    try await expect(given, .undecided, says: ["122 tests", "`test 119`"])
    // 40 of them are renamed with their file.
    given.base["services/orders-ts/src/old.test.js"] = "x"
    given.change["services/orders-ts/src/old.test.js"] = .some(nil)
    given.change["services/orders-ts/src/new.test.js"] = "x"
    let renamed = (1...40).map { PlatformCase.test("renamed \($0)", file: "src/new.test.js") }
    given.runs[0].tests = Array(names[..<200]) + renamed
    try await expect(given, .pass)
  }

  private static func quarantined(_ name: String, green: Int = 20) -> String {
    platformPolicy + """

      quarantine:
        green: \(green)
        cap: 100%
        tests:
          - { service: orders, suite: unit, name: \(name), owner: dana, issue: 88, expires: 2026-12-01 }
      """
  }

  @Test func `a test in quarantine may fail, and one that is not there may not`() async throws {
    let runs = [Run(status: 1, tests: [PlatformCase.test("a", "failed")]), Run(suite: "billing/unit")]
    try await expect(PlatformCase(change: Self.edit, runs: runs), .fail, says: ["`a` failed"])
    let judged = try await PlatformCase(policy: Self.quarantined("a"), change: Self.edit, runs: runs).judge()
    #expect(judged.words.contains("it is in quarantine until 2026-12-01"), "\(judged.words)")
  }

  @Test func `a test in quarantine that has passed often is to be taken out`() async throws {
    let runs = Array(repeating: Run(), count: 20) + [Run(suite: "billing/unit")]
    try await expect(
      PlatformCase(policy: Self.quarantined("a"), change: Self.edit, runs: runs), .pass,
      says: ["passed 20 times in a row: take it out of quarantine"])
  }

  @Test func `a retry that the policy allows passes and is listed, and none for a test of the change`() async throws {
    let policy = platformPolicy.replacing(
      "report: [junit.xml] }", with: "report: [junit.xml], retries: 1 }", maxReplacements: 1)
    let runs = [Run(tests: [PlatformCase.test("a", file: "src/a.test.js", flaky: true)]), Run(suite: "billing/unit")]
    var given = PlatformCase(policy: policy, change: Self.edit, runs: runs)
    try await expect(given, .pass, says: ["`a` passed only after a try that failed"])
    given.change["services/orders-ts/src/a.test.js"] = "new"
    try await expect(given, .fail, says: ["the change adds or edits it"])
    try await expect(PlatformCase(change: Self.edit, runs: runs), .fail, says: ["allows no retries"])
  }

  @Test func `a test that ran at the base and is skipped now is a finding at its line`() async throws {
    let runs = [
      Run(tests: [PlatformCase.test("a"), PlatformCase.test("b", "skipped", file: "src/b.test.js")]),
      Run(side: .base, tests: [PlatformCase.test("a"), PlatformCase.test("b", file: "src/b.test.js")]),
      Run(suite: "billing/unit"),
    ]
    var given = PlatformCase(change: Self.edit, runs: runs)
    given.change["services/orders-ts/src/b.test.js"] = "it.skip('b')"
    try await expect(
      given, .fail, says: ["services/orders-ts/src/b.test.js:1", "`b` ran at the base and is skipped now"])
  }

  @Test func `words in a test file are not looked at, only what ran`() async throws {
    var given = PlatformCase(change: Self.edit, runs: Self.green)
    given.change["services/orders-ts/src/a.test.js"] = "const words = 'it.only(' // it.skip("
    try await expect(given, .pass)
  }

  @Test func `a service without an integration suite says why`() async throws {
    let silent = platformPolicy.replacing("      integration: none\n", with: "", maxReplacements: 1)
    try await expect(
      PlatformCase(policy: silent, change: Self.edit, runs: Self.green), .undecided,
      says: ["says nothing of the integration suite of orders"])
  }

  private static func origin(_ workflow: String?) -> String {
    let path = workflow.map { #", "workflow": "\#($0)""# } ?? ""
    return #", "origin": { "artifact": "junit", "digests": []\#(path) }"#
  }

  @Test func `reports of another step count where its workflow is as the base has it`() async throws {
    func given(_ workflow: String?, policy: String = "") -> PlatformCase {
      PlatformCase(
        policy: platformPolicy + policy,
        base: PlatformCase().base.merging([".github/workflows/ci.yml": "on: push"]) { $1 }, change: Self.edit,
        runs: [Run(further: Self.origin(workflow)), Run(suite: "billing/unit")])
    }
    let path = ".github/workflows/ci.yml"
    try await expect(given(path), .pass)
    try await expect(given(nil), .undecided, says: ["it does not say which workflow wrote it"])
    try await expect(given("ci.yml"), .undecided, says: ["is not at the base"])
    var edited = given(path)
    edited.change[path] = "on: pull_request"
    try await expect(edited, .undecided, says: ["the change edits \(path), which wrote it"])
    edited.policy += "\nevidence: { from: any }"
    try await expect(edited, .pass)
    try await expect(given(path, policy: "\nevidence: { from: none }"), .undecided, says: ["takes none"])
  }

  @Test(arguments: [
    ("jest --passWithNoTests", "the script `test` of package.json runs only part of the suite: --passWithNoTests"),
    ("npm run unit", "the script `unit` of package.json runs only part of the suite: -t"),
    ("jest || true", "the script `test` of package.json hides it: `|| true`"),
  ])
  func `a script of package.json is read as the command that it is`(script: String, words: String) async throws {
    var given = PlatformCase(change: Self.edit, runs: Self.green)
    given.base["services/orders-ts/package.json"] = """
      { "scripts": { "test": "\(script)", "unit": "jest -tfast" } }
      """
    try await expect(given, .undecided, says: [words])
    given.base["services/orders-ts/package.json"] = #"{ "scripts": { "test": "jest --ci && npm run lint" } }"#
    try await expect(given, .pass)
  }

  @Test func `two reports of one run have to agree, and count once`() async throws {
    func given(_ second: String) -> PlatformCase {
      var run = Run()
      run.secondReport = #"{ "path": "jest.json", "dialect": "jest-json", "tests": [\#(second)] }"#
      return PlatformCase(change: Self.edit, runs: [run, Run(suite: "billing/unit")])
    }
    try await expect(given(PlatformCase.test("a")), .pass)
    try await expect(
      given("\(PlatformCase.test("a")), \(PlatformCase.test("b"))"), .undecided, says: ["its reports disagree"])
  }

  @Test func `coverage of changed lines is reported, and blocks where the policy says so`() async throws {
    let measured = #", "coverage": [{ "path": "services/orders-ts/src/a.js", "executed": [1], "missed": [2, 3] }]"#
    func given(_ policy: String) -> PlatformCase {
      PlatformCase(
        policy: platformPolicy + policy,
        base: PlatformCase().base.merging(["services/orders-ts/src/a.js": "1\n2\n3"]) { $1 },
        change: ["services/orders-ts/src/a.js": "one\n2\nthree"],
        runs: [Run(further: measured), Run(suite: "billing/unit")])
    }
    try await expect(given(""), .pass)
    try await expect(given("\ncoverage: { report: [lcov.info] }"), .pass)
    // Line 2 is not executed either, but the change leaves it alone.
    let message = "1 of 2 changed lines are executed by tests; the change as a whole has 50%"
    try await expect(given("\ncoverage: { report: [lcov.info], minimum: 80% }"), .pass, says: [message])
    try await expect(
      given("\ncoverage: { report: [lcov.info], minimum: 80%, severity: error }"), .fail, says: [message])
    try await expect(given("\ncoverage: { report: [lcov.info], minimum: 50%, severity: error }"), .pass)
  }
}
