import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalMissingTests {
  /// One way in which an approval is known not to be there, and what is said about it.
  struct Missing: Sendable, CustomTestStringConvertible {
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
    Missing(
      "nothing", "found: no label or review", "platform/contracts/order.json", "alice, carol",
      "add the label schema-approved to #104", "approve #104 in a review"
    ) { _ in },
    Missing("another label", "found: no label or review") { $0.label(by: "alice", name: "approved") },
    Missing("a label by somebody outside the role", "mallory is not in the role cab") { $0.label(by: "mallory") },
    Missing("a review by somebody outside the role", "mallory is not in the role cab") { $0.review(by: "mallory") },
    Missing("a label by the author", "alice contributed to the pull request", "who can give it: carol") {
      $0.author = "Alice"
      $0.label(by: "alice")
    },
    Missing("a review by the committer", "alice contributed to the pull request") {
      $0.commits = []
      $0.commit($0.head, committer: "alice")
      $0.review(by: "alice")
    },
    Missing("a label by a co-author", "alice contributed to the pull request") {
      $0.commits = []
      $0.commit($0.head, authors: ["dana", "ALICE"])
      $0.label(by: "alice")
    },
    Missing("a dismissed review", "dismissed review by alice", "the review was dismissed") {
      $0.review(by: "alice", "dismissed")
    },
    Missing("a review that a later one of the same person, dismissed, ended", "the review was dismissed") {
      $0.review(by: "alice", at: "11:00")
      $0.review(by: "alice", "dismissed", at: "11:30")
    },
    Missing("a review before the same person asked for changes", "alice asked for changes at 2026-11-17T12:00:00Z") {
      $0.review(by: "alice", at: "11:30")
      $0.review(by: "Alice", "changes_requested", at: "12:00")
    },
    Missing("a label before the same person asked for changes", "alice asked for changes at 2026-11-17T12:00:00Z") {
      $0.label(by: "alice", at: "11:30")
      $0.review(by: "alice", "changes_requested", at: "12:00")
    },
    Missing("a review that only comments", "found: no label or review") { $0.review(by: "alice", "commented") },
    Missing("a review that is not sent", "found: no label or review") { $0.review(by: "alice", "pending") },
    Missing("all members contributed", "no member left: every member of cab contributed to it") {
      $0.author = "alice"
      $0.commits = []
      $0.commit($0.head, authors: ["carol"])
    },
  ])
  func `an approval is missing where there is`(what: Missing) async throws {
    try await withApprovalProject { project in
      what.edit(&project.pull)
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [("acme/cab", ["members": []])]
      let judgement = try await project.judge(evidence, base: "main", head: project.pull.head)
      judgement.expect("fail", ["#104 changes 1 file of platform/contracts without an approval from cab"] + what.words)
      #expect(judgement.rules("findings") == ["contracts/missing-approval"])
    }
  }

  @Test func `who contributed an earlier commit cannot approve, whatever that commit changed`() async throws {
    try await withApprovalProject { project in
      try await project.push(["README.md": "Better.\n"], at: "10:30", authors: ["dana", "alice"])
      try await project.push([ApprovalProject.order: ApprovalProject.contract("final")], at: "10:40")
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "alice contributed to the pull request")
    }
  }

  @Test(arguments: [("label", "an approving review"), ("review", "the label schema-approved")])
  func `only the means that the policy names count`(means: String, other: String) async throws {
    let policy = [
      ".signalbox/roles.yml": ApprovalProject.roles,
      ".signalbox/contracts.yml": "approval: { by: [\(means)] }\n",
    ]
    try await withApprovalProject(policy: policy) { project in
      if means == "label" { project.pull.review(by: "alice") } else { project.pull.label(by: "alice") }
      let without = try await project.judge()
      without.expect("fail", "found: no label or review")
      #expect(!without.words.contains(other))
      project.pull.label(by: "alice")
      project.pull.review(by: "alice")
      try await project.judge().expect("pass")
    }
  }

  @Test func `a merge in which every file is as a parent has it contributes nothing`() async throws {
    try await withApprovalProject { project in
      try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await project.updateBranch(at: "10:30", committer: "alice")
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
    }
  }

  @Test func `a merge that makes something of its own contributes`() async throws {
    try await withApprovalProject { project in
      try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await project.repository.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
      try await project.repository.write(ApprovalProject.invoice, ApprovalProject.contract("slipped in"))
      try await project.push([:], at: "10:30", committer: "alice")
      #expect(
        try await project.repository.git("rev-list", "--parents", "-1", "HEAD").text.split(separator: " ").count == 3)
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "alice contributed to the pull request")
    }
  }
}
