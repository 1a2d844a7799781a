import Changes
import Documents
import Findings
import Git
import TestSupport
import Testing

/// Which state of the repository the policy comes from: the tip of the branch that a change goes to, as it is now.
@Suite struct PolicyRevisionTests {
  @Test(arguments: [
    PolicyCase("cut before the policy became strict", .fail, "the policy is that of main, which base had otherwise") {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
    },
    PolicyCase("cut before the policy became weak", .pass) {
      try await $0.oldBranch(PolicyStory.strict, then: PolicyStory.weak)
    },
    PolicyCase("with its base named", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      $0.base = "main~1"
    },
    PolicyCase("with another branch named as its base, which has a weak policy", .fail) {
      try await $0.oldBranch(PolicyStory.strict, then: PolicyStory.strict + "# later\n")
      try await $0.branch("weak", at: "main~1")
      try await $0.commit([PolicyStory.policy: PolicyStory.elsewhere])
      try await $0.branch("feature", at: "feature")
      $0.base = "weak"
    },
    PolicyCase("of a repository without a remote", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try await $0.scratch.git("remote", "remove", "origin")
    },
    PolicyCase("as the head of a pull request", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try await $0.pullRequest(of: "feature", into: "main")
    },
    PolicyCase("as an old merge of a pull request", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try await $0.checkOutMerge(of: "feature", into: "main~1")
      try await $0.pullRequest(of: "feature", into: "main")
    },
    PolicyCase("pushed to a branch", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      let id = try await $0.scratch.id(of: "HEAD")
      $0.event = try GitHubEvent(
        name: "push",
        payload: """
          {"ref": "refs/heads/feature", "before": "\(id)", "after": "\(id)", "repository": {"default_branch": "main"}}
          """)
    },
    PolicyCase("before a push", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      let id = try await $0.scratch.id(of: "HEAD")
      let nothing = String(repeating: "0", count: 40)
      let line = "refs/heads/feature \(id) refs/heads/feature \(nothing)\n"
      $0.push = Push(to: "origin", try PushedRef.lines(Array(line.utf8)))
      $0.stage = .prePush
    },
    PolicyCase(
      "in a clone that does not have the tip", .undecided, "could not read the policy at the tip of main", "fetch"
    ) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try await $0.checkOutMerge(of: "feature", into: "main~1")
      try await $0.pullRequest(of: "feature", into: "main")
      try await $0.scratch.git("update-ref", "-d", "refs/remotes/origin/main")
    },
    PolicyCase(
      "in a clone whose remote has no branch that is known", .undecided, "no default branch", "git fetch origin"
    ) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try await $0.scratch.git("update-ref", "-d", "refs/remotes/origin/main")
    },
    PolicyCase("where the evidence tells a tip that the clone does not have", .undecided, "the evidence has it at 9999")
    {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.weak + "# later\n")
      var change = try await $0.change(at: "main", head: "feature").json()
      change.replace(try await $0.scratch.id(of: "main"), with: String(repeating: "9", count: 40))
      try $0.evidence([try Document.json(SourceText(change)).root])
    },
    PolicyCase("where the evidence tells a newer tip than the clone's reference", .fail) {
      try await $0.oldBranch(PolicyStory.weak, then: PolicyStory.strict)
      try $0.evidence([try await $0.change(at: "main", head: "feature")])
      try await $0.fetched("main", at: "main~1")
    },
  ])
  func `a branch`(policy: PolicyCase) async throws { try await policy.check() }

  @Test(arguments: [
    PolicyCase("a push to the default branch, by the policy from before it", .fail) {
      let before = try await $0.commit([PolicyStory.policy: PolicyStory.strict])
      let after = try await $0.commit([PolicyStory.policy: PolicyStory.weak, PolicyStory.file: "1"])
      try await $0.fetched("main", at: "main")
      $0.event = try GitHubEvent(
        name: "push",
        payload: """
          {"ref": "refs/heads/main", "before": "\(before)", "after": "\(after)", "repository": {"default_branch": "main"}}
          """)
    },
    PolicyCase("commits on a local default branch", .fail) {
      try await $0.commit([PolicyStory.policy: PolicyStory.strict])
      try await $0.commit([PolicyStory.policy: PolicyStory.weak, PolicyStory.file: "1"])
      $0.base = "HEAD~1"
    },
    PolicyCase("two commits of the past, by the policy from before them", .fail) {
      try await $0.commit([PolicyStory.policy: PolicyStory.strict])
      try await $0.commit([PolicyStory.file: "1"])
      try await $0.commit([PolicyStory.policy: PolicyStory.weak])
      ($0.base, $0.head) = ("HEAD~2", "HEAD~1")
    },
    PolicyCase("commits that the remote does not have yet, by the policy that it has", .fail) {
      try await $0.commit([PolicyStory.policy: PolicyStory.strict])
      try await $0.fetched("main", at: "main")
      try await $0.commit([PolicyStory.policy: PolicyStory.weak])
      try await $0.commit([PolicyStory.file: "1"])
      $0.base = "HEAD~1"
    },
  ])
  func `what the default branch has already`(policy: PolicyCase) async throws { try await policy.check() }

  @Test(arguments: [
    PolicyCase("into a branch with a weak policy", .undecided, "could not be checked: sandbox is not a governed branch")
    {
      try await Self.secondPullRequest($0, into: "sandbox")
    },
    PolicyCase("as a merge group of a branch that is not governed", .undecided, "sandbox is not a governed branch") {
      try await Self.secondPullRequest($0, into: "sandbox")
      try await $0.mergeGroup(on: "sandbox", into: "sandbox")
    },
    PolicyCase("into a branch whose name begins like a governed one", .undecided, "release-x is not a governed branch")
    {
      try await Self.secondPullRequest($0, into: "release-x")
      $0.governs("[main, 'release/*', release]")
    },
    PolicyCase("into a branch below a governed pattern's", .undecided, "release/1/x is not a governed branch") {
      try await Self.secondPullRequest($0, into: "release/1/x")
      $0.governs("['release/*']")
    },
    PolicyCase("into a branch that the organisation names, by that branch's policy", .pass) {
      try await Self.secondPullRequest($0, into: "release/1")
      $0.governs("['release/*']")
    },
    PolicyCase("into the default branch, where the organisation names others only", .fail) {
      try await Self.secondPullRequest($0, into: "main")
      $0.governs("['release/*']")
    },
    PolicyCase("where the organisation's file has a mistake", .undecided, "branchs") {
      try await Self.secondPullRequest($0, into: "main")
      $0.organisation = ["signalbox.yml": Array("branchs: [main]\n".utf8)]
    },
  ])
  func `a second pull request of the same head`(policy: PolicyCase) async throws { try await policy.check() }

  /// Main is strict; another branch has a weak policy, and a pull request into it, or into main, is checked out.
  private static func secondPullRequest(_ story: PolicyStory, into branch: String) async throws {
    try await story.commit([PolicyStory.policy: PolicyStory.strict])
    try await story.fetched("main", at: "main")
    try await story.branch("feature")
    try await story.commit([PolicyStory.file: "1"])
    if branch != "main" {
      try await story.branch(branch, at: "main")
      try await story.commit([PolicyStory.policy: PolicyStory.elsewhere])
      try await story.fetched(branch, at: branch)
    }
    try await story.checkOutMerge(of: "feature", into: branch)
    try await story.pullRequest(of: "feature", into: branch)
  }

  @Test(arguments: [
    PolicyCase("into a branch that is not governed", .undecided, "#105 has the same head, and sandbox", "/pull/105") {
      try await Self.sameHead($0, into: "sandbox")
    },
    PolicyCase("into a governed branch", .pass) {
      try await Self.sameHead($0, into: "release/1")
      $0.governs("['release/*']")
    },
    PolicyCase("that is closed", .pass) { try await Self.sameHead($0, into: "sandbox", state: "closed") },
    PolicyCase("of a head that is another one", .pass) { try await Self.sameHead($0, into: "sandbox", head: "main") },
    PolicyCase("into a branch that is not governed, before a push", .pass) {
      try await Self.sameHead($0, into: "sandbox")
      $0.stage = .prePush
    },
    PolicyCase("of which nothing is told", .pass, "the evidence does not tell whether other pull requests have") {
      try await Self.sameHead($0, into: nil)
    },
  ])
  func `another pull request of the same head`(policy: PolicyCase) async throws { try await policy.check() }

  private static func sameHead(
    _ story: PolicyStory, into branch: String?, state: String = "open", head: String = "feature"
  ) async throws {
    try await story.oldBranch(PolicyStory.weak, then: PolicyStory.weak)
    try await story.pullRequest(of: "feature", into: "main")
    var further: [(String, Node)] = []
    if let branch {
      let (main, head) = (try await story.scratch.id(of: "main"), try await story.scratch.id(of: head))
      let other: Node = [
        "why": "same-head", "number": 105, "state": .string(state), "url": "https://github.com/acme/platform/pull/105",
        "base": ["ref": .string(branch), "sha": .string(main)], "head": ["ref": "feature", "sha": .string(head)],
      ]
      further = [("otherChanges", [other])]
    }
    try story.evidence([try await story.change(at: "main", head: "feature")], further)
  }
}
