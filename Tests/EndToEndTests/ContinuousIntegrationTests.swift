import Documents
import TestSupport
import Testing

/// How a check knows that it runs in CI, and what it then demands.
@Suite struct ContinuousIntegrationTests {
  @Test(arguments: [
    ("CI", "", false), ("CI", "false", false), ("CI", "False", true), ("CI", "0", false), ("CI", "true", true),
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
}
