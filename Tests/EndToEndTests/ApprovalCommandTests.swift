import Documents
import SystemPackage
import TestSupport
import Testing

/// Approvals by the executable: one case of each kind, whose tables ApprovalTests asks in process.
@Suite(.validatingDocuments) struct ApprovalCommandTests {
  @Test func `a label by a member passes, and an edit of what it was given for ends it`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with a second thought")], at: "12:00")
      try await project.judge().expect("fail", "changed since:", "- platform/contracts/order.json")
    }
  }

  @Test func `a review by a member of a team passes, and one by somebody else fails`() async throws {
    try await withApprovalProject { project in
      project.pull.review(by: "tina")
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [("acme/cab", ["members": ["tina"]])]
      try await project.judge(evidence, base: "main", head: project.pull.head).expect("pass")
      evidence.teams = [("acme/cab", ["members": []])]
      try await project.judge(evidence, base: "main", head: project.pull.head).expect("fail", "not in the role cab")
    }
  }

  @Test func `a label that the author gave fails`() async throws {
    try await withApprovalProject { project in
      project.pull.author = "alice"
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "alice contributed to the pull request")
    }
  }

  @Test func `a label whose giver is not known is undecided`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: nil)
      try await project.judge().expect("undecided", "whether cab approves of #104")
    }
  }

  @Test func `the merge of an approved pull request passes`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      _ = try await project.checkOutMerge()
      try await project.judge(EvidenceDocument([project.pull]), base: "HEAD^1", head: "HEAD").expect("pass")
    }
  }

  @Test func `a change of the policy needs its owner, by the organisation's roles where there are no others`()
    async throws
  {
    try await withApprovalProject(policy: [:]) { project in
      let organisation = project.repository.folder.removingLastComponent().appending("organisation")
      try await organisation.appending("roles.yml").write(ApprovalProject.roles)
      try await project.push([".signalbox/contracts.yml": "# ours\n"], at: "10:30")
      project.pull.label(by: "alice")
      let option = "--organisation-policy=\(organisation)"
      try await project.judge(option).expect("fail", "1 file of the policy without an approval from policy-owner")
      project.pull.review(by: "olive")
      try await project.judge(option).expect("pass")
    }
  }

  @Test(arguments: [("", "pass"), ("true", "undecided")])
  func `a workflow asks for what is due at the merge`(isContinuous: String, verdict: String) async throws {
    try await withApprovalProject { project in
      let run = try await contracts(
        "check", "--base", "main", "--format", "json", in: project.repository, environment: ["CI": isContinuous])
      let report = try Document.json(SourceText(run.output)).root
      #expect(report["verdict"]?.string == verdict)
    }
  }

  @Test func `evidence that is not there, or is none, leaves the question open`() async throws {
    try await withApprovalProject { project in
      let run = try await contracts(
        "check", "--stage", "merge", "--base", "main", "--evidence", "nowhere.json", in: project.repository)
      #expect(run.status == 2)
      #expect(run.errorText.contains("nowhere.json cannot be read"))
      let evidence = try await project.write(Array("[]".utf8))
      try await Judgement(["--stage", "merge", "--base", "main", "--evidence", evidence], in: project.repository)
        .expect("undecided", "evidence.json:1:1")
    }
  }
}
