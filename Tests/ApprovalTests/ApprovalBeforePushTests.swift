import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalBeforePushTests {
  @Test(arguments: [true, false]) func `before a push approvals are owed, and nothing fails`(hasEvidence: Bool)
    async throws
  {
    try await withApprovalProject { project in
      try await project.push([".signalbox/contracts.yml": "# new\n"], at: "10:30")
      var arguments = ["--stage", "pre-push", "--base", "main"]
      if hasEvidence { arguments += ["--evidence", try await project.write(EvidenceDocument([project.pull]))] }
      let judgement = try await Judgement(arguments, in: project.repository)
      judgement.expect(
        "pass",
        "1 file of platform/contracts needs an approval from cab: the label schema-approved or an approving review",
        "1 file of the policy needs an approval from policy-owner")
      let owed = judgement.report["owed"]?.array.map(Array.init) ?? []
      #expect(owed.compactMap { $0["rule"]?.string } == ["contracts/missing-approval", "contracts/policy-changed"])
      #expect(owed.compactMap { $0["role"]?.string } == ["cab", "policy-owner"])
      #expect(owed.compactMap { $0["label"]?.string } == ["schema-approved", "policy-approved"])
      #expect(judgement.rules("findings") + judgement.rules("undecided") == [])
    }
  }

  @Test func `what is approved already is not owed`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let evidence = try await project.write(EvidenceDocument([project.pull]))
      let judgement = try await Judgement(
        ["--stage", "pre-push", "--base", "main", "--evidence", evidence], in: project.repository)
      judgement.expect("pass")
      #expect(judgement.rules("owed") == [])
    }
  }

  @Test func `evidence alone makes no merge of it`() async throws {
    try await withApprovalProject { project in
      let evidence = try await project.write(EvidenceDocument([project.pull]))
      let judgement = try await Judgement(["--base", "main", "--evidence", evidence], in: project.repository)
      judgement.expect("pass")
      #expect(judgement.report["stage"]?.string == "pre-push")
    }
  }

  @Test func `before a push an offence fails although an approval is only owed`() async throws {
    try await withApprovalProject { project in
      try await project.push([ApprovalProject.order: "{ \"a\": 1, \"a\": 2 }\n"], at: "10:30")
      let judgement = try await Judgement(["--stage", "pre-push", "--base", "main"], in: project.repository)
      judgement.expect("fail", "contracts/duplicate-key")
      #expect(judgement.rules("owed") == ["contracts/missing-approval"])
    }
  }
}
