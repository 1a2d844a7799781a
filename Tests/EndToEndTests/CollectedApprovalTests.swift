import Documents
import TestSupport
import Testing
import WebServer

/// Whom an approval that is collected from GitHub is believed, from the pull request's side.
@Suite(.validatingDocuments) struct CollectedApprovalTests {
  @Test func `a label by a member of the role passes`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let (judgement, collection) = try await project.judgeCollected()
      judgement.expect("pass")
      #expect(collection.run.status == 0)
      #expect(collection.unreadable == "")
      #expect(collection.document["source"]?["serverTime"]?.string == instant("18:00"))
    }
  }

  @Test func `a review by a member of the role passes`() async throws {
    try await withApprovalProject { project in
      project.pull.review(by: "carol")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("pass")
    }
  }

  @Test(arguments: [
    ("mallory", "mallory is not in the role cab"), ("dana", "dana is not in the role cab"),
    ("github-actions[bot]", "github-actions[bot] is not in the role cab"),
  ])
  func `a label by somebody outside of the role fails`(login: String, reason: String) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: login)
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("fail")
      #expect(judgement.report.json().contains(reason))
    }
  }

  @Test func `a label, then a push to the governed path, fails`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with two discounts")], at: "12:00")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("fail")
      #expect(judgement.report.json().contains("these have changed since"))
    }
  }

  @Test func `a label, then an unrelated push, passes`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      try await project.push(["README.md": "A better platform.\n"], at: "12:00")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("pass")
    }
  }

  @Test func `a label that was removed and added again counts for its last adding`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with two discounts")], at: "12:00")
      var (judgement, _) = try await project.judgeCollected {
        $0.removeLabel("schema-approved", by: "dana", at: instant("12:30"))
        $0.label("schema-approved", by: "carol", at: instant("13:00"))
      }
      judgement.expect("pass")
      (judgement, _) = try await project.judgeCollected {
        $0.removeLabel("schema-approved", by: "alice", at: instant("12:30"))
        $0.label("schema-approved", by: "dana", at: instant("13:00"))
      }
      judgement.expect("fail")
      #expect(judgement.report.json().contains("dana is not in the role cab"))
    }
  }

  @Test func `a label that was removed is not there`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      let (judgement, _) = try await project.judgeCollected {
        $0.removeLabel("schema-approved", by: "alice", at: instant("12:30"))
      }
      judgement.expect("fail")
      #expect(judgement.report.json().contains("nothing that looks like one"))
    }
  }

  @Test(arguments: [true, false])
  func `nobody approves a change that they made`(asAuthor: Bool) async throws {
    try await withApprovalProject { project in
      if asAuthor {
        project.pull.author = "alice"
      } else {
        try await project.push(["README.md": "Better.\n"], at: "10:30", authors: ["dana"], committer: "alice")
      }
      project.pull.label(by: "alice")
      project.pull.review(by: "alice")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("fail")
      #expect(judgement.report.json().contains("alice contributed to the pull request"))
    }
  }

  @Test func `one person in two roles is one person`() async throws {
    let roles = "roles:\n  cab: { users: [alice] }\n  policy-owner: { users: [alice] }\n"
    try await withApprovalProject(policy: [".signalbox/roles.yml": roles]) { project in
      project.pull.author = "alice"
      project.pull.review(by: "alice")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("fail")
      #expect(judgement.report.json().contains("alice contributed to the pull request"))
    }
  }

  @Test func `a dismissed review ends an approval of the same person`() async throws {
    try await withApprovalProject { project in
      project.pull.review(by: "alice", "dismissed", at: "10:30")
      project.pull.label(by: "alice", at: "11:00")
      let dismissal: [(String, Node)] = [("dismissed_review", ["review_id": 1, "state": "approved"])]
      let (judgement, _) = try await project.judgeCollected {
        $0.event("review_dismissed", by: "dana", at: instant("12:00"), dismissal)
      }
      judgement.expect("fail")
      #expect(judgement.report.json().contains("the review was dismissed"))
    }
  }

  @Test func `a review of an old commit counts while the governed change is the same`() async throws {
    try await withApprovalProject { project in
      let reviewed = project.pull.head
      project.pull.review(by: "alice", of: reviewed, at: "10:30")
      try await project.push(["README.md": "Better.\n"], at: "12:00")
      project.pull.head = try await project.repository.id(of: "HEAD")
      var (judgement, _) = try await project.judgeCollected()
      judgement.expect("pass")
      try await project.push([ApprovalProject.invoice: ApprovalProject.contract("cheaper")], at: "13:00")
      (judgement, _) = try await project.judgeCollected()
      judgement.expect("fail")
      #expect(judgement.report.json().contains(ApprovalProject.invoice))
    }
  }
}
