import Changes
import Findings
import Git
import Policy
import TestSupport
import Testing

@testable import TestChecks

/// A platform of three services: orders produces a contract that shipping consumes, billing depends on orders.
let platformPolicy = """
  services:
    orders:
      folder: services/orders-ts
      shared: [packages/events, jest.config.base.js]
      lock: package-lock.json
      produces: ["platform/contracts/orders/**"]
      suites:
        unit: { command: [npm, test], report: [junit.xml] }
        integration: none
      reasons: { integration: none of its neighbours is there }
    shipping:
      folder: services/shipping-ts
      shared: [jest.config.base.js]
      consumes: ["platform/contracts/orders/**"]
      suites:
        unit: { command: [npm, test], report: [junit.xml] }
        integration: none
      reasons: { integration: none of its neighbours is there }
    billing:
      folder: services/billing-rails
      depends: [orders]
      suites:
        unit: { command: [bundle, exec, rspec], report: [rspec.xml] }
        integration: none
      reasons: { integration: none of its neighbours is there }
  roots: ["services/*"]
  """

func policy(_ text: String) throws -> EffectivePolicy<TestPolicy> {
  let defaults = try PolicyFile(layer: .defaults, path: "policies/tests.yml", bytes: TestCheck.defaultPolicy)
  let own = try PolicyFile(layer: .repository, path: TestCheck.policyPath, bytes: Array(text.utf8))
  return try EffectivePolicy([defaults, own], knownRules: TestCheck.allMetadata.map(\.id))
}

@Suite struct AffectedTests {
  @Test(arguments: [
    ("services/orders-ts/src/a.js", ["billing", "orders"]), ("services/orders-ts/README.md", []),
    ("platform/contracts/orders/created.json", ["orders", "shipping"]),
    ("platform/contracts/payments/captured.json", []), ("jest.config.base.js", ["billing", "orders", "shipping"]),
    ("package-lock.json", ["billing", "orders"]), ("packages/events/index.js", ["billing", "orders"]),
    ("docs/a.txt", []), (".github/workflows/tests.yml", ["billing", "orders", "shipping"]),
    ("services/shipping-ts/index.js", ["shipping"]), ("services/orders-ts-old/index.js", []),
  ])
  func `a path affects the services that read it, and those that depend on them`(
    path: String, services: [String]
  ) throws {
    let version = FileVersion(mode: .file, id: .zero)
    let changed = ChangedPath(path: RepositoryPath(path), old: nil, new: version)
    let affected = AffectedServices([changed], policy: try policy(platformPolicy))
    #expect(affected.reasons.keys.sorted() == services)
    #expect(affected.undeclared == (path.contains("-old") ? ["services/orders-ts-old"] : []))
  }

  @Test(arguments: [
    ("services/orders-ts/src/a.js", true), ("services/orders-ts/README.md", false), ("jest.config.base.js", true),
    ("platform/contracts/orders/created.json", true), ("platform/contracts/payments/captured.json", false),
    ("services/shipping-ts/index.js", false), ("package-lock.json", true), ("README.txt", false),
    (".github/workflows/tests.yml", true),
  ])
  func `the digest of a suite follows what it depends on, and nothing else`(path: String, ends: Bool) async throws {
    let policy = try policy(platformPolicy)
    let service = try #require(policy.own.services.first { $0.name == "orders" })
    let suite = try #require(service.suites.first)
    func key(_ text: String) throws -> String {
      let example = Example(
        """
        -- services/orders-ts/src/b.js --
        one
        -- \(path) --
        \(text)
        """)
      var keys = SuiteKeys(try Change(example, of: TestCheck.self).judged, policy: policy)
      return try keys.key(of: suite, in: service)
    }
    #expect(try (key("one") != key("two")) == ends)
    #expect(try key("one") == key("one"))
  }

  @Test(arguments: [
    ("services: { a: { folder: a, depends: [b] } }", "a depends on b, which is no service of this file"),
    ("services: { a: {} }", "services.a has no key \"folder\""),
    ("quarantine: { cap: 101% }", "quarantine.cap is \"101%\""),
  ])
  func `a mistake in the policy is told in words`(text: String, message: String) throws {
    let error = #expect(throws: UnreadablePolicy.self) { _ = try policy(text) }
    #expect(error?.faults.contains { $0.message.contains(message.prefix(24)) } == true, "\(error?.faults ?? [])")
  }
}
