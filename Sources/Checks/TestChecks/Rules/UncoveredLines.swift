package import Findings
package import Policy

/// Reports which of the changed lines no test executes.
package struct UncoveredLines: Rule {
  package let metadata = RuleMetadata(
    id: "tests/uncovered-lines",
    title: "Changed lines are not executed by tests",
    rationale: """
      A line that no test executes can say anything. Coverage of a whole service changes slowly and says little of a \
      change; coverage of the changed lines says where a test is missing.
      """,
    remedy: """
      Add a test that executes the lines. `coverage` of `.signalbox/tests.yml` says how many have to be executed, and \
      what it means that fewer are: a note unless it says otherwise.
      """,
    severity: .error,
    bad: [
      .run(
        """
        "command": ["npm", "test"], "exitStatus": 0,
              "reports": [{ "path": "junit.xml", "tests": [\(Example.passed)] }],
              "coverage": [{ "path": "services/orders/total.js", "executed": [], "missed": [1] }]
        """, policy: "coverage: { report: [coverage/lcov.info], minimum: 80%, severity: error }",
        file: "👉export const total = (a, b) => a + b;"),
      .run(
        """
        "command": ["npm", "test"], "exitStatus": 0,
              "reports": [{ "path": "junit.xml", "tests": [\(Example.passed)] }],
              "coverageProblem": "coverage/lcov.info: the file is empty"
        """, policy: "coverage: { report: [coverage/lcov.info], minimum: 80%, severity: error }"),
    ],
    good: [
      .run(
        """
        "command": ["npm", "test"], "exitStatus": 0,
              "reports": [{ "path": "junit.xml", "tests": [\(Example.passed)] }],
              "coverage": [{ "path": "services/orders/total.js", "executed": [1], "missed": [] }]
        """, policy: "coverage: { report: [coverage/lcov.info], minimum: 80%, severity: error }")
    ])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    guard let policy = change.coveragePolicy else { return [] }
    let problems = change.coverageProblems.map { problem -> Finding in
      let message = "could not check coverage because of \(problem)"
      return policy.severity == .error
        ? undecided(message) : Finding(rule: metadata.id, kind: .violation(policy.severity), message: message)
    }
    let coverage = change.coverage
    guard coverage.percent < policy.minimum else { return problems }
    return problems
      + coverage.files.filter { !$0.missed.isEmpty }.prefix(100).map { file in
        let total = file.executed.count + file.missed.count
        return Finding(
          rule: metadata.id, kind: .violation(policy.severity),
          message: "\(file.executed.count) of \(total) changed lines are executed by tests; the change as a whole has "
            + "\(coverage.percent)%, and the policy asks for \(policy.minimum)%", place: file.place,
          help: "add a test that executes line \(file.missed[0])")
      }
  }
}
