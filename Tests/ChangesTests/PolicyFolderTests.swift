import Changes
import Documents
import Findings
import TestSupport
import Testing

/// What stands at the tip as the policy, what the base of the comparison adds to it, and what a queue brings.
@Suite struct PolicyFolderTests {
  static let roles = ".signalbox/roles.yml"
  static let olive = "roles: { policy-owner: { users: [olive] } }\n"

  @Test(arguments: [
    PolicyCase("a symbolic link", .undecided, "could not read the policy of main: .signalbox is a symbolic link") {
      try await Self.replaceFolder($0, by: ["ln", "-s", "elsewhere", ".signalbox"])
    },
    PolicyCase("a file", .undecided, "could not read the policy of main: .signalbox is a file, not a folder") {
      try await Self.replaceFolder($0, by: ["touch", ".signalbox"])
    },
    PolicyCase("a file, and the default branch is judged", .undecided, "could not read the policy of base") {
      try await Self.replaceFolder($0, by: ["touch", ".signalbox"])
      try await $0.scratch.git("checkout", "--quiet", "main")
      $0.base = "HEAD"
    },
    PolicyCase("a symbolic link that the change makes of it", .fail, "sample/invalid-policy: ", ".signalbox is a") {
      try await $0.commit(["README.md": "1"])
      try await $0.fetched("main", at: "main")
      try await $0.branch("feature")
      _ = try await Tool.run("ln", ["-s", "elsewhere", ".signalbox"], in: $0.scratch.folder)
      try await $0.scratch.commit()
    },
  ])
  func `in place of the policy folder`(policy: PolicyCase) async throws { try await policy.check() }

  private static func replaceFolder(_ story: PolicyStory, by command: [String]) async throws {
    try await story.commit(["README.md": "1"])
    try await story.branch("feature")
    try await story.commit([PolicyStory.file: "1"])
    try await story.branch("main", at: "main")
    _ = try await Tool.run(command[0], Array(command.dropFirst()), in: story.scratch.folder)
    try await story.scratch.commit()
    try await story.fetched("main", at: "main")
    try await story.branch("feature", at: "feature")
  }

  @Test(arguments: [
    PolicyCase("which the tip has otherwise", .undecided, "main has changed the policy since the branch left it") {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.weak + "# later\n")
      try await $0.commit([PolicyStory.policy: PolicyStory.elsewhere])
    },
    PolicyCase("while the tip has changed another file of it", .undecided, "update the branch with main") {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.weak)
      try await $0.branch("main", at: "main")
      try await $0.commit([Self.roles: Self.olive])
      try await $0.fetched("main", at: "main")
      try await $0.branch("feature", at: "feature")
      try await $0.commit([PolicyStory.policy: PolicyStory.elsewhere])
    },
    PolicyCase("which nobody approved, on a branch that is up to date", .undecided, "no evidence was given") {
      try await $0.commit([PolicyStory.policy: PolicyStory.weak, Self.roles: Self.olive])
      try await $0.fetched("main", at: "main")
      try await $0.branch("feature")
      try await $0.commit([PolicyStory.policy: PolicyStory.elsewhere])
    },
  ])
  func `a change of the policy`(policy: PolicyCase) async throws { try await policy.check() }

  @Test func `a report names the policy of the tip and the one that base had`() async throws {
    try await withScratchRepository { scratch in
      let story = PolicyStory(scratch)
      try await story.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      let report = try await story.report()
      let (old, new) = (try await scratch.id(of: "main~1"), try await scratch.id(of: "main"))
      #expect(report.context.target == "refs/heads/main")
      #expect(report.context.policy.map(\.source) == [nil, .base, .tip])
      #expect(report.context.policy.map(\.commit) == [nil, old, new])
      #expect(
        report.context.policy.dropFirst().map(\.digest) == [
          .sha256(of: Array(PolicyStory.weak.utf8)), .sha256(of: Array(PolicyStory.strict.utf8)),
        ])
      try await scratch.git("merge", "--quiet", "-m", "Update", "main")
      #expect(try await story.report().context.policy.map(\.source) == [nil, .tip])
    }
  }

  @Test(arguments: [
    PolicyCase("that base still had", .pass) { try await Self.oldBaseline($0, isAtBase: true, isAtTip: false) },
    PolicyCase("that the tip has by now", .pass) { try await Self.oldBaseline($0, isAtBase: false, isAtTip: true) },
    PolicyCase("that neither has", .fail) { try await Self.oldBaseline($0, isAtBase: false, isAtTip: false) },
    PolicyCase("that another branch has, which is named as base", .fail) { story in
      try await Self.oldBaseline(story, isAtBase: false, isAtTip: false)
      try await story.branch("sly", at: "main~1")
      try await story.commit([".signalbox/sample.baseline.json": try await Self.baseline(story)])
      try await story.branch("feature", at: "feature")
      story.base = "sly"
    },
  ])
  func `an entry of a baseline`(policy: PolicyCase) async throws { try await policy.check() }

  /// An old branch with a finding, which is in the baseline of the base, of the tip, or of neither.
  private static func oldBaseline(_ story: PolicyStory, isAtBase: Bool, isAtTip: Bool) async throws {
    let path = ".signalbox/sample.baseline.json"
    let entries = try await baseline(story)
    let empty = #"{"version": 1, "findings": []}"#
    try await story.commit([PolicyStory.policy: PolicyStory.strict, path: isAtBase ? entries : empty])
    try await story.branch("feature")
    try await story.commit([PolicyStory.file: "1"])
    try await story.branch("main", at: "main")
    try await story.commit([path: isAtTip ? entries : empty, "README.md": "later"])
    try await story.fetched("main", at: "main")
    try await story.branch("feature", at: "feature")
  }

  /// A baseline with the finding of a change of the governed file.
  private static func baseline(_ story: PolicyStory) async throws -> String {
    try await withScratchRepository { scratch in
      let other = PolicyStory(scratch)
      try await other.oldBranch(PolicyStory.strict, then: PolicyStory.strict)
      let finding = try #require(try await other.report().findings.first)
      return #"""
        {"version": 1, "findings": [
          {"rule": "\#(finding.rule)", "path": "\#(PolicyStory.file)", "fingerprint": "\#(finding.fingerprint)"}]}
        """#
    }
  }

  @Test(arguments: [
    PolicyCase("approved by its owner, which holds for what comes behind", .fail, "the policy is that of base") {
      try await Self.queue($0, approvedBy: "olive")
    },
    PolicyCase("approved by nobody", .pass, "the policy is that of main") { try await Self.queue($0, approvedBy: nil) },
    PolicyCase("approved by somebody else", .pass) { try await Self.queue($0, approvedBy: "mallory") },
    PolicyCase("approved by its author", .pass) { try await Self.queue($0, approvedBy: "dana") },
    PolicyCase("of which the evidence does not tell", .pass) {
      try await Self.queue($0, approvedBy: "olive", isTold: false)
    },
    PolicyCase("that is merged by now", .fail) {
      try await Self.queue($0, approvedBy: nil)
      try await $0.fetched("main", at: "first")
    },
  ])
  func `a queue whose first entry changes the policy`(policy: PolicyCase) async throws { try await policy.check() }

  /// The first entry of a queue makes a weak policy strict, and the second one changes a governed file.
  private static func queue(_ story: PolicyStory, approvedBy login: String?, isTold: Bool = true) async throws {
    try await story.commit([PolicyStory.policy: PolicyStory.weak, roles: olive])
    try await story.fetched("main", at: "main")
    try await story.branch("one")
    try await story.commit([PolicyStory.policy: PolicyStory.strict])
    try await story.branch("two", at: "main")
    try await story.commit([PolicyStory.file: "1"])
    try await story.checkOutMerge(of: "one", into: "main")
    try await story.scratch.git("branch", "first")
    try await story.checkOutMerge(of: "two", into: "first")
    try await story.mergeGroup(on: "first")
    let two = try await story.change(at: "main", head: "two", slice: ("first", "HEAD"))
    let one = try await story.change(
      103, at: "main", head: "one", approvedBy: login, slice: ("main", "first"))
    try story.evidence([two], isTold ? [("changesAhead", [one])] : [])
  }
}
