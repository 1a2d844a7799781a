import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalGivenTests {
  /// One way in which an approval is there.
  struct Given: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let give: @Sendable (inout PullRequestEvidence) -> Void

    init(_ name: String, _ give: @escaping @Sendable (inout PullRequestEvidence) -> Void) {
      testDescription = name
      self.give = give
    }
  }

  @Test(arguments: [
    Given("a label") { $0.label(by: "alice") },
    Given("a review") { $0.review(by: "carol") },
    Given("a login in other case") { $0.label(by: "ALICE") },
    Given("the name of the label in other case") { $0.label(by: "alice", name: "Schema-Approved") },
    Given("a review after changes requested by the same person") {
      $0.review(by: "alice", "changes_requested", at: "10:30")
      $0.review(by: "alice", at: "11:30")
    },
    Given("a review after a dismissed one") {
      $0.review(by: "alice", "dismissed", at: "10:30")
      $0.review(by: "alice", at: "11:30")
    },
    Given("a comment after the review") {
      $0.review(by: "alice", at: "10:30")
      $0.review(by: "alice", "commented", at: "11:30")
    },
    Given("changes requested by somebody else") {
      $0.review(by: "alice", at: "10:30")
      $0.review(by: "carol", "changes_requested", at: "11:30")
    },
    Given("one that counts among those that do not") {
      $0.label(by: "dana")
      $0.review(by: "mallory", at: "10:30")
      $0.review(by: "carol", at: "11:30")
    },
  ])
  func `an approval is given by`(way: Given) async throws {
    try await withApprovalProject { project in
      way.give(&project.pull)
      let judgement = try await project.judge()
      judgement.expect("pass")
      #expect(judgement.rules("findings") == [])
      #expect(judgement.report["changes"]?.json() == "[104]")
    }
  }

  @Test(arguments: ["acme/cab", "Acme/CAB"]) func `a member of a team of the role approves`(team: String) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "Tina")
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [(team, ["members": ["bob", "tina"]])]
      try await project.judge(evidence, base: "main", head: project.pull.head).expect("pass")
    }
  }

  @Test func `a change of nothing that is governed needs no approval and no evidence`() async throws {
    try await withApprovalProject { project in
      try await project.repository.git("checkout", "--quiet", "-b", "notes", "main")
      let head = try await project.repository.commit(["README.md": "A better platform.\n"])
      try await Judgement(["--stage", "merge", "--base", "main", "--head", head], in: project.repository)
        .expect("pass")
    }
  }

  @Test func `a file that the policy excludes needs no approval`() async throws {
    let policy = [
      ".signalbox/roles.yml": ApprovalProject.roles,
      ".signalbox/contracts.yml": "exclude: [platform/contracts/order.json]\n",
    ]
    try await withApprovalProject(policy: policy) { project in try await project.judge().expect("pass") }
  }
}
