import Documents
import EvidenceCollection
import Git
import Testing

@Suite struct PartTests {
  static let repository = "/repos/acme/platform"

  @Test func `check runs bear their apps, and required checks the apps that they demand`() async throws {
    let answers = Answers.withPullRequest()
    let commit = "\(Self.repository)/commits/\(Answers.head)"
    answers.set(
      "\(commit)/check-runs",
      [
        "check_runs": [
          [
            "name": "contracts", "head_sha": .string(Answers.head), "conclusion": "success",
            "app": ["id": 15368, "slug": "github-actions"], "started_at": "2026-11-17T10:00:00Z",
          ],
          ["name": "contracts", "head_sha": .string(Answers.head), "app": ["id": 7, "slug": "someone-elses"]],
        ]
      ])
    answers.set("\(commit)/statuses", [Self.status("success", "bob"), Self.status("failure", "eve")])
    answers.set(
      "\(Self.repository)/rules/branches/main",
      [
        ["type": "merge_queue"],
        [
          "type": "required_status_checks",
          "parameters": [
            "required_status_checks": [
              ["context": "contracts", "integration_id": 15368], ["context": "lint", "integration_id": 99],
              ["context": "any"],
            ]
          ],
        ],
      ])
    answers.set("\(Self.repository)/branches/main", ["protection": ["required_status_checks": ["checks": []]]])
    let (document, _) = try await answers.collect(parts: [.checks, .requiredChecks])
    let runs = document["checkRuns"]?.array?.map { $0["app"]?.string ?? "" }
    #expect(runs == ["github-actions", "someone-elses"])
    let statuses = document["statuses"]?.array?.map { "\($0["by"]?.string ?? "") \($0["state"]?.string ?? "")" }
    #expect(statuses == ["bob success"])
    let required = document["requiredChecks"]?.array?.map { check in
      "\(check["name"]?.string ?? "") \(check["app"]?.string ?? "any") \(check["mergeQueue"]?.boolean ?? false)"
    }
    #expect(required == ["contracts github-actions true", "lint #99 true", "any any true"])
    #expect(GitHubAPITests.unreadable(document) == "")
  }

  private static func status(_ state: String, _ login: String) -> Node {
    [
      "context": "ci/x", "state": .string(state), "creator": ["login": .string(login)],
      "created_at": "2026-11-17T10:00:00Z",
    ]
  }

  @Test func `deployments, artifacts and issues are told`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      "\(Self.repository)/deployments",
      [
        [
          "id": 5, "environment": "staging", "sha": .string(Answers.head), "creator": ["login": "dana"],
          "created_at": "2026-11-17T10:00:00Z",
        ]
      ])
    answers.set(
      "\(Self.repository)/deployments/5/statuses",
      [["state": "success", "creator": ["login": "ci"], "created_at": "2026-11-17T10:05:00Z"]])
    answers.set("\(Self.repository)/actions/runs", ["workflow_runs": [["id": 9]]])
    let digest = "sha256:" + String(repeating: "d", count: 64)
    answers.set(
      "\(Self.repository)/actions/runs/9/artifacts",
      ["artifacts": [["name": "plan", "digest": .string(digest)], ["name": "gone", "expired": true]]])
    answers.set(
      "\(Self.repository)/issues",
      [
        [
          "number": 9, "title": "Down", "labels": [["name": "incident"]], "created_at": "2026-11-17T10:00:00Z",
          "closed_at": .null,
        ],
        ["number": 10, "pull_request": ["url": "x"]],
      ])
    let (document, _) = try await answers.collect(parts: [.deployments, .artifacts, .issues])
    #expect(document["deployments"]?.array?.first?["at"]?.string == "2026-11-17T10:05:00Z")
    #expect(document["deployments"]?.array?.first?["by"]?.string == "ci")
    #expect(document["artifacts"]?.array?.map { $0["digest"]?.string } == [digest])
    #expect(document["issues"]?.array?.map { $0["number"]?.number?.int } == [9])
    #expect(answers.asked.contains { $0.contains("labels=blocker") })
  }

  @Test func `a deployment that another one replaced is told by how it went`() async throws {
    let answers = Answers.withPullRequest()
    func deployment(_ id: Int, _ environment: String) -> Node {
      [
        "id": .number(Number(id)), "environment": .string(environment), "sha": .string(Answers.head),
        "creator": ["login": "dana"], "created_at": "2026-11-17T10:00:00Z",
      ]
    }
    func status(_ state: String, at time: String) -> Node {
      ["state": .string(state), "creator": ["login": "ci"], "created_at": .string("2026-11-17T\(time):00Z")]
    }
    let path = "\(Self.repository)/deployments"
    answers.set("\(path)?environment=production&per_page=30", [deployment(5, "production")])
    answers.set("\(path)?environment=staging%20eu&per_page=30", [deployment(6, "staging eu")])
    answers.set(
      "\(path)/5/statuses",
      [status("inactive", at: "12:00"), status("success", at: "10:05"), status("in_progress", at: "10:01")])
    answers.set("\(path)/6/statuses", [])
    let (document, _) = try await answers.collect(parts: [.deployments], environments: ["production", "staging eu"])
    let told = document["deployments"]?.array?.map { deployment in
      ["environment", "state", "at", "by"].map { deployment[$0]?.string ?? "" }.joined(separator: " ")
    }
    #expect(told == ["production success 2026-11-17T10:05:00Z ci", "staging eu pending 2026-11-17T10:00:00Z dana"])
  }

  @Test func `a commit is known without the pull request that it came by`() async throws {
    let answers = Answers()
    answers.set("/repos/acme/platform", ["default_branch": "trunk"])
    answers.set("\(Self.repository)/rules/branches/trunk", [])
    answers.set(
      "\(Self.repository)/branches/trunk",
      ["protection": ["required_status_checks": ["checks": [["context": "smoke", "app_id": -1]]]]])
    let commit = try #require(ObjectID(Answers.head))
    let (document, collector) = try await answers.collect(.commit(commit), parts: [.requiredChecks])
    #expect(collector.hasSubject)
    #expect(GitHubAPITests.unreadable(document).hasPrefix("pull requests: GET "))
    #expect(document["requiredChecks"]?.json() == #"[{"name":"smoke","app":null,"mergeQueue":false}]"#)
  }

  @Test func `of more people than are asked for that is told`() async throws {
    let answers = Answers.withPullRequest()
    let reviews = (0..<60).map { number -> Node in
      [
        "id": .number(Number(number)), "user": ["login": .string("user\(number)")], "state": "APPROVED",
        "commit_id": .string(Answers.head), "submitted_at": "2026-11-17T11:00:00Z",
      ]
    }
    answers.set("\(Self.repository)/pulls/104/reviews", .array(reviews))
    let (document, _) = try await answers.collect(parts: [.permissions])
    #expect(GitHubAPITests.unreadable(document).contains("permissions: only those of 50 people are read"))
  }

  @Test func `what a commit that is not here changed is told by its trees`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      "/repos/acme/platform/activity",
      [
        Answers.push(from: Answers.old, to: Answers.head, at: "12:00"),
        Answers.push(from: Answers.zero, to: Answers.old, at: "10:00"),
      ])
    let ids = (1...6).map { String(repeating: "\($0)", count: 40) }
    answers.set(
      "\(Self.repository)/compare/\(Answers.main)...\(Answers.old)",
      ["merge_base_commit": ["commit": ["tree": ["sha": .string(ids[0])]]]])
    answers.set("\(Self.repository)/git/commits/\(Answers.old)", ["tree": ["sha": .string(ids[1])]])
    func tree(_ id: String, _ entries: (String, String, String)...) {
      answers.set(
        "\(Self.repository)/git/trees/\(id)",
        [
          "tree": .array(
            entries.map { path, mode, id in
              [
                "path": .string(path), "mode": .string(mode), "sha": .string(id),
                "type": mode == "040000" ? "tree" : "blob",
              ]
            }), "truncated": false,
        ])
    }
    tree(ids[0], ("same", "040000", ids[5]), ("dir", "040000", ids[2]), ("file", "100644", ids[4]))
    tree(ids[1], ("same", "040000", ids[5]), ("dir", "040000", ids[3]), ("new", "100755", ids[4]))
    tree(ids[2], ("a.json", "100644", ids[4]))
    tree(ids[3], ("a.json", "100644", ids[5]))
    let (document, _) = try await answers.collect(has: { $0.description != Answers.old })
    let deltas = document["governedChanges"]?[Answers.old]?.array?.map { delta in
      [delta["path"], delta["old"], delta["new"]].map { String($0?.string?.prefix(6) ?? "-") }.joined(separator: " ")
    }
    #expect(deltas == ["file 555555 -", "new - 555555", "dir/a. 555555 666666"])
    #expect(!answers.asked.contains { $0.hasSuffix("trees/\(ids[5])") }, "what is the same is not looked at")
  }

  @Test func `a merge group is the entries that lead from its head to its base`() async throws {
    let answers = Answers.withPullRequest()
    let commits = (1...5).map { String(repeating: "\($0)", count: 40) }
    func entry(_ base: Int, _ head: Int, _ number: Int) -> Node {
      [
        "baseCommit": ["oid": .string(commits[base])], "headCommit": ["oid": .string(commits[head])],
        "pullRequest": ["number": .number(Number(number))],
      ]
    }
    func queue(_ entries: Node...) {
      answers.set(
        "/api/graphql", ["data": ["repository": ["mergeQueue": ["entries": ["nodes": .array(entries)]]]]])
    }
    let waiting: Node = ["baseCommit": .null, "headCommit": .null, "pullRequest": ["number": 9]]
    queue(entry(1, 2, 104), entry(0, 1, 104), entry(2, 3, 105), waiting)
    let base = try #require(ObjectID(commits[0]))
    let head = try #require(ObjectID(commits[2]))
    let group = CollectionRequest.Subject.mergeGroup(
      base: base, head: head, headRef: "refs/heads/gh-readonly-queue/main/pr-104", branch: "refs/heads/main")
    var (document, collector) = try await answers.collect(group)
    let slices = document["changes"]?.array?.map { $0["group"]?["head"]?.string }
    #expect(slices == [commits[1], commits[2]])
    #expect(collector.hasSubject)
    queue(entry(1, 2, 104))
    (document, collector) = try await answers.collect(group)
    #expect(!collector.hasSubject)
    #expect(GitHubAPITests.unreadable(document).contains("no entries that lead from 1111111111 to 3333333333"))
  }

  @Test func `permissions are told of people, by the role that they have`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      "\(Self.repository)/collaborators/dana/permission", ["permission": "write", "role_name": "maintain"])
    let (document, _) = try await answers.collect(parts: [.permissions])
    #expect(document["permissions"]?.json() == #"{"dana":"maintain"}"#)
  }
}
