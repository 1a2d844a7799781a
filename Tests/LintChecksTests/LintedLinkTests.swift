import Changes
import Documents
import Findings
import LintChecks
import Policy
import TestSupport
import Testing

/// Files that a linter is responsible for, and that are no plain files any more.
@Suite struct LintedLinkTests {
  private static let report = """
    -- report: lint.json --
    {"version": 1, "judged": "2222222222222222222222222222222222222222", "runs": []}

    """

  private func notInspected(_ files: String, block: String) async throws -> [String] {
    let policy = "tools: { eslint: { files: ['src/**/*.js'] }, rubocop: { files: ['src/**/*.rb'] } }\nblock: \(block)\n"
    let layers = [
      try PolicyFile(layer: .defaults, path: "lint.yml", bytes: LintCheck.defaultPolicy),
      try PolicyFile(layer: .repository, path: "lint.yml", bytes: Array(policy.utf8)),
    ]
    let effective = try EffectivePolicy<LintPolicy>(layers)
    let change = try Change(Example(files + Self.report), of: LintCheck.self)
    let subject = await LintCheck.subject(of: change, policy: effective)
    let judgement = await Engine(rules: LintCheck.rules, settings: effective.rules).judge(subject)
    return judgement.findings.filter { $0.rule == "lint/file-not-linted" && $0.kind == .undecided }
      .compactMap { $0.place?.path }.sorted()
  }

  @Test(arguments: [
    ("-- base: src/a.js --\n1;\n-- src/a.js -> b.txt --\n", ["src/a.js"]),
    ("-- src/new.js -> /etc/passwd --\n", ["src/new.js"]),
    ("-- base: src/a.js --\n1;\n-- src/a.js (submodule) --\n", ["src/a.js"]),
    ("-- base: src/x/a.js --\n1;\n-- base: src/x/b.rb --\n1\n-- src/x (submodule) --\n", ["src/x", "src/x"]),
    ("-- base: src/x/y/a.js --\n1;\n-- src/x -> ../elsewhere --\n", ["src/x"]),
    ("-- base: src/x/readme.md --\n1;\n-- src/x (submodule) --\n", []),
    ("-- src/library (submodule) --\n", []), ("-- src/readme.md -> x.md --\n", []),
    ("-- base: src/x/a.js --\n1;\n-- base: src/y/readme.md --\n-- src/y (submodule) --\n", []),
  ])
  func `a linted file that becomes a link, and a folder that becomes a submodule, are not inspected`(
    files: String, expected: [String]
  ) async throws {
    for block in ["new-lines", "new-findings", "files"] {
      #expect(try await notInspected(files, block: block) == expected, "\(block)")
    }
  }
}
