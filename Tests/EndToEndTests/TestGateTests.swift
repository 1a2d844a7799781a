import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct TestGateTests {
  /// Cases of real runs, with the verdict that each deserves, and the program that holds executables against them.
  static let cases = Project.corpora.removingLastComponent().appending("cases/lint-test/run.py")

  @Test(
    .enabled(
      if: Project.exists(cases) && Project.hasProgram("python3"),
      "the cases do not stand beside this checkout, or there is no python3"))
  func `reports of real runs get the verdict that they deserve`() async throws {
    let folder = FilePath(try Project.executable("test-gate")).removingLastComponent()
    let judged = try await Tool.run("python3", [Self.cases.string, folder.string, "report"])
    #expect(judged.status == 0, "\(judged.text)")
  }

  @Test func `loose reports are judged with their counts, and without a status that is said`() async throws {
    try await withScratchFolder { folder in
      let report = folder.appending("junit.xml")
      try await report.write(
        "<testsuite tests='2'><testcase name='a'/><testcase name='b'><skipped/></testcase></testsuite>")
      let arguments = ["lint", report.string, "--format", "json"]
      let passing = try await run("test-gate", arguments, in: folder)
      #expect(passing.status == 0)
      let judged = try #require(try Document.json(SourceText(passing.output)).root["reports"]?.array?.first)
      #expect(judged["data"]?["counts"]?["executed"]?.number?.int == 1)
      #expect(judged["notExecuted"]?.json().contains("no --exit-status was given") == true)
      let failing = try await run("test-gate", arguments + ["--exit-status", "1"], in: folder)
      #expect(failing.status == 1)
    }
  }

  private static let refused: [(arguments: [String], status: Int32)] = [
    (["lint"], 64), (["lint", "no-such.xml"], 2), (["lint", "no-such.xml", "--exit-status", "soon"], 64),
    (["lint", "/dev/null", "--exit-status", "0"], 2), (["lint", "/", "--exit-status", "0"], 2),
  ]

  @Test(arguments: refused)
  func `what is no report never passes`(arguments: [String], status: Int32) async throws {
    try await withScratchFolder { folder in
      let ended = try await run("test-gate", arguments, in: folder)
      #expect(ended.status == status)
    }
  }

  /// A platform whose suites are shell scripts that write a report.
  private static let platform = [
    ".gitignore": "junit.xml\n", "packages/events/package.json": #"{ "name": "@acme/events" }"#,
    ".github/workflows/ci.yml": "on: push\n", "services/orders/a.js": "1\n",
    "services/orders/package.json": #"{ "dependencies": { "@acme/events": "1.0.0" } }"#,
    "services/orders/suite": """
    echo "<testsuite tests='1'><testcase name='part $1 of $2'/></testsuite>" >junit.xml

    """,
    ".signalbox/tests.yml": """
    services:
      orders:
        folder: services/orders
        shared: [packages/events]
        suites:
          unit: { command: [sh, suite, "{shard}", "{shards}"], report: [junit.xml], shards: 2 }
          integration: none
        reasons: { integration: it has no neighbours }

    """,
  ]

  private func withPlatform(_ body: (ScratchRepository, _ gate: ([String]) async throws -> Tool) async throws -> Void)
    async throws
  {
    try await withScratchRepository { repository in
      try await repository.commit(Self.platform)
      try await repository.git("checkout", "--quiet", "-b", "work")
      try await repository.commit(["services/orders/a.js": "2\n"])
      try await body(repository) { arguments in
        try await run("test-gate", arguments, in: repository.folder, memory: 4096)
      }
    }
  }

  @Test func `each shard is planned and run by itself, and the check needs all of them`() async throws {
    try await withPlatform { repository, gate in
      let plan = try await gate(["plan", "--base", "main", "--format", "github-matrix"])
      #expect(plan.text.hasPrefix("matrix={"))
      let matrix = try Document.json(SourceText(Array(plan.output.dropFirst("matrix=".utf8.count)))).root
      #expect(matrix["include"]?.array?.compactMap { $0["name"]?.string } == ["orders/unit-1", "orders/unit-2"])
      let folder = repository.folder.removingLastComponent()
      for shard in ["orders/unit-1", "orders/unit-2"] {
        let ran = try await gate([
          "run", "--base", "main", "--only", shard, "--output", folder.appending("\(shard.last ?? "0").json").string,
        ])
        #expect(ran.status == 0, "\(ran.errorText)")
      }
      let check = ["check", "--base", "main", "--stage", "merge", "--format", "json", "--tool-report"]
      let first = try Judged(try await gate(check + [folder.appending("1.json").string]))
      #expect(first.verdict == "undecided")
      #expect(first.words.contains("1 of 2 shards are missing: unit-2"), "\(first.words)")
      let both = try await gate(
        check + [folder.appending("1.json").string, "--tool-report", folder.appending("2.json").string])
      #expect(try Judged(both).verdict == "pass", "\(both.text)")
      #expect(both.text.contains("\"tests\": 2"))
      #expect(try await gate(["run", "--base", "main", "--only", "orders/unit-3"]).status == 2)
    }
  }

  @Test func `a change cannot put the test that it breaks into quarantine`() async throws {
    try await withPlatform { repository, gate in
      let quarantine = """
        quarantine:
          cap: 100%
          tests:
            - { service: orders, suite: unit, name: part 1 of 2, owner: dana, issue: 88, expires: 2026-12-01 }

        """
      try await repository.commit([
        ".signalbox/tests.yml": (Self.platform[".signalbox/tests.yml"] ?? "") + quarantine,
        "services/orders/suite": """
        echo "<testsuite tests='1'><testcase name='part $1 of $2'><failure/></testcase></testsuite>" >junit.xml
        exit 1

        """,
      ])
      let report = repository.folder.removingLastComponent().appending("tests.json").string
      #expect(try await gate(["run", "--base", "main", "--output", report]).status == 0)
      let judged = try Judged(
        try await gate([
          "check", "--base", "main", "--stage", "merge", "--format", "json", "--tool-report", report,
          "--now", "2026-11-20T12:00:00Z",
        ]))
      #expect(judged.verdict == "fail")
      #expect(judged.rules.contains("tests/failed-test"))
      #expect(!judged.words.contains("it is in quarantine until"), "\(judged.words)")
    }
  }

  @Test func `what another step wrote counts by its workflow, its digest and its commit`() async throws {
    try await withPlatform { repository, gate in
      let folder = repository.folder.removingLastComponent()
      let report = folder.appending("junit.xml")
      try await report.write("<testsuite><testcase name='a'/></testsuite>")
      func ingest(_ suite: String, _ further: [String] = []) async throws -> Tool {
        try await gate(
          ["ingest", report.string, "--suite", suite, "--exit-status", "0", "--base", "main"] + further)
      }
      let workflow = ["--workflow", ".github/workflows/ci.yml"]
      for shard in 1...2 {
        let output = ["--output", folder.appending("\(shard).json").string]
        #expect(try await ingest("orders/unit-\(shard)", workflow + output).status == 0)
      }
      let check = [
        "check", "--base", "main", "--stage", "merge", "--format", "json",
        "--tool-report", folder.appending("1.json").string, "--tool-report", folder.appending("2.json").string,
      ]
      #expect(try Judged(try await gate(check)).verdict == "pass")
      #expect(try await ingest("orders/none").status == 2)
      #expect(try await ingest("orders/unit-1", ["--digest", "sha256:0"]).status == 2)
      #expect(try await ingest("orders/unit-1", ["--commit", "0123456"]).status == 2)
      #expect(try await ingest("orders/unit-1", ["--digest", "a", "--digest", "b"]).status == 64)
      try await repository.commit([".github/workflows/ci.yml": "on: pull_request\n"])
      let edited = try Judged(try await gate(check))
      #expect(edited.verdict == "undecided")
      #expect(edited.words.contains("the change edits .github/workflows/ci.yml"), "\(edited.words)")
    }
  }

  @Test func `an edge that only a file of the workspace knows is told of`() async throws {
    try await withPlatform { repository, gate in
      let known = try await gate(["graph", "--check", "--base", "main"])
      #expect(known.status == 0)
      #expect(known.text.contains("the policy has all edges"))
      try await repository.commit([
        "packages/tools/package.json": #"{ "name": "@acme/tools" }"#,
        "services/orders/package.json": #"{ "dependencies": { "@acme/tools": "1", "@acme/events": "1" } }"#,
      ])
      let unknown = try await gate(["graph", "--check", "--base", "main"])
      #expect(unknown.status == 1)
      #expect(unknown.text.contains("services/orders/package.json:1: orders depends on packages/tools"))
      let all = try await gate(["graph", "--base", "main", "--format", "json"])
      #expect(all.status == 0)
      #expect(try Document.json(SourceText(all.output)).root["edges"]?.array?.count == 2)
      let judged = try Judged(
        try await gate(["check", "--base", "main", "--stage", "merge", "--format", "json"]))
      #expect(judged.rules.contains("tests/undeclared-dependency"))
    }
  }
}
