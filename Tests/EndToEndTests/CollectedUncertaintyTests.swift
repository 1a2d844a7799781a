import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// What GitHub cannot tell, or tells of something else than is judged.
@Suite(.validatingDocuments) struct CollectedUncertaintyTests {
  @Test func `a run again, with an old payload, is judged by what is there now`() async throws {
    try await withApprovalProject { project in
      let old = project.pull.head
      project.pull.label(by: "alice")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with more")], at: "12:00")
      let payload: Node = [
        "number": 104,
        "pull_request": [
          "number": 104, "labels": [["name": "schema-approved"]], "head": ["sha": .string(old), "ref": "orders"],
          "base": ["ref": "main"],
        ],
      ]
      let event = project.repository.folder.removingLastComponent().appending("event.json")
      try await event.write(payload.jsonBytes())
      let forge = Forge()
      ForgePullRequest(project).publish(on: forge)
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        let collection = try await Collection(
          ["--event", event.string, "--part", "teams"], from: server.address, in: project.repository.folder)
        #expect(collection.change?["head"]?["sha"]?.string == project.pull.head)
        for (head, verdict, words) in [
          (old, "undecided", "the evidence is about head"), (project.pull.head, "fail", "without an approval"),
        ] {
          try await Judgement(
            ["--stage", "merge", "--base", "main", "--head", head, "--evidence", collection.file],
            in: project.repository
          ).expect(verdict, words)
        }
      }
    }
  }

  @Test func `a fork's pushes are asked for in the fork, and where it is gone only reviews count`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      var (judgement, collection) = try await project.judgeCollected { $0.headRepository = "dana/platform" }
      judgement.expect("pass")
      #expect(collection.change?["head"]?["fork"] == true)
      (judgement, collection) = try await project.judgeCollected { $0.headRepository = nil }
      judgement.expect("undecided")
      #expect(collection.unreadable.contains("heads of #104: the repository of the branch is not there any more"))
      project.pull.review(by: "carol")
      (judgement, _) = try await project.judgeCollected { $0.headRepository = nil }
      judgement.expect("pass")
    }
  }

  @Test func `an approval from before another base was chosen does not count`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00")
      project.pull.review(by: "carol", at: "11:30")
      var (judgement, _) = try await project.judgeCollected {
        $0.event("base_ref_changed", by: "dana", at: instant("12:00"))
      }
      judgement.expect("fail")
      #expect(judgement.report.json().contains("given before the pull request was retargeted to main"))
      project.pull.review(by: "alice", at: "13:00")
      (judgement, _) = try await project.judgeCollected {
        $0.event("base_ref_changed", by: "dana", at: instant("12:00"))
      }
      judgement.expect("pass")
    }
  }

  @Test func `where the events cannot be read nothing that they may have ended counts`() async throws {
    try await withApprovalProject { project in
      project.pull.review(by: "carol")
      let forge = Forge()
      forge.trouble(
        "/repos/acme/platform/issues/104/events", WebServer.Answer(#"{"message": "Forbidden"}"#, status: 403))
      let (judgement, collection) = try await project.judgeCollected(forge)
      judgement.expect("undecided", "the evidence does not tell the labels")
      #expect(collection.unreadable.contains("events of #104: GET /repos/acme/platform/issues/104/events: 403: Forbid"))
    }
  }

  @Test(arguments: [404, 403])
  func `a team that cannot be read is not an empty one`(status: Int) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "tina")
      let forge = Forge()
      let team = "/orgs/acme/teams/cab/members"
      forge.set(team, WebServer.Answer(#"{"message": "No"}"#, status: status))
      var (judgement, collection) = try await project.judgeCollected(forge)
      judgement.expect("undecided", "list the role's people under users:")
      #expect(judgement.report.json().contains("the members of acme/cab are not known (\(status))"))
      #expect(collection.document["teams"]?["acme/cab"]?["unreadable"]?.string == "\(status)")
      forge.set(team, [["login": "bob"], ["login": "Tina"]])
      (judgement, collection) = try await project.judgeCollected(forge)
      judgement.expect("pass")
    }
  }

  @Test func `only teams are read with the token for teams`() async throws {
    try await withApprovalProject { project in
      let forge = Forge()
      forge.set("/orgs/acme/teams/cab/members", [["login": "bob"]])
      let file = project.repository.folder.removingLastComponent().appending("team-token")
      try await file.write("ghs_teams_only\n")
      _ = try await project.judgeCollected(
        forge, arguments: ["--team", "acme/cab", "--team-token-file", file.string])
      let withIt = forge.requests.filter { $0.headers["authorization"] == "Bearer ghs_teams_only" }.map(\.target)
      #expect(withIt == ["/orgs/acme/teams/cab/members?per_page=100"])
    }
  }

  @Test func `a label that got its name later was given by nobody known`() async throws {
    try await withApprovalProject { project in
      let (judgement, collection) = try await project.judgeCollected {
        $0.label("looks-good", by: "alice", at: instant("11:00"))
        $0.labels = ["schema-approved"]
      }
      judgement.expect("undecided")
      #expect(judgement.report.json().contains("which no event tells of"))
      #expect(collection.change?["labels"]?.array?.first?["by"]?.isNull == true)
    }
  }

  @Test(arguments: ["ghost", nil]) func `somebody who deleted the account may be anybody`(login: String?) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: login)
      var (judgement, _) = try await project.judgeCollected()
      judgement.expect("undecided")
      #expect(judgement.report.json().contains("the forge cannot name who gave it"))
      project.pull.labels = []
      project.pull.label(by: "alice")
      project.pull.author = login
      (judgement, _) = try await project.judgeCollected()
      judgement.expect("undecided", "the author of #104 has no login")
    }
  }

  @Test func `a change of a bot is approved like any other`() async throws {
    try await withApprovalProject { project in
      project.pull.author = "dependabot[bot]"
      project.pull.commits = []
      project.pull.commit(project.pull.head, authors: ["dependabot[bot]"], committer: "web-flow")
      project.pull.label(by: "alice")
      let (judgement, _) = try await project.judgeCollected()
      judgement.expect("pass")
    }
  }

  @Test func `a co-author of a trailer is a contributor, and one without a login may be anybody`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let message = "Change\n\nCo-Authored-By: Alice <alice@example.com>\n"
      func authors(_ second: String?) -> Node {
        let nodes: Node = [["user": ["login": "dana"]], ["user": Forge.user(second)]]
        return ["data": ["repository": ["object": ["authors": ["totalCount": 2, "nodes": nodes]]]]]
      }
      func withTrailer(_ pull: inout ForgePullRequest) {
        pull.commits = [
          [
            "sha": .string(pull.head), "author": Forge.user("dana"), "committer": Forge.user("dana"), "parents": [],
            "commit": ["message": .string(message)],
          ]
        ]
      }
      let forge = Forge()
      for (login, verdict, words) in [
        ("alice", "fail", "alice contributed to the pull request"), (nil, "undecided", "has no login"),
        ("eve", "pass", ""),
      ] {
        forge.set("/graphql", authors(login))
        let (judgement, _) = try await project.judgeCollected(forge, withTrailer)
        judgement.expect(verdict)
        #expect(words.isEmpty || judgement.report.json().contains(words))
      }
      forge.set("/graphql", ["errors": [["message": "no such thing"]]])
      let (judgement, collection) = try await project.judgeCollected(forge, withTrailer)
      judgement.expect("undecided")
      #expect(collection.unreadable.contains("GraphQL: no such thing"))
    }
  }

  @Test func `a clock that is off by more than ten minutes is told by the server's`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let (_, collection) = try await project.judgeCollected()
      #expect(collection.document["source"]?["serverTime"]?.string == "2026-11-17T18:00:00Z")
      #expect(collection.document["source"]?["collectedAt"]?.string != "2026-11-17T18:00:00Z")
    }
  }
}
