import Documents
import TestSupport
import Testing

/// Who contributed to a pull request, and so cannot approve it.
@Suite(.validatingDocuments) struct ContributionTests {
  /// What happens to the pull request of an approval project, and what its verdict is.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let verdict: String
    let words: [String]
    let happen: @Sendable (ApprovalProject, inout EvidenceDocument) async throws -> Void

    init(
      _ name: String, _ verdict: String, _ words: String...,
      happen: @escaping @Sendable (ApprovalProject, inout EvidenceDocument) async throws -> Void
    ) {
      testDescription = name
      self.verdict = verdict
      self.words = words
      self.happen = happen
    }

    func check() async throws {
      try await withApprovalProject { project in
        var evidence = EvidenceDocument([])
        evidence.teams = [("acme/cab", ["members": []])]
        try await happen(project, &evidence)
        if evidence.changes.isEmpty { evidence.changes = [project.pull] }
        try await project.judge(evidence).expect(verdict, words)
      }
    }
  }

  private static let order = ApprovalProject.order
  private static let changed = ApprovalProject.contract("changed")

  @Test(arguments: [
    Case("a commit in dana's name that alice pushed", "fail", "alice contributed to the pull request: pushed") {
      project, _ in
      try await project.push([order: changed], at: "10:30", by: "Alice")
      project.pull.review(by: "alice")
    },
    Case("the first push of the branch", "fail", "alice contributed to the pull request: pushed") { project, _ in
      project.pull.heads = []
      project.pull.push(project.pull.head, at: "10:00", by: "alice")
      project.pull.review(by: "alice")
    },
    Case("a push of nothing that is governed", "pass") { project, _ in
      try await project.push(["README.md": "Better.\n"], at: "10:30", by: "alice")
      project.pull.review(by: "alice")
    },
    Case("a push that takes an edit back, and one that makes it again", "fail", "alice contributed") { project, _ in
      try await project.push([order: ApprovalProject.contract("as it was")], at: "10:20")
      try await project.push([order: ApprovalProject.contract("with a discount")], at: "10:30", by: "alice")
      project.pull.review(by: "alice")
    },
    Case("somebody else's approval of what alice pushed", "pass") { project, _ in
      try await project.push([order: changed], at: "10:30", by: "alice")
      project.pull.review(by: "carol")
    },
    Case("an update of the branch", "pass") { project, _ in
      try await project.merge([ApprovalProject.customer: changed])
      try await project.updateBranch(at: "10:30", by: "alice", committer: "alice")
      project.pull.review(by: "alice")
    },
    Case("an update of the branch that merges two edits of a file", "pass") { project, _ in
      try await startLongContract(project)
      try await project.merge([long: longContract(first: 1, last: 2)])
      try await project.updateBranch(at: "10:30", by: "alice", committer: "alice")
      project.pull.review(by: "alice")
    },
    Case("an update of the branch and a push of a commit together", "fail", "alice contributed") { project, _ in
      try await project.merge([ApprovalProject.customer: changed])
      try await project.repository.git("merge", "--quiet", "--no-ff", "-m", "Merge main", "main")
      project.pull.commit(try await project.repository.id(of: "HEAD"))
      try await project.push([order: changed], at: "10:30", by: "alice")
      project.pull.review(by: "alice")
    },
    Case("a merge that takes back what main has", "fail", "alice contributed to the pull request: made commit") {
      project, _ in
      try await project.merge([ApprovalProject.customer: changed])
      try await project.updateBranch(at: "10:30", committer: "alice", "--strategy=ours")
      project.pull.review(by: "alice")
    },
    Case("a merge that takes back what main has, pushed", "fail", "alice contributed to the pull request: pushed") {
      project, _ in
      try await project.merge([ApprovalProject.customer: changed])
      try await project.updateBranch(at: "10:30", by: "alice", "--strategy=ours")
      project.pull.review(by: "alice")
    },
    Case("a merge that takes one of two edits", "fail", "alice contributed to the pull request: made commit") {
      project, _ in
      try await project.merge([order: changed])
      try await project.updateBranch(at: "10:30", committer: "alice", "--strategy-option=ours")
      project.pull.review(by: "alice")
    },
    Case("a merge that edits what is not governed", "pass") { project, _ in
      try await project.merge([ApprovalProject.customer: changed])
      try await project.repository.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
      try await project.push(["README.md": "Better.\n"], at: "10:30", by: "alice", committer: "alice")
      project.pull.review(by: "alice")
    },
    Case("a commit whose author is not told", "undecided", "the evidence names no author of commit") { project, _ in
      project.pull.commits = []
      project.pull.commit(project.pull.head, authors: [])
      project.pull.review(by: "alice")
    },
  ])
  func `who contributed cannot approve`(what: Case) async throws { try await what.check() }

  @Test(arguments: [
    Case(
      "may push", "undecided", "who pushed to the branch is not known, and alice may push to it",
      "let the token read the activity of acme/platform (`contents: read`)"
    ) { project, evidence in
      project.pull.heads = nil
      project.pull.review(by: "alice")
      evidence.permissions = [("Alice", "write")]
    },
    Case("may not push", "pass") { project, evidence in
      project.pull.heads = nil
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "triage")]
    },
    Case("is one of two, and may not push", "pass") { project, evidence in
      project.pull.heads = nil
      project.pull.review(by: "alice")
      project.pull.review(by: "carol")
      evidence.permissions = [("alice", "admin"), ("carol", "read")]
    },
    Case("may push, or not", "undecided", "the evidence does not tell whether alice may push to it") { project, _ in
      project.pull.heads = nil
      project.pull.review(by: "alice")
    },
    Case("is listed twice", "undecided", "the evidence does not tell whether alice may push to it") {
      project, evidence in
      project.pull.heads = nil
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "read"), ("ALICE", "read")]
    },
    Case("may push, and the list of pushes is empty", "undecided", "who pushed to the branch is not known") {
      project, evidence in
      project.pull.heads = []
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "maintain")]
    },
    Case("may push, and the list of pushes ends early", "undecided", "who pushed to the branch is not known") {
      project, evidence in
      let heads = project.pull.heads
      try await project.push([order: changed], at: "10:30")
      project.pull.heads = heads
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "maintain")]
    },
    Case("may push, and a push is somebody's without a login", "undecided", "who pushed", "is not known, and alice") {
      project, evidence in
      try await project.push([order: changed], at: "10:30", by: nil)
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "maintain")]
    },
    Case("may push, and the push of somebody without a login changed nothing", "pass") { project, evidence in
      try await project.push(["README.md": "Better.\n"], at: "10:30", by: nil)
      project.pull.review(by: "alice")
      evidence.permissions = [("alice", "maintain")]
    },
    Case("pushed what is gone", "undecided", "9999999999 is not in this clone") { project, _ in
      forcePush(project, over: String(repeating: "9", count: 40), by: "alice")
      project.pull.review(by: "alice")
    },
    Case("did not push what is gone", "pass") { project, _ in
      forcePush(project, over: String(repeating: "9", count: 40), by: "alice")
      project.pull.review(by: "carol")
    },
    Case("may push to the fork only", "undecided", "the activity of the fork") { project, evidence in
      fork(&project.pull, permission: "write", maintainersMayPush: false)
      evidence.permissions = [("alice", "read")]
    },
    Case("may push to neither", "pass") { project, evidence in
      fork(&project.pull, permission: "none", maintainersMayPush: true)
      evidence.permissions = [("alice", "read")]
    },
    Case("may push to a fork as a maintainer", "undecided", "and alice may push to it") { project, evidence in
      fork(&project.pull, permission: "none", maintainersMayPush: true)
      evidence.permissions = [("alice", "write")]
    },
    Case("may not push to a fork as a maintainer", "pass") { project, evidence in
      fork(&project.pull, permission: "none", maintainersMayPush: false)
      evidence.permissions = [("alice", "write")]
    },
    Case("may push to a fork that nobody can read", "undecided", "does not tell whether alice may push") {
      project, evidence in
      fork(&project.pull, permission: nil, maintainersMayPush: false)
      evidence.permissions = [("alice", "read")]
    },
  ])
  func `where it is not known who pushed, an approval counts of somebody who could not have; alice`(
    what: Case
  ) async throws {
    try await what.check()
  }

  @Test(arguments: [
    Case("a team that is listed twice", "undecided", "the evidence lists it twice, in different case") {
      project, evidence in
      project.pull.review(by: "tina")
      evidence.teams = [("acme/cab", ["members": ["tina"]]), ("ACME/cab", ["members": []])]
    },
    Case("a label of tomorrow", "fail", "it is dated after 2026-11-17T18:00:00Z, when the evidence was collected") {
      project, _ in
      project.pull.label(by: "alice", at: "18:00:01")
    },
    Case("a review after the server's time", "fail", "it is dated after 2026-11-17T11:00:00Z") { project, evidence in
      evidence.serverTime = instant("11:00")
      project.pull.review(by: "alice", at: "11:30")
    },
    Case("a label in the second of the evidence", "pass") { project, _ in project.pull.label(by: "alice", at: "18:00")
    },
  ])
  func `what cannot be is not believed`(what: Case) async throws { try await what.check() }

  @Test func `an approval after the instant of the verdict does not count`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      try await project.judge("--now", instant("10:59")).expect(
        "fail", "it was given after 2026-11-17T10:59:00Z, the instant of this verdict")
      try await project.judge("--now", instant("11:00")).expect("pass")
    }
  }

  // `String` folds the Kelvin sign to a k, and takes it for a K.
  @Test(arguments: [
    ("kate", "fail", "is not in the role cab"), ("\u{212A}ate", "fail", "is not in the role cab"), ("KAY", "pass", ""),
    ("\u{212A}ay", "fail", "is not in the role cab"),
  ])
  func `letters fold by ASCII only`(login: String, verdict: String, words: String) async throws {
    let policy = [
      ".signalbox/roles.yml": "roles: { cab: { users: [kay], teams: [acme/kab] }, policy-owner: { users: [olive] } }\n"
    ]
    try await withApprovalProject(policy: policy) { project in
      project.pull.review(by: login)
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [("acme/kab", ["members": []]), ("acme/\u{212A}ab", ["members": ["kate"]])]
      try await project.judge(evidence).expect(verdict, words)
    }
  }

  @Test func `a label with another letter is another label`() async throws {
    let policy = [
      ".signalbox/roles.yml": ApprovalProject.roles,
      ".signalbox/contracts.yml": "approval: { label: looks-ok, by: [label] }\n",
    ]
    try await withApprovalProject(policy: policy) { project in
      project.pull.label(by: "alice", name: "looks-o\u{212A}")
      try await project.judge().expect("fail", "found: no label or review")
      project.pull.label(by: "alice", name: "Looks-OK")
      try await project.judge().expect("pass")
    }
  }

  @Test(arguments: [
    ("https://github.com/acme/platform.git", "acme/platform", "pass"),
    ("https://github.com/acme/platform", "Acme/Platform", "pass"),
    ("git@github.com:acme/platform.git", "mallory/platform", "undecided"),
    ("ssh://git@github.com/acme/platform", "mallory/platform", "undecided"),
    ("https://github.com/acme/platform", "acme/plat\u{212A}orm", "undecided"),
    ("/srv/git/platform.git", "mallory/platform", "pass"), ("file:///srv/platform", "mallory/platform", "pass"),
    (nil, "mallory/platform", "pass"),
  ])
  func `evidence about another repository is refused where this one is known`(
    remote: String?, told: String, verdict: String
  ) async throws {
    try await withApprovalProject { project in
      if let remote {
        try await project.repository.git("remote", "add", "origin", remote)
        try await project.repository.git("update-ref", "refs/remotes/origin/main", "main")
        try await project.repository.git("remote", "set-head", "origin", "main")
      }
      project.pull.review(by: "alice")
      var evidence = EvidenceDocument([project.pull])
      evidence.repository = told
      try await project.judge(evidence).expect(
        verdict,
        verdict == "pass"
          ? [] : ["the evidence is about the repository \(told), and this one is acme/platform", "--repository-slug"])
    }
  }

  @Test func `in a workflow the repository is the one that the workflow says`() async throws {
    try await withApprovalProject { project in
      project.pull.review(by: "alice")
      let file = try await project.write(EvidenceDocument([project.pull]))
      let arguments = ["check", "--base", "main", "--head", project.pull.head, "--evidence", file]
      for (name, status) in [("acme/platform", 0), ("mallory/platform", 2)] as [(String, Int32)] {
        let run = try await contracts(
          arguments, in: project.repository, environment: ["CI": "1", "GITHUB_REPOSITORY": name])
        #expect(run.status == status, "\(run.text)")
      }
    }
  }

  private static let long = "platform/contracts/long.json"

  private static func longContract(first: Int, last: Int) -> String {
    let between = (1...8).map { "  \"\($0)\": true,\n" }.joined()
    return "{\n  \"a\": \(first),\n\(between)  \"z\": \(last)\n}\n"
  }

  /// Begins the branch anew with an edit of the first line of a contract.
  private static func startLongContract(_ project: ApprovalProject) async throws {
    try await project.merge([long: longContract(first: 1, last: 1)])
    try await project.repository.git("reset", "--quiet", "--hard", "main")
    project.pull.commits = []
    project.pull.heads = []
    try await project.push([long: longContract(first: 2, last: 1)], at: "10:15")
  }

  private static func forcePush(_ project: ApprovalProject, over gone: String, by login: String) {
    let head = project.pull.head
    project.pull.heads = []
    project.pull.push(gone, at: "09:00", by: login)
    project.pull.push(head, at: "10:00")
  }

  /// Makes the head one of a fork whose pushes are not known, reviewed by alice.
  private static func fork(_ pull: inout PullRequestEvidence, permission: String?, maintainersMayPush: Bool) {
    pull.heads = nil
    pull.review(by: "alice")
    pull.furtherOfHead = [("fork", true), ("maintainersMayPush", .boolean(maintainersMayPush))]
    if let permission { pull.furtherOfHead.append(("permissions", ["alice": .string(permission)])) }
  }
}
