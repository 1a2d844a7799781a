import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// A gate that judges by what was collected of a commit, with the few permissions that a deployment has.
@Suite(.validatingDocuments) struct CollectedDeploymentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The check run `smoke` of a commit, as GitHub tells of it.
    var run: (@Sendable (_ commit: String) -> Node)? = result("success", of: "github-actions")
    var arguments: [String] = []
    var now = "10:05:00"
    let status: Int32
    let says: String
  }

  @Test(arguments: [
    Case(testDescription: "a commit that passed", status: 0, says: "is the candidate"),
    Case(
      testDescription: "a commit that failed", run: result("failure", of: "github-actions"), status: 1,
      says: "smoke for"),
    Case(testDescription: "a commit without a result", run: nil, status: 1, says: "there is no result of smoke"),
    Case(
      testDescription: "a result of the right name from another app", run: result("success", of: "somebody-elses"),
      arguments: ["--part", "required-checks"], status: 1,
      says: "it is from somebody-elses, not from github-actions"),
    Case(
      testDescription: "a result of the app that the branch demands", arguments: ["--part", "required-checks"],
      status: 0, says: "is the candidate"),
    Case(
      testDescription: "a clock that is off by more than ten minutes", now: "10:10:01", status: 2, says: "601 s apart"),
  ])
  func `a gate judges by what GitHub tells of the commit`(story: Case) async throws {
    try await withScratchRepository { repository in
      let commit = try await repository.commit([".signalbox/release.yml": "zone: UTC\n", "a": "1"])
      let forge = Self.forge(telling: story.run?(commit), of: commit)
      let folder = repository.folder
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        let collection = try await Collection(
          ["--commit", commit, "--part", "checks", "--part", "deployments", "--part", "issues"] + story.arguments,
          from: server.address,
          in: folder)
        #expect(collection.run.status == 0)
        let gate = try await run(
          "release-train",
          [
            "gate", "deploy", "--environment", "production", "--commit", commit, "--evidence", collection.file,
            "--now", "2026-11-19T\(story.now)Z",
          ], in: folder)
        #expect(gate.status == story.status, "\(gate.text)")
        #expect(gate.text.contains(story.says), "\(gate.text)")
      }
    }
  }

  /// A server whose clock is at 10:00 of a Thursday; the branch demands `smoke` of GitHub's own workflows.
  private static func forge(telling run: Node?, of commit: String) -> Forge {
    let forge = Forge(date: "Thu, 19 Nov 2026 10:00:00 GMT")
    let repository = "/repos/acme/platform"
    let other: Node = [
      "name": "lint", "head_sha": .string(commit), "conclusion": "success",
      "app": ["id": 15368, "slug": "github-actions"],
    ]
    forge.set(
      "\(repository)/commits/\(commit)/check-runs", ["check_runs": .array([other, run].compactMap(\.self))])
    forge.set("\(repository)/commits/\(commit)/statuses", [])
    forge.set("\(repository)/deployments?environment=production&per_page=30", [])
    forge.set(
      "\(repository)/deployments?environment=staging&per_page=30",
      [["id": 5, "environment": "staging", "sha": .string(commit), "created_at": "2026-11-18T11:57:00Z"]])
    forge.set(
      "\(repository)/deployments/5/statuses",
      [
        ["state": "inactive", "created_at": "2026-11-18T12:30:00Z"],
        ["state": "success", "created_at": "2026-11-18T12:00:00Z"],
        ["state": "in_progress", "created_at": "2026-11-18T11:58:00Z"],
      ])
    forge.set("\(repository)/commits/\(commit)/pulls", [])
    forge.set("\(repository)/issues", [])
    forge.set(repository, ["default_branch": "main"])
    forge.set(
      "\(repository)/rules/branches/main",
      [
        [
          "type": "required_status_checks",
          "parameters": ["required_status_checks": [["context": "smoke", "integration_id": 15368]]],
        ]
      ])
    forge.set("\(repository)/branches/main", ["protection": ["enabled": false]])
    return forge
  }

  private static func result(_ conclusion: String, of app: String) -> @Sendable (_ commit: String) -> Node {
    { commit in
      [
        "name": "smoke", "head_sha": .string(commit), "conclusion": .string(conclusion),
        "completed_at": "2026-11-18T20:00:00Z",
        "app": ["id": app == "github-actions" ? 15368 : 7, "slug": .string(app)],
      ]
    }
  }
}
