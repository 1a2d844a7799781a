import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalUncertaintyTests {
  /// One way in which nobody can say whether an approval is there, and what is said about it.
  struct Unclear: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let edit: @Sendable (inout PullRequestEvidence) -> Void

    init(_ name: String, _ words: String..., edit: @escaping @Sendable (inout PullRequestEvidence) -> Void) {
      testDescription = name
      self.words = words
      self.edit = edit
    }
  }

  @Test(arguments: [
    Unclear("a label in the second of a push", "it was given in the second in which", "was pushed") {
      $0.label(by: "alice", at: "10:00")
    },
    Unclear("no heads", "who pushed to the branch is not known") {
      $0.heads = nil
      $0.label(by: "alice")
    },
    Unclear("a label from before every push", "no push of the branch is known from before it") {
      $0.label(by: "alice", at: "09:59")
    },
    Unclear("no reviews", "the evidence does not tell the reviews") { $0.reviews = nil },
    Unclear("no labels", "the evidence does not tell the labels") { $0.labels = nil },
    Unclear("no commits", "the evidence does not tell who made the commits of #104") {
      $0.commits = nil
      $0.label(by: "alice")
    },
    Unclear("a commit that the evidence does not list", "the evidence does not tell who made commit") {
      $0.commits = []
      $0.label(by: "alice")
    },
    Unclear("an author without a login", "the author of #104 has no login") {
      $0.author = nil
      $0.label(by: "alice")
    },
    Unclear("an author of a commit without a login", "has no login, so could be any account") {
      $0.commits = []
      $0.commit($0.head, authors: ["dana", nil])
      $0.label(by: "alice")
    },
    Unclear("a committer without a login", "has no login, so could be any account") {
      $0.commits = []
      $0.commit($0.head, committer: nil)
      $0.review(by: "alice")
    },
    Unclear("a review by somebody without a login", "the code host cannot name who gave it") { $0.review(by: nil) },
    Unclear("a label by somebody without a login", "the code host cannot name who gave it") { $0.label(by: nil) },
    Unclear("a review of an unknown commit", "the code host does not say which commit it saw") {
      $0.reviews = [["by": "alice", "state": "approved", "commit": .null, "at": .string(instant("11:30"))]]
    },
  ])
  func `nobody can say whether there is an approval, with`(what: Unclear) async throws {
    try await withApprovalProject { project in
      what.edit(&project.pull)
      let judgement = try await project.judge()
      judgement.expect("undecided", ["whether cab approves of #104", "cannot be said"] + what.words)
      #expect(judgement.rules("undecided") == ["contracts/missing-approval"])
      #expect(judgement.rules("findings") == [])
    }
  }

  @Test func `a label may have been taken back in a review that was not collected`() async throws {
    let policy = [
      ".signalbox/roles.yml": ApprovalProject.roles, ".signalbox/contracts.yml": "approval: { by: [label] }\n",
    ]
    try await withApprovalProject(policy: policy) { project in
      project.pull.label(by: "alice")
      project.pull.reviews = nil
      try await project.judge().expect("undecided", "the evidence does not tell the reviews")
    }
  }

  @Test(arguments: [
    ("unreadable", "the members of acme/cab are not known (404)"),
    ("not asked for", "the members of acme/cab are not known (it was not asked for)"),
  ])
  func `a team whose members are not known leaves the question open`(why: String, words: String) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "tina")
      var evidence = EvidenceDocument([project.pull])
      if why == "unreadable" { evidence.teams = [("acme/cab", ["unreadable": "404"])] }
      try await project.judge(evidence, base: "main", head: project.pull.head).expect(
        "undecided", words, "list the role's people under users: in .signalbox/roles.yml")
    }
  }

  @Test(arguments: [true, false]) func `a role that the policy does not define`(isGiven: Bool) async throws {
    let policy = [".signalbox/roles.yml": "roles: { policy-owner: { users: [olive] } }\n"]
    try await withApprovalProject(policy: policy) { project in
      if isGiven { project.pull.label(by: "alice") }
      try await project.judge().expect(
        "undecided", "the policy defines no role cab", "define it in .signalbox/roles.yml on the base branch")
    }
  }

  @Test func `evidence for another head proves nothing`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let old = project.pull
      try await project.push(["README.md": "Better.\n"], at: "12:00")
      try await project.judge(EvidenceDocument([old]), base: "main", head: project.pull.head).expect(
        "undecided",
        "the evidence is about head \(old.head.prefix(10)), and checked is \(project.pull.head.prefix(10))",
        "collect the evidence again, for this head")
    }
  }

  @Test func `evidence of no pull request proves nothing`() async throws {
    try await withApprovalProject { project in
      try await project.judge(EvidenceDocument([]), base: "main", head: project.pull.head).expect(
        "undecided", "the evidence tells of no pull request")
    }
  }

  @Test func `without evidence the question is open, and the option that takes it is named`() async throws {
    try await withApprovalProject { project in
      try await Judgement(["--stage", "merge", "--base", "main"], in: project.repository).expect(
        "undecided", "no evidence was given", "--evidence evidence.json")
    }
  }

  @Test func `what is known to be wrong wins over what is not known`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: nil)
      try await project.push([ApprovalProject.order: "{ \"a\": 1, \"a\": 2 }\n"], at: "12:00")
      let judgement = try await project.judge()
      judgement.expect("fail")
      #expect(judgement.rules("undecided") == ["contracts/missing-approval", "contracts/breaking-change"])
      #expect(judgement.rules("findings") == ["contracts/duplicate-key"])
    }
  }
}
