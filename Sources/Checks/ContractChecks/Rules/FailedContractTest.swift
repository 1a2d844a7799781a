package import Findings
package import Policy

/// Asks for a passed run of the contract tests of every service that a change affects.
package struct FailedContractTest: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/failed-contract-test",
    title: "Contract tests did not pass",
    rationale: """
      A schema says what may be sent. Whether a service really sends and reads that, its own tests show. A check runs no \
      program, so that what they came to is known from a report, which is bound to the files of the service and of the \
      contracts.
      """,
    remedy: """
      `contracts test --output tests.json`, then `contracts check --tool-report tests.json`. Before a push a run that is \
      missing is listed as pending; one of another state, and one in which no test was executed, is no pass. A service has \
      contract tests where its `package.json` has the script that `tests.command` starts.
      """,
    severity: .error,
    requires: [.evidence],
    bad: [
      Example(
        """
        -- both: services/orders/package.json --
        { "scripts": { "contract:test": "node --test" } }
        -- platform/contracts/orders/order.schema.json --
        { "title": "Order", "description": "An order.", "type": "object" }
        """)
    ],
    good: [
      Example(
        """
        -- both: services/orders/package.json --
        { "scripts": { "test": "node --test" } }
        -- platform/contracts/orders/order.schema.json --
        { "title": "Order", "description": "An order.", "type": "object" }
        """)
    ],
    references: [
      "[Contract tests](https://martinfowler.com/bliki/ContractTest.html)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.contractTestProblems.map { problem in
      let help = "contracts test --output tests.json, and then --tool-report tests.json"
      switch problem.kind {
      case .failed: return finding(problem.message, help: "correct the service or the contract")
      case .unknown: return undecided(problem.message, help: help)
      case .missing where change.stage == .merge: return undecided(problem.message, help: help)
      case .missing:
        return Finding(
          rule: metadata.id, kind: .owed(role: nil, label: nil), message: problem.message, help: "contracts test")
      }
    }
  }
}
