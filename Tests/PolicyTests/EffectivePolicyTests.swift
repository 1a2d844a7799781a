import Documents
import Findings
import Git
import Policy
import Testing

@Suite struct EffectivePolicyTests {
  @Test func `a higher layer overrides a key and leaves the others`() throws {
    let policy = try policy("root: a\nexclude: [x]", "root: b")
    #expect(policy.own.root == "b")
    #expect(policy.exclude.map(\.text) == ["x"])
  }

  @Test func `mappings are merged key by key, and lists are replaced`() throws {
    let policy = try policy(
      "rules: { sample/first: off, sample/second: note }\nexclude: [x, y]",
      "rules: { sample/second: error }\nexclude: [z]")
    #expect(policy.rules == RuleSettings(["sample/first": .off, "sample/second": .error]))
    #expect(policy.exclude.map(\.text) == ["z"])
  }

  @Test(arguments: ["", "# nothing\n", "{}", "rules: {}"])
  func `a layer that says nothing changes nothing`(text: String) throws {
    let policy = try policy("root: a\nrules: { sample/first: off }", text, "exclude: [x]")
    #expect(policy.own.root == "a")
    #expect(policy.rules == RuleSettings(["sample/first": .off]))
    #expect(policy.exclude.map(\.text) == ["x"])
  }

  @Test func `the faults of all layers are told, each with its own line`() {
    let error = #expect(throws: UnreadablePolicy.self) { try policy("a: 1", "\nb: 1", "root: c") }
    #expect(error?.faults.map(\.message) == ["unknown key \"a\"", "unknown key \"b\""])
    #expect(error?.faults.map { $0.place?.span?.start.line } == [1, 2])
  }

  @Test func `a fault in a lower layer is told although a higher one overrides it`() {
    #expect(throws: UnreadablePolicy.self) { try policy("root: 1", "root: a") }
  }

  @Test func `each layer is known by its digest, lowest first`() throws {
    let absent = Report.PolicyLayer(layer: .repository, source: .absent, digest: .sha256(of: []))
    let files = [try file("root: a", layer: .defaults, source: nil), try file("root: b", layer: .organisation)]
    let policy = try EffectivePolicy<SamplePolicy>(files, absent: [absent])
    #expect(policy.layers.map(\.layer) == [.defaults, .organisation, .repository])
    #expect(policy.layers.map(\.source) == [nil, .base, .absent])
    #expect(policy.layers[0].digest == .sha256(of: Array("root: a".utf8)))
    #expect(policy.layers[0].digest != policy.layers[1].digest)
    #expect(policy.isAdoption)
    #expect(try !EffectivePolicy<SamplePolicy>(files).isAdoption)
  }

  @Test func `a path is excluded by any of the patterns`() throws {
    let policy = try policy("exclude: [a/drafts, '**/*.tmp']")
    #expect(policy.excludes(Array("a/drafts/x/y.json".utf8)))
    #expect(policy.excludes(Array("b/c.tmp".utf8)))
    #expect(!policy.excludes(Array("a/drafts.json".utf8)))
    #expect(try !EffectivePolicyTests.nothingExcluded().excludes(Array("a".utf8)))
  }

  private static func nothingExcluded() throws -> EffectivePolicy<SamplePolicy> { try policy("exclude: []") }
}
