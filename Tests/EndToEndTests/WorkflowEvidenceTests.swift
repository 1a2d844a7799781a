import SystemPackage
import TestSupport
import Testing
import WebServer

/// The workflows with the packaged executables, which collect their evidence from a server on loopback.
@Suite(
  .enabled(if: WorkflowRun.isPossible, WorkflowRun.why),
  .enabled(if: PackagedExecutables.isPossible, PackagedExecutables.why), .serialized)
struct WorkflowEvidenceTests {
  @Test(arguments: WorkflowRunTests.callers)
  func `an approval that arrives turns a check that is started again from fail to pass`(caller: String) async throws {
    try await Self.withTrial { trial, forge, pull in
      let before = try await trial.run(caller: caller)
      #expect(before.verdicts == ["fail"], "\(before.log)")
      #expect(before.status == 1)
      // The payload stays as it was: only the server knows of the review.
      pull.review(by: "olive", "APPROVED", of: pull.head, at: "2026-11-17T11:30:00Z")
      pull.publish(on: forge)
      let after = try await trial.run(caller: caller)
      #expect(after.verdicts == ["pass"], "\(after.log)")
      #expect(after.status == 0)
      #expect(after.succeeded(WorkflowFileTests.required[caller] ?? "") == true)
      #expect(!after.artifacts.contains { $0.hasSuffix("evidence.json") }, "it names people")
      #expect(!(before.log + after.log).contains(Forge.token))
    }
  }

  @Test func `the second token reads teams and nothing else, and the evidence is kept where that is asked for`()
    async throws
  {
    try await Self.withTrial { trial, forge, _ in
      trial.secrets["SIGNALBOX_TEAM_TOKEN"] = Self.teamToken
      trial.further = ["keep-evidence": "true"]
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.artifacts.contains("signalbox-contracts/evidence.json"), "\(run.log)")
      let bearers = forge.requests.filter { $0.headers["authorization"] == "Bearer \(Self.teamToken)" }
      #expect(!bearers.isEmpty)
      #expect(bearers.allSatisfy { $0.target.hasPrefix("/orgs/acme/teams/") })
      #expect(!run.log.contains(Self.teamToken))
    }
  }

  @Test func `a server that refuses the token leaves the check undecided, which names the reason`() async throws {
    try await Self.withTrial { trial, forge, _ in
      forge.set("/repos/acme/platform/pulls/104", WebServer.Answer(#"{"message": "Bad credentials"}"#, status: 401))
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.verdicts == ["undecided"])
      #expect(run.status == 1)
      let report = Project.text(of: trial.folder.appending("artifacts/signalbox-contracts/report.txt")) ?? ""
      #expect(report.contains("Bad credentials"), "\(report)")
    }
  }

  private static let teamToken = "ghs_membersonly012345678"

  /// Lends a pull request that changes the roles, which no policy owner has approved, and the server that tells of it.
  private static func withTrial(
    _ body: (inout WorkflowTrial, Forge, inout ForgePullRequest) async throws -> Void
  ) async throws {
    try await withApprovalProject { project in
      let repository = project.repository
      try await repository.git("checkout", "--quiet", "-b", "roles", "main")
      project.pull.heads = []
      project.pull.commits = []
      try await project.push([".signalbox/roles.yml": ApprovalProject.roles + "# reviewed\n"], at: "10:00")
      try await repository.git("remote", "add", "origin", "https://github.com/acme/platform")
      try await repository.git("update-ref", "refs/remotes/origin/main", "main")
      try await repository.git("checkout", "--quiet", "--detach", "main")
      try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request", "roles")
      let forge = Forge()
      var pull = ForgePullRequest(project)
      pull.publish(on: forge)
      let head = pull.head
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        var trial = WorkflowTrial(repository: repository, folder: repository.folder.removingLastComponent())
        trial.variables = try await PackagedExecutables.shared().variables
        trial.secrets = ["GITHUB_TOKEN": Forge.token]
        trial.environment = ["GITHUB_API_URL": server.address]
        trial.payload = #"""
          {"number": 104, "pull_request": {"number": 104, "head": {"ref": "roles", "sha": "\#(head)"},
            "base": {"ref": "main"}}}
          """#
        try await body(&trial, forge, &pull)
      }
    }
  }
}
