internal import Changes
package import Findings
package import Policy

/// Asks for an entry of every edge that the files of a workspace show.
package struct UndeclaredDependency: Rule {
  package let metadata = RuleMetadata(
    id: "tests/undeclared-dependency",
    title: "Dependency is not in the policy",
    rationale: """
      Which suites a change affects follows from the edges in `.signalbox/tests.yml`. An edge that only a workspace file \
      knows affects nothing: the package changes, and the tests of the service that uses it do not run.
      """,
    remedy: """
      Add the service to `depends`, the package to `shared`, or the contract to `produces` or `consumes`. \
      `test-gate graph --check` shows all edges that are missing.
      """,
    severity: .error,
    requires: [.repository],
    bad: [
      Example(
        """
        -- given: policy --
        services:
          orders:
            folder: services/orders
            suites: { unit: none, integration: none }
            reasons: { unit: it has no code, integration: it has no neighbours }
        -- base: packages/events/package.json --
        { "name": "@acme/events" }
        -- packages/events/package.json --
        { "name": "@acme/events" }
        -- services/orders/package.json --
        {
        👉  "dependencies": { "@acme/events": "workspace:*" }
        }
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        services:
          orders:
            folder: services/orders
            shared: [packages/events]
            suites: { unit: none, integration: none }
            reasons: { unit: it has no code, integration: it has no neighbours }
        -- base: packages/events/package.json --
        { "name": "@acme/events" }
        -- packages/events/package.json --
        { "name": "@acme/events" }
        -- services/orders/package.json --
        { "dependencies": { "@acme/events": "workspace:*", "express": "^5" } }
        """)
    ])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.undeclaredEdges.prefix(100).map { edge in
      finding(edge.edge.message(in: edge.policy), at: edge.place, help: edge.edge.help(in: edge.policy))
    }
  }
}

extension WorkspaceEdge {
  /// That the policy does not know it, as a sentence.
  package func message(in policy: TestPolicy) -> String {
    let verb = kind == .reads ? "depends on" : kind.rawValue
    return "\(service) \(verb) \(value(in: policy)) (`\(words)`), and `\(key(in: policy))` of \(TestCheck.policyPath) "
      + "does not have it"
  }

  /// What to add to the policy.
  package func help(in policy: TestPolicy) -> String {
    "add \(value(in: policy)) to services.\(service).\(key(in: policy)) in \(TestCheck.policyPath)"
  }
}
