package import Findings
package import Policy
internal import TestReports

/// Refuses reports that contradict themselves.
package struct InconsistentReport: Rule {
  package let metadata = RuleMetadata(
    id: "tests/inconsistent-report",
    title: "Test report contradicts itself",
    rationale: """
      A report that claims more tests than it lists, has no plan, or counts a file whose process ended early as one \
      passing test is green and proves nothing: what is missing from it can have failed.
      """,
    remedy:
      "Run the suite again, whole, and see that nothing ends its process (`process.exit`, a signal, a full disk).",
    severity: .error,
    bad: [
      .run(
        tests: [Example.passed],
        further: #""doubts": [{ "kind": "claimed-tests", "message": "8 tests are claimed, and 1 is listed" }]"#)
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      doubts(of: run) + disagreements(of: run) + wrongDialects(of: run) + overlaps(of: run)
    }
  }

  private func doubts(of run: SuiteRun) -> [Finding] {
    run.parts.flatMap(\.reports).flatMap { given -> [Finding] in
      (given.report?.doubts ?? []).filter { $0.kind != .focus }.prefix(50).map {
        undecided(
          "\(run.prefix)\(given.path): \($0.message)", help: "run the suite again, and write the whole report")
      }
    }
  }

  /// Reports of one run in two languages have to agree.
  private func disagreements(of run: SuiteRun) -> [Finding] {
    run.parts.filter(\.isOfSuite).flatMap { part -> [Finding] in
      let groups = part.byDialect
      guard groups.count > 1, let first = groups.first else { return [] }
      let counts = SuiteRun.Part.counts(of: first)
      return groups.dropFirst().compactMap { group in
        let other = SuiteRun.Part.counts(of: group)
        let agrees =
          counts.executed == other.executed && counts.failed + counts.errors == other.failed + other.errors
        guard !agrees, let left = first.first?.dialect.rawValue, let right = group.first?.dialect.rawValue else {
          return nil
        }
        let own = "\(left) has \(counts.executed) executed tests and \(counts.failed + counts.errors) failures"
        let others = "\(right) has \(other.executed) and \(other.failed + other.errors)"
        return undecided(
          "\(run.prefix)its reports disagree: \(own), \(others)",
          help: "run the suite again, and write both reports in one run")
      }
    }
  }

  private func wrongDialects(of run: SuiteRun) -> [Finding] {
    guard let expected = run.terms.dialect else { return [] }
    return run.parts.flatMap(\.reports).compactMap { given in
      guard let found = given.report?.dialect, found != expected, !(found.isJUnit && expected.isJUnit) else {
        return nil
      }
      return undecided(
        "\(run.prefix)\(given.path) is written in \(found.rawValue), and the policy says \(expected.rawValue)",
        help: "correct `dialect` of the suite, or what writes the report")
    }
  }

  /// Files that several shards have run: no harm, and not what is meant.
  private func overlaps(of run: SuiteRun) -> [Finding] {
    var shards: [String: Set<Int>] = [:]
    for part in run.parts {
      guard let shard = part.shard else { continue }
      for test in part.counted.flatMap(\.tests) where test.outcome != .skipped {
        shards[test.file ?? test.title, default: []].insert(shard)
      }
    }
    let twice = shards.filter { $0.value.count > 1 }.keys.sorted()
    guard let example = twice.first else { return [] }
    let count = twice.count == 1 ? "1 file" : "\(twice.count) files"
    return [
      Finding(
        rule: metadata.id, kind: .violation(.note),
        message: "\(run.prefix)\(count) ran twice, in different shards: \(example)")
    ]
  }
}
