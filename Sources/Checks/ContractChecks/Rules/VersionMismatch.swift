package import Findings
package import Policy

/// Flags an `info.version` that does not move as the change asks.
package struct VersionMismatch: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/version-mismatch",
    title: "Version does not match the change",
    rationale: """
      People and tools read from `info.version` whether they can take a new description as it is. A break behind a \
      patch version reaches them unprepared.
      """,
    remedy: """
      Raise the first number for a change that breaks others (the second, while the first is 0), the second for what is \
      added. A version that stays although something breaks is a warning, and one that says more than the change is a \
      note. With `drafts: free` a draft such as `2.0.0-draft` may break what it likes.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.4.0 }
        channels: { placed: { address: orders.placed }, paid: { address: orders.paid } }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 👉1.4.1 }
        channels: { paid: { address: orders.paid } }
        """)
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 0.9.0 }
        channels: { placed: { address: orders.placed }, paid: { address: orders.paid } }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 0.10.0 }
        channels: { paid: { address: orders.paid } }
        """)
    ],
    references: ["[Semantic Versioning 2.0.0](https://semver.org/spec/v2.0.0.html)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.agreements.flatMap(\.mismatches).map { mismatch in
      var finding = finding(mismatch.message, at: mismatch.place, help: mismatch.help)
      finding.kind = .violation(mismatch.severity)
      return finding
    }
  }
}
