import TestSupport
import Testing

/// Contract tests of services: which a change asks for, and what a report of them is worth.
@Suite struct ContractTestRunTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the service's command does.
    var script = passing
    var base: [String: String] = [:]
    var change: [String: String] = [artifact: schema("comment")]
    /// A commit after the tests ran.
    var later: [String: String] = [:]
    var runs = true
    var stage = "pre-push"
    let verdict: String
    /// Words that are said, and one that is not.
    var words: [String] = []
    var silent = ""
  }

  @Test(arguments: runs + demands)
  func `a change asks for a passed run of what it affects`(example: Case) async throws {
    try await withScratchRepository { repository in
      var base = Self.base.merging(example.base) { $1 }
      base["services/orders/run.sh"] = example.script
      try await repository.commit(base)
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit(example.change)
      if example.runs {
        _ = try await contracts("test", "--base", "main", "--output", ".git/tests.json", in: repository)
      }
      if !example.later.isEmpty { try await repository.commit(example.later) }
      let judged = try await Judgement(
        ["--base", "main", "--head", "change", "--stage", example.stage]
          + (example.runs ? ["--tool-report", ".git/tests.json"] : []), in: repository)
      judged.expect(example.verdict, example.words)
      #expect(example.silent.isEmpty || !judged.words.contains(example.silent), "\(judged.words)")
    }
  }

  private static let folder = "platform/contracts"
  private static let artifact = "\(folder)/orders/order-placed.v1.schema.json"
  private static let rule = "contracts/failed-contract-test"
  private static let passing = "printf 'TAP version 13\\nok 1 - reads orders\\n1..1\\n'\n"
  private static let failing = "printf 'TAP version 13\\nnot ok 1 - reads orders\\n1..1\\n'\n"

  private static func schema(_ property: String) -> String {
    """
    { "title": "Order placed", "description": "An order.", "type": "object",
      "properties": { "id": { "type": "string" }, "\(property)": { "type": "string" } } }

    """
  }

  private static let base = [
    ".signalbox/contracts.yml": """
    root: \(folder)
    tests: { command: [sh, run.sh] }
    rules: { contracts/missing-approval: off }

    """,
    artifact: """
    { "title": "Order placed", "description": "An order.", "type": "object",
      "properties": { "id": { "type": "string" } } }

    """,
    "services/orders/docs/a.md": "Orders\n",
  ]

  private static let runs = [
    Case(testDescription: "tests pass", verdict: "pass", silent: rule),
    Case(
      testDescription: "a test fails", script: failing + "exit 1\n", verdict: "fail",
      words: [rule, "orders: 1 contract test failed: `reads orders`"]),
    Case(testDescription: "a test fails behind status 0", script: failing, verdict: "fail", words: ["reads orders"]),
    Case(
      testDescription: "a command that fails behind green tests", script: passing + "exit 3\n", verdict: "fail",
      words: ["exit status 3"]),
    Case(
      testDescription: "a command that is killed", script: passing + "kill -9 $$\n", verdict: "fail",
      words: ["did not end by itself: signal 9"]),
    Case(
      testDescription: "all tests are skipped",
      script: "printf 'TAP version 13\\nok 1 - reads orders # SKIP\\n1..1\\n'\n", verdict: "undecided",
      words: ["no contract test was executed: the only test is skipped"]),
    Case(
      testDescription: "there is no test", script: "printf 'TAP version 13\\n1..0\\n'\n", verdict: "undecided",
      words: ["no contract test was executed"]),
    Case(
      testDescription: "nothing is written", script: "true\n", verdict: "undecided",
      words: ["its output is no report of tests"]),
    Case(
      testDescription: "the contracts change afterwards", later: [artifact: schema("comments")], verdict: "undecided",
      words: ["ran on another state of the service or of the contracts"]),
    Case(
      testDescription: "the service changes afterwards", later: ["services/orders/a.js": "1\n"], verdict: "undecided",
      words: ["ran on another state"]),
    Case(
      testDescription: "something else changes afterwards", later: ["services/orders/docs/b.md": "More\n"],
      verdict: "pass", silent: rule),
    Case(
      testDescription: "no report", runs: false, stage: "merge", verdict: "undecided",
      words: ["its contract tests were not run"]),
    Case(
      testDescription: "a report in a file",
      script: "echo '<testsuite tests=\"1\"><testcase name=\"a\"/></testsuite>' > out.xml\n",
      base: [
        ".signalbox/contracts.yml": """
        root: \(folder)
        tests: { command: [sh, run.sh], report: out.xml }
        rules: { contracts/missing-approval: off }

        """, ".gitignore": "out.xml\n",
      ], verdict: "pass", silent: rule),
    Case(
      testDescription: "a report that is not written",
      base: [
        ".signalbox/contracts.yml": """
        root: \(folder)
        tests: { command: [sh, run.sh], report: out.xml }
        rules: { contracts/missing-approval: off }

        """
      ], verdict: "undecided", words: ["it wrote no report out.xml"]),
  ]

  private static let demands = [
    Case(
      testDescription: "a run is missing before a push", runs: false, verdict: "pass",
      words: ["owed", "orders: its contract tests were not run"]),
    Case(
      testDescription: "a run is missing at the merge", runs: false, stage: "merge", verdict: "undecided",
      words: ["orders: its contract tests were not run"]),
    Case(
      testDescription: "documentation of the service", change: ["services/orders/docs/a.md": "All orders\n"],
      runs: false, stage: "merge", verdict: "pass", silent: rule),
    Case(
      testDescription: "code of the service", change: ["services/orders/a.js": "1\n"], runs: false, verdict: "pass",
      words: ["owed", rule]),
    Case(
      testDescription: "a consumer of the artifact",
      base: [
        "services/billing/run.sh": failing,
        "\(folder)/consumers/billing/order-placed.v1.yml": "fields: [/id]\npending: true\n",
      ], verdict: "fail", words: ["billing: 1 contract test failed"]),
    Case(
      testDescription: "a service without a folder", base: ["\(folder)/mail/mail-sent.v1.schema.json": schema("a")],
      change: ["\(folder)/mail/mail-sent.v1.schema.json": schema("b")], runs: false, stage: "merge", verdict: "pass",
      silent: rule),
    Case(
      testDescription: "a package without the script",
      base: [
        ".signalbox/contracts.yml": "root: \(folder)\nrules: { contracts/missing-approval: off }\n",
        "services/orders/package.json": #"{ "scripts": { "test": "jest" } }"#,
      ], runs: false, stage: "merge", verdict: "pass", silent: rule),
    Case(
      testDescription: "a package with the script",
      base: [
        ".signalbox/contracts.yml": "root: \(folder)\nrules: { contracts/missing-approval: off }\n",
        "services/orders/package.json": #"{ "scripts": { "contract:test": "jest" } }"#,
      ], runs: false, stage: "merge", verdict: "undecided", words: ["orders: its contract tests were not run"]),
    Case(
      testDescription: "a policy without tests",
      base: [
        ".signalbox/contracts.yml": """
        root: \(folder)
        tests: { command: [] }
        rules: { contracts/missing-approval: off }

        """
      ], runs: false, stage: "merge", verdict: "pass", silent: rule),
  ]
}
