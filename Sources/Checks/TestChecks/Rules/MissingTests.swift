package import Findings
internal import Git
package import Policy
internal import TestReports

/// Finds tests that the base had and that are not among the results.
package struct MissingTests: Rule {
  package let metadata = RuleMetadata(
    id: "tests/missing-tests",
    title: "Tests of the base are missing",
    rationale: """
      A focused test, a filter, a hook or an early exit leaves tests out, and the report is green. Only the names of \
      the base tell. Tests whose file the change deletes or renames are expected to go.
      """,
    remedy: """
      Run the whole suite. Where tests went on purpose without their file, `vanished.unexplained` of \
      `.signalbox/tests.yml` says what that means.
      """,
    severity: .error,
    bad: [
      .run(tests: [Example.passed], base: [Example.passed, #"{ "name": "adds no amount", "outcome": "passed" }"#])
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.compactMap { run in
      guard let base = run.base, !run.reports.isEmpty else { return nil }
      let missing = base.missing(among: run.tests).filter { !change.explains($0) }
      guard !missing.isEmpty else { return nil }
      let names = missing.prefix(20).map { "`\($0.title)`" }.joined(separator: ", ")
      let more = missing.count > 20 ? " and \(missing.count - 20) more" : ""
      let count = "\(missing.count) test\(missing.count == 1 ? "" : "s")"
      let message = "\(run.prefix)\(count) of the base \(missing.count == 1 ? "is" : "are") missing: \(names)\(more)"
      let help = "run the whole suite; look for a focused test, a filter or an early exit"
      switch run.terms.unexplained {
      case .undecided: return undecided(message, help: help)
      case .error: return finding(message, help: help)
      case .note: return Finding(rule: metadata.id, kind: .violation(.note), message: message)
      }
    }
  }
}

extension TestChange {
  /// Whether the change deletes or renames the file of a test.
  fileprivate func explains(_ test: TestResult) -> Bool {
    gone.contains { path in
      guard let text = path.text else { return false }
      if let file = test.file {
        let names = file.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return text == names || text.hasSuffix("/" + names) || names.hasSuffix("/" + text)
      }
      // Without a file the class has its name: spec.cart_spec, com.acme.CartTest, test_cart.
      let stem = String(decoding: path.lastComponent, as: UTF8.self).split(separator: ".").first ?? ""
      return !stem.isEmpty && test.className.split { ".:/ ".contains($0) }.contains(stem)
    }
  }
}
