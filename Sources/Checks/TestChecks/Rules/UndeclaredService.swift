internal import Changes
package import Findings
package import Policy

/// Asks for an entry of every service, and for a word on each of its suites.
package struct UndeclaredService: Rule {
  package let metadata = RuleMetadata(
    id: "tests/undeclared-service",
    title: "Service or suite is not declared",
    rationale: """
      What no entry has is run by nothing, and nothing is said about it. A service has unit and integration tests, or \
      a reason why not.
      """,
    remedy: """
      Add the service to `services` in `.signalbox/tests.yml`, with `unit` and `integration`; write `none` for a suite \
      that it does not have, and why under `reasons`.
      """,
    severity: .error,
    requires: [.repository],
    bad: [
      Example(
        """
        -- given: policy --
        roots: ["services/*"]
        -- services/payments/charge.js --
        export const charge = (amount) => amount;
        """),
      Example(
        """
        -- given: policy --
        services:
          orders:
            folder: services/orders
            suites:
              unit: { command: [npm, test], report: [junit.xml] }
        -- services/orders/total.js --
        export const total = (a, b) => a + b;
        """),
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    let file = TestCheck.policyPath
    return change.undeclared.map { folder in
      undecided("\(folder) is a service that no entry of \(file) has", help: "add it to services in \(file)")
    }
      + change.undeclaredSuites.map { suite in
        undecided(
          "\(file) says nothing of the \(suite.suite) suite of \(suite.service)",
          help: "add it, or `\(suite.suite): none` with a reason")
      }
      + change.unreasoned.map { suite in
        undecided(
          "\(suite.service) has no \(suite.suite) suite, and \(file) does not say why",
          help: "add `reasons: { \(suite.suite): … }`")
      }
  }
}
