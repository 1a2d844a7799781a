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
        "1 file of platform/contracts will need an approval of cab: the label schema-approved or an approving review",
        "1 file of the policy will need an approval of policy-owner")
      let owed = judgement.report["owed"]?.array.map(Array.init) ?? []
      #expect(owed.compactMap { $0["rule"]?.string } == ["contracts/approval", "contracts/policy-changed"])
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

  @Test(arguments: [
    ("CI", "", false), ("CI", "false", false), ("CI", "False", false), ("CI", "0", false), ("CI", "true", true),
    ("CI", "1", true), ("CI", "yes", true), ("CI", "woodpecker", true), ("GITHUB_ACTIONS", "false", false),
    ("GITLAB_CI", "true", true), ("BUILDKITE", "true", true), ("CIRCLECI", "true", true), ("TF_BUILD", "True", true),
    ("JENKINS_URL", "https://jenkins.example/", true), ("JENKINS_URL", "", false),
  ])
  func `CI demands what is due at the merge, and refuses less`(variable: String, value: String, isCI: Bool)
    async throws
  {
    try await withApprovalProject { project in
      let environment = [variable: value]
      let run = try await contracts(
        "check", "--base", "main", "--format", "json", in: project.repository, environment: environment)
      let report = try Document.json(SourceText(run.output)).root
      #expect(report["reports"]?.array?.first?["stage"]?.string == (isCI ? "merge" : "pre-push"))
      #expect(report["verdict"]?.string == (isCI ? "undecided" : "pass"))
      let early = try await contracts(
        "check", "--base", "main", "--stage", "pre-push", in: project.repository, environment: environment)
      #expect(early.status == (isCI ? 64 : 0))
      if isCI { #expect(early.errorText.contains("CI runs --stage merge")) }
    }
  }

  @Test func `GitHub Actions is CI, whatever CI says`() async throws {
    try await withApprovalProject { project in
      for value in ["true", "1"] {
        let run = try await contracts(
          "check", "--base", "main", "--stage", "pre-push", in: project.repository,
          environment: ["CI": "false", "GITHUB_ACTIONS": value])
        #expect(run.status == 64)
      }
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

  @Test func `a report of a workflow says which runner it had`() async throws {
    try await withApprovalProject { project in
      let runner = ["RUNNER_NAME": "build-7", "RUNNER_ENVIRONMENT": "self-hosted"]
      for (environment, isTold) in [(["GITHUB_ACTIONS": "true"], true), ([:], false)] {
        let run = try await contracts(
          "check", "--base", "main", "--head", "orders", in: project.repository,
          environment: runner.merging(environment) { $1 })
        #expect(run.text.contains("ran on the runner build-7 (self-hosted)") == isTold, "\(run.text)")
      }
    }
  }

  @Test func `before a push an offence fails although an approval is only owed`() async throws {
    try await withApprovalProject { project in
      try await project.push([ApprovalProject.order: "{ \"a\": 1, \"a\": 2 }\n"], at: "10:30")
      let judgement = try await Judgement(["--stage", "pre-push", "--base", "main"], in: project.repository)
      judgement.expect("fail", "contracts/duplicate-key")
      #expect(judgement.rules("owed") == ["contracts/approval"])
    }
  }
}
