package import Findings
package import Policy
internal import TestReports

/// Lists the tests that passed after a try that failed.
package struct FlakyTest: Rule {
  package let metadata = RuleMetadata(
    id: "tests/flaky-test",
    title: "Test passed only after a retry",
    rationale: """
      A test that fails and passes on the same code tells nothing either way. Retried often enough, a broken test \
      passes, too; so the policy says how often, and a test that the change itself adds or edits gets no second try.
      """,
    remedy: """
      Find what the test depends on: time, order, a port, another test. Until then `retries` of the suite allows a \
      second try, and `quarantine` takes the test out of the verdict.
      """,
    severity: .error,
    bad: [.run(tests: [Example.passed, Example.flaky])],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in run.tests.filter(\.isFlaky).prefix(100).map { finding(on: $0, of: run) } }
  }

  private func finding(on test: TestResult, of run: SuiteRun) -> Finding {
    let message = "\(run.prefix)`\(test.title)` passed only after a try that failed"
    let place = run.place(of: test)
    let isOwn = test.file.flatMap { run.sources[$0]?.isChanged } ?? false
    if isOwn {
      return finding(
        "\(message), and the change adds or edits it", at: place,
        help: "a test gets no second try in the change that writes it")
    }
    guard let retries = run.terms.retries else {
      let isEnded = run.parts.allSatisfy { $0.ending != .unknown }
      return isEnded
        ? Finding(rule: metadata.id, kind: .violation(.note), message: message, place: place)
        : undecided(message, at: place, help: "give the exit status: --exit-status N")
    }
    guard retries == 0 else {
      return Finding(rule: metadata.id, kind: .violation(.note), message: message, place: place)
    }
    return finding(message, at: place, help: "the policy allows no retries of this suite (`retries`)")
  }
}
