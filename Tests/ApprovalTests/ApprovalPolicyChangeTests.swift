import Documents
import SystemPackage
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalPolicyChangeTests {
  private static let roles = ".signalbox/roles.yml"
  private static let policy = ".signalbox/contracts.yml"

  @Test func `who adds themselves to a role has not got it yet`() async throws {
    try await withApprovalProject { project in
      let roles = ApprovalProject.roles.replacing("alice, carol", with: "alice, carol, dana, eve")
        .replacing("[olive]", with: "[olive, eve]")
      try await project.push([Self.roles: roles], at: "10:30")
      project.pull.label(by: "eve")
      project.pull.label(by: "eve", name: "policy-approved")
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [("acme/cab", ["members": []])]
      let judgement = try await project.judge(evidence, base: "main", head: project.pull.head)
      judgement.expect(
        "fail", "#104 changes 1 file of the policy without an approval from policy-owner",
        "eve is not in the role policy-owner", "who can give it: olive", "eve is not in the role cab")
      #expect(judgement.rules("findings") == ["contracts/missing-approval", "contracts/policy-changed"])
    }
  }

  @Test(arguments: [roles, policy, ".signalbox/contracts.baseline.json"])
  func `a change of a policy file needs its owner`(file: String) async throws {
    try await withPolicyChange { project in
      try await project.push(
        [file: file.hasSuffix("json") ? "{ \"version\": 1, \"findings\": [] }\n" : "# new\n"], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "contracts/policy-changed", file)
      project.pull.label(by: "olive", name: "Policy-Approved")
      try await project.judge().expect("pass")
      project.pull.labels?.removeLast()
      project.pull.review(by: "Olive")
      try await project.judge().expect("pass")
    }
  }

  @Test func `the removal of the policy needs its owner`() async throws {
    try await withPolicyChange { project in
      try await project.repository.git("rm", "--quiet", "-r", ".signalbox")
      try await project.push([:], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect(
        "fail", "2 files of the policy without an approval from policy-owner", Self.roles)
    }
  }

  @Test func `an approval of the contracts is none of the policy, and an edit of the policy ends its own`() async throws
  {
    try await withPolicyChange { project in
      try await project.push([Self.policy: "exclude: [a/**]\n"], at: "10:30")
      project.pull.label(by: "olive", name: "policy-approved")
      project.pull.review(by: "alice")
      try await project.judge().expect("pass")
      try await project.push([Self.policy: "exclude: ['**']\n"], at: "12:00")
      let judgement = try await project.judge()
      judgement.expect("fail", "label policy-approved by olive", "changed since:\n    - .signalbox/contracts.yml")
      #expect(judgement.rules("findings") == ["contracts/policy-changed"])
    }
  }

  @Test func `the owner who makes the change needs another owner`() async throws {
    let roles = ApprovalProject.roles.replacing("[olive]", with: "[olive, oscar]")
    try await withPolicyChange(roles: roles) { project in
      try await project.push([Self.policy: "# new\n"], at: "10:30", authors: ["olive"], committer: "olive")
      project.pull.author = "olive"
      project.pull.label(by: "alice")
      project.pull.label(by: "olive", name: "policy-approved")
      try await project.judge().expect("fail", "olive contributed to the pull request", "who can give it: oscar")
      project.pull.review(by: "oscar")
      try await project.judge().expect("pass")
    }
  }

  @Test func `a change cannot loosen the policy that it is judged by`() async throws {
    let loose = """
      exclude: ['**']
      approval: { role: anybody, label: whatever }
      rules: { contracts/missing-approval: off, contracts/duplicate-key: off }

      """
    try await withPolicyChange { project in
      let twice = "{ \"a\": 1, \"a\": 2 }\n"
      try await project.push([Self.policy: loose, ApprovalProject.order: twice], at: "10:30")
      let judgement = try await project.judge()
      judgement.expect("fail", "without an approval from cab")
      #expect(
        judgement.rules("findings").sorted()
          == ["contracts/duplicate-key", "contracts/missing-approval", "contracts/policy-changed"])
    }
  }

  @Test(arguments: ["lint.yml", "README.md"])
  func `files that another check reads are for that check to ask about`(name: String) async throws {
    try await withPolicyChange { project in
      try await project.push([".signalbox/\(name)": "x: y\n"], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
    }
  }

  @Test func `an adoption has no owner yet, and says so`() async throws {
    try await withApprovalProject(policy: [:]) { project in
      try await project.repository.git("reset", "--quiet", "--hard", "main")
      project.pull.commits = []
      try await project.push([Self.roles: ApprovalProject.roles, Self.policy: "# ours\n"], at: "10:30")
      let judgement = try await project.judge()
      judgement.expect(
        "pass", "main has no .signalbox, so the defaults apply",
        "notExecuted | {\"what\":\"contracts/policy-changed\"", "this is its first adoption and needs no approval")
      #expect(judgement.report["policy"]?.array?.compactMap { $0["source"]?.string } == ["absent"])
    }
  }

  @Test func `who brings in a policy where one was removed adopts nothing`() async throws {
    try await withRemovedPolicy { project, removal in
      project.pull.label(by: "mallory", name: "policy-approved")
      let judgement = try await project.judge()
      judgement.expect(
        "undecided", "main had a policy until \(removal.prefix(10)) removed it, so this is not an adoption",
        "git checkout \(removal.prefix(10))^ -- .signalbox", "--organisation-policy DIR")
      #expect(judgement.rules("undecided") == ["contracts/policy-changed"])
    }
  }

  @Test func `a base whose folder lacks only the roles is adopted by nobody either`() async throws {
    try await withApprovalProject(policy: [".signalbox/lint.yml": "# ours\n"]) { project in
      try await project.repository.git("reset", "--quiet", "--hard", "main")
      project.pull.commits = []
      try await project.push([Self.roles: ApprovalProject.roles.replacing("olive", with: "mallory")], at: "10:30")
      project.pull.label(by: "mallory", name: "policy-approved")
      let judgement = try await project.judge()
      judgement.expect("undecided", "the policy defines no role policy-owner")
      #expect(judgement.rules("undecided") == ["contracts/policy-changed"])
    }
  }

  @Test func `where a policy was removed, the organisation's owner may approve of a new one`() async throws {
    try await withRemovedPolicy { project, _ in
      let organisation = project.repository.folder.removingLastComponent().appending("organisation")
      try await organisation.appending("roles.yml").write(ApprovalProject.roles)
      let option = "--organisation-policy=\(organisation)"
      try await project.judge(option).expect("fail", "without an approval from policy-owner")
      project.pull.review(by: "olive")
      try await project.judge(option).expect("pass")
    }
  }

  @Test func `before a push a new policy where one was removed is owed an approval`() async throws {
    try await withRemovedPolicy { project, _ in
      let judgement = try await Judgement(["--stage", "pre-push", "--base", "main"], in: project.repository)
      judgement.expect("pass")
      #expect(judgement.rules("owed") == ["contracts/policy-changed"])
    }
  }

  @Test(arguments: [(1, "undecided"), (2, "undecided"), (3, "pass")])
  func `a clone that is too shallow to tell of an adoption is undecided`(depth: Int, verdict: String) async throws {
    try await withScratchRepository { repository in
      for text in ["1", "2", "3"] { try await repository.commit(["README.md": text]) }
      try await repository.commit([Self.roles: ApprovalProject.roles])
      let clone = repository.folder.removingLastComponent().appending("clone")
      try await repository.git(
        "clone", "--quiet", "--depth", "\(depth + 1)", "file://\(repository.folder)", clone.string)
      let judgement = try await Judgement(
        ["--stage", "merge", "--base", "HEAD~1", "--head", "HEAD"], in: ScratchRepository(clone))
      judgement.expect(verdict)
      #expect(judgement.words.contains("the history of this shallow clone ends at") == (verdict == "undecided"))
      #expect(judgement.words.contains("git fetch --unshallow") == (verdict == "undecided"))
    }
  }

  @Test func `an adoption does not approve of contracts`() async throws {
    try await withApprovalProject(policy: [:]) { project in
      try await project.push([Self.roles: ApprovalProject.roles], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("undecided", "the policy defines no role cab")
    }
  }

  @Test func `where the organisation has an owner, an adoption needs that one`() async throws {
    try await withApprovalProject(policy: [:]) { project in
      let organisation = project.repository.folder.removingLastComponent().appending("organisation")
      try await organisation.appending("roles.yml").write(ApprovalProject.roles)
      try await project.push([Self.policy: "# ours\n"], at: "10:30")
      project.pull.label(by: "alice")
      let option = "--organisation-policy=\(organisation)"
      try await project.judge(option).expect("fail", "1 file of the policy without an approval from policy-owner")
      project.pull.review(by: "olive")
      try await project.judge(option).expect("pass")
    }
  }

  /// A pull request that brings in a policy, on a main that had one until a commit removed it.
  private func withRemovedPolicy(
    _ body: (ApprovalProject, _ removal: String) async throws -> Void
  ) async throws {
    try await withPolicyChange { project in
      try await project.repository.git("checkout", "--quiet", "main")
      try await project.repository.git("rm", "--quiet", "-r", ".signalbox")
      let removal = try await project.repository.commit([:], "Remove the policy")
      try await project.repository.git("checkout", "--quiet", "orders")
      try await project.merge(["README.md": "Later.\n"])
      try await project.repository.git("reset", "--quiet", "--hard", "main")
      project.pull.commits = []
      let sly = ApprovalProject.roles.replacing("olive", with: "mallory")
      try await project.push([Self.roles: sly, Self.policy: "exclude: ['**']\n"], at: "10:30")
      try await body(project, removal)
    }
  }

  private func withPolicyChange(
    roles: String = ApprovalProject.roles, _ body: (ApprovalProject) async throws -> Void
  ) async throws {
    try await withApprovalProject(policy: [Self.roles: roles, Self.policy: "# ours\n"], body)
  }
}
