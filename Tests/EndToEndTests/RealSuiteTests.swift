import Documents
import SystemPackage
import TestSupport
import Testing

/// Suites of real runners: those of the services of the sample platform, and a small one of pytest.
@Suite struct RealSuiteTests {
  private static let node = [
    "node", "--test", "--test-reporter=junit", "--test-reporter-destination=junit.xml", "test/",
  ]
  private static let rspec = ["rspec", "--format", "json", "--out", "rspec.json"]

  private static func works(_ program: String) -> Bool { Project.hasProgram(program) }

  private static func policy(_ services: [(name: String, folder: String, command: [String], report: String)]) -> String
  {
    let entries = services.map { service in
      """
        \(service.name):
          folder: \(service.folder)
          suites:
            unit: { command: [\(service.command.joined(separator: ", "))], report: [\(service.report)] }
            integration: none
          reasons: { integration: it has no neighbours that run here }
      """
    }
    return "services:\n" + entries.joined(separator: "\n") + "\n"
  }

  /// Runs the affected suites of a repository, and judges what they came to.
  private func judge(
    _ files: [String: String], change: [String: String], _ expect: (Judged, Node) throws -> Void
  ) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(files)
      try await repository.git("checkout", "--quiet", "-b", "work")
      try await repository.commit(change)
      let evidence = repository.folder.removingLastComponent().appending("tests.json")
      let ran = try await run(
        "test-gate", ["run", "--base", "main", "--output", evidence.string], in: repository.folder, memory: 1 << 20)
      #expect(ran.status == 0, "\(ran.errorText)")
      let arguments = ["check", "--base", "main", "--stage", "merge", "--format", "json"]
      let checked = try await run(
        "test-gate", arguments + ["--tool-report", evidence.string], in: repository.folder)
      let report = try #require(
        try Document.json(SourceText(checked.output)).root["reports"]?.array?.first { _ in true })
      try expect(try Judged(checked), report["data"]?["counts"] ?? .null)
    }
  }

  private static func sample() async throws -> [String: String] {
    let folder = Project.root.appending("Fixtures/platform/main")
    let found = try await Tool.run("find", [folder.appending("services").string, "-type", "f"])
    var files: [String: String] = [:]
    for path in found.lines {
      let text = try #require(Project.text(of: FilePath(path)))
      files[String(path.dropFirst(folder.string.utf8.count + 1))] = text
    }
    let ignored = try #require(Project.text(of: folder.appending(".gitignore")))
    files[".gitignore"] = ignored
    files[".signalbox/tests.yml"] = policy([
      ("orders", "services/orders-ts", node, "junit.xml"), ("billing", "services/billing-rails", rspec, "rspec.json"),
    ])
    return files
  }

  private static let money = "services/orders-ts/src/money.js"
  private static let capture = "services/billing-rails/app/services/capture_payment.rb"

  @Test(.enabled(if: works("node") && works("rspec"), "node and rspec are not both installed"))
  func `the suites of the sample services really execute, and a mistake in one fails`() async throws {
    let files = try await Self.sample()
    let (money, capture) = (try #require(files[Self.money]), try #require(files[Self.capture]))
    try await judge(files, change: [Self.money: money + "// more\n", Self.capture: capture + "# more\n"]) {
      judged, counts in
      #expect(judged.verdict == "pass", "\(judged.words)")
      #expect(counts["executed"]?.number?.int == 10)
      #expect(counts["passed"]?.number?.int == 10)
    }
    let wrong = [
      Self.money: money.replacing("total.amount + next.amount", with: "total.amount"),
      Self.capture: capture.replacing(":failed : :pending", with: ":pending : :failed"),
    ]
    try await judge(files, change: wrong) { judged, counts in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("an order totals its lines"))
      #expect(judged.words.contains("CapturePayment gives up after the fifth attempt"))
      #expect(counts["failed"]?.number?.int == 4, "\(counts.json())")
    }
  }

  @Test(
    .enabled(if: works("node"), "node is not installed"),
    arguments: [
      ("process.exit(0);\n", "money.test.js"),
      ("import { test } from 'node:test';\ntest.skip('x', () => {});\n", "no test was executed"),
    ])
  func `a suite of node that executes nothing never passes`(text: String, words: String) async throws {
    var files = try await Self.sample()
    let tests = files.keys.filter { $0.hasPrefix("services/orders-ts/test/") }
    for path in tests where !path.hasSuffix("money.test.js") { files[path] = nil }
    try await judge(files, change: ["services/orders-ts/test/money.test.js": text]) { judged, _ in
      #expect(judged.verdict != "pass")
      #expect(judged.words.contains(words), "\(judged.words)")
    }
  }

  @Test(.enabled(if: works("pytest"), "pytest is not installed"))
  func `a suite of pytest is counted as pytest counts it`() async throws {
    let test = "import pytest\n\ndef test_a():\n    assert True\n\n@pytest.mark.skip\ndef test_b():\n    pass\n"
    let files = [
      ".gitignore": "report.xml\n__pycache__\n.pytest_cache\n", "app/test_app.py": test,
      ".signalbox/tests.yml": Self.policy([("app", "app", ["pytest", "--junitxml=report.xml"], "report.xml")]),
    ]
    try await judge(files, change: ["app/test_app.py": test + "\ndef test_c():\n    assert 1 == 1\n"]) {
      judged, counts in
      #expect(judged.verdict == "pass", "\(judged.words)")
      #expect(counts["executed"]?.number?.int == 2)
      #expect(counts["skipped"]?.number?.int == 1)
    }
    try await judge(files, change: ["app/test_app.py": test + "\ndef test_c():\n    assert 1 == 2\n"]) { judged, _ in
      #expect(judged.verdict == "fail")
      #expect(judged.words.contains("test_c"))
    }
  }
}
