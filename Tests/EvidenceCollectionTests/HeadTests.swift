import Documents
import EvidenceCollection
import Testing

@Suite struct HeadTests {
  static let activity = "/repos/acme/platform/activity"
  static let suites = "/repos/acme/platform/commits/\(Answers.head)/check-suites"

  @Test func `heads are told oldest first, with the server's times`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      Self.activity,
      [
        Answers.push(from: Answers.old, to: Answers.head, at: "12:00"),
        Answers.push(from: Answers.zero, to: Answers.old, at: "10:00"),
      ])
    let (document, _) = try await answers.collect()
    #expect(Self.heads(document) == ["\(Answers.old) 2026-11-17T10:00:00Z", "\(Answers.head) 2026-11-17T12:00:00Z"])
  }

  @Test(arguments: [true, false])
  func `a push that is missing leaves the heads unknown`(atTheEnd: Bool) async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      Self.activity,
      atTheEnd
        ? [Answers.push(from: Answers.zero, to: Answers.old, at: "10:00")]
        : [
          Answers.push(from: Answers.main, to: Answers.head, at: "12:00"),
          Answers.push(from: Answers.zero, to: Answers.old, at: "10:00"),
        ])
    let (document, _) = try await answers.collect()
    #expect(Self.heads(document) == nil)
    #expect(GitHubAPITests.unreadable(document).contains("does not tell"))
  }

  @Test func `without the activity a check suite proves when the head was there`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.activity, .json("{}", status: 403))
    answers.set(Self.suites, Self.suite("orders"))
    let (document, _) = try await answers.collect()
    #expect(Self.heads(document) == ["\(Answers.head) 2026-11-17T10:00:05Z"])
  }

  @Test func `a suite of another branch proves nothing, nor does one from before a force-push`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.activity, .json("{}", status: 403))
    answers.set(Self.suites, Self.suite("elsewhere"))
    #expect(Self.heads(try await answers.collect().document) == nil)
    answers.set(Self.suites, Self.suite("orders"))
    for event in ["head_ref_force_pushed", "head_ref_restored", "reopened"] {
      answers.set(
        "/repos/acme/platform/issues/104/events",
        [["event": .string(event), "actor": ["login": "dana"], "created_at": "2026-11-17T11:00:00Z"]])
      #expect(Self.heads(try await answers.collect().document) == nil)
    }
  }

  // The branch may have gone back before the pull request was opened, and have come again after somebody approved.
  @Test func `a suite from before the pull request was opened proves nothing`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.activity, .json("{}", status: 403))
    answers.set(Self.suites, Self.suite("orders", at: "09:50:00"))
    #expect(Self.heads(try await answers.collect().document) == nil)
  }

  @Test func `what a branch was before it was made anew for the pull request belongs to others`() async throws {
    let answers = Answers.withPullRequest()
    let later = [
      Answers.push(from: Answers.zero, to: Answers.head, at: "09:30"),
      Answers.push(from: Answers.main, to: Answers.zero, at: "09:20"),
      Answers.push(from: Answers.old, to: Answers.main, at: "09:10"),
    ]
    answers.set(Self.activity, .array(later))
    let (document, _) = try await answers.collect()
    #expect(Self.pushers(document) == ["\(Answers.head) dana"])
    #expect(document["permissions"] == nil, "it is known who pushed")
  }

  @Test func `where the list begins late nobody is known to have pushed the first head`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      Self.activity,
      [
        Answers.push(from: Answers.main, to: Answers.head, at: "12:00"),
        Answers.push(from: Answers.old, to: Answers.main, at: "10:00"),
      ])
    #expect(Self.pushers(try await answers.collect().document) == ["\(Answers.main) null", "\(Answers.head) dana"])
  }

  @Test(arguments: [true, false])
  func `where it is not known who pushed, it is told who may`(isFork: Bool) async throws {
    let answers = Answers.withPullRequest()
    let path = isFork ? "/repos/dana/platform/activity" : Self.activity
    answers.set(path, .json("{}", status: 403))
    if isFork {
      answers.set(
        "/repos/acme/platform/pulls/104",
        [
          "number": 104, "title": "Orders", "user": ["login": "dana"], "labels": [], "maintainer_can_modify": true,
          "base": ["ref": "main", "sha": .string(Answers.old), "repo": ["full_name": "acme/platform"]],
          "head": ["ref": "orders", "sha": .string(Answers.head), "repo": ["full_name": "dana/platform"]],
        ])
    }
    answers.set("/repos/acme/platform/collaborators/dana/permission", ["permission": "write"])
    answers.set("/repos/dana/platform/collaborators/dana/permission", ["permission": "admin"])
    let (document, _) = try await answers.collect()
    #expect(document["permissions"]?.json() == #"{"dana":"write"}"#)
    let head = document["changes"]?.array?.first?["head"]
    #expect(head?["permissions"]?.json() == (isFork ? #"{"dana":"admin"}"# : nil))
    #expect(head?["maintainersMayPush"]?.boolean == (isFork ? true : nil))
  }

  private static func pushers(_ document: Node) -> [String]? {
    document["changes"]?.array?.first?["heads"]?.array.map { heads in
      heads.map { "\($0["sha"]?.string ?? "") \($0["by"]?.string ?? "null")" }
    }
  }

  private static func suite(_ branch: String, at time: String = "10:00:05") -> Node {
    ["check_suites": [["head_branch": .string(branch), "created_at": .string("2026-11-17T\(time)Z")]]]
  }

  private static func heads(_ document: Node) -> [String]? {
    document["changes"]?.array?.first?["heads"]?.array.map { heads in
      heads.map { "\($0["sha"]?.string ?? "") \($0["pushedAt"]?.string ?? "")" }
    }
  }
}
