import Calendars
import Documents
import EvidenceCollection
import HTTP
import Testing

@Suite struct GitHubAPITests {
  static let events = "/repos/acme/platform/issues/104/events"

  static func labeled(_ name: String, at time: String) -> Node {
    [
      "event": "labeled", "actor": ["login": "alice"], "created_at": .string("2026-11-17T\(time):00Z"),
      "label": ["name": .string(name)],
    ]
  }

  @Test func `all pages of a list are read`() async throws {
    let answers = Answers.withPullRequest()
    let root = "https://forge.example/api/v3"
    answers.set(Self.events, [Self.labeled("x", at: "11:00")], [("Link", "<\(root)/page2?cursor=a,b>; rel=\"next\"")])
    answers.set("/page2", [Self.labeled("y", at: "12:00")], [("Link", "<\(root)\(Self.events)>; rel=\"first\"")])
    answers.set(
      "/repos/acme/platform/pulls/104",
      [
        "number": 104, "user": ["login": "dana"], "labels": [["name": "y"]],
        "base": ["ref": "main", "repo": ["full_name": "acme/platform"]],
        "head": ["ref": "orders", "sha": .string(Answers.head), "repo": ["full_name": "acme/platform"]],
      ])
    let (document, _) = try await answers.collect()
    let label = document["changes"]?.array?.first?["labels"]?.array?.first
    #expect(label?["at"]?.string == "2026-11-17T12:00:00Z")
    #expect(answers.asked.contains("/api/v3/page2?cursor=a,b"))
  }

  @Test func `a next page on another server is not asked for`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, [], [("Link", "<https://evil.example/page2>; rel=\"next\"")])
    let (document, _) = try await answers.collect()
    #expect(Self.unreadable(document).contains("is at https://evil.example:443, which is another server"))
    #expect(!answers.requests.contains { $0.address.origin.host == "evil.example" })
  }

  @Test func `pages without an end are given up`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, [], [("Link", "<https://forge.example/api/v3\(Self.events)?again>; rel=\"next\"")])
    let (document, _) = try await answers.collect()
    #expect(Self.unreadable(document).contains("has more than 30 pages"))
  }

  @Test(arguments: [
    (HTTPResponse.json("bad gateway", status: 502), Duration.milliseconds(500)),
    (.cutOff, .milliseconds(500)),
    (.json("{}", status: 503, headers: [("Retry-After", "7")]), .seconds(7)),
    (
      .json(
        "{}", status: 403,
        headers: [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "\(1_794_938_400 + 90)")]), .seconds(91)
    ),
    (.json(#"{"message": "You have exceeded a secondary rate limit"}"#, status: 403), .seconds(60)),
    (.json("{}", status: 429, headers: [("Retry-After", "3")]), .seconds(3)),
  ])
  func `what passes is waited for`(trouble: HTTPResponse, pause: Duration) async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, trouble, .json("[]"))
    let (document, _) = try await answers.collect()
    #expect(answers.pauses == [pause])
    #expect(Self.unreadable(document) == "")
    #expect(document["changes"]?.array?.first?["labels"]?.array?.isEmpty == true)
  }

  @Test func `a limit that GraphQL tells with the status 200 is waited for`() async throws {
    let answers = Answers.withPullRequest()
    let commits: Node = [
      [
        "sha": .string(Answers.head), "author": ["login": "dana"], "committer": ["login": "dana"], "parents": [],
        "commit": ["message": "Change\n\nCo-authored-by: Eve <eve@example.com>"],
      ]
    ]
    answers.set(
      "/repos/acme/platform/compare/\(Answers.main)...\(Answers.head)", ["total_commits": 1, "commits": commits])
    let limited = #"{"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}"#
    let authors = #"{"totalCount": 2, "nodes": [{"user": {"login": "dana"}}, {"user": {"login": "eve"}}]}"#
    answers.set(
      "/api/graphql", .json(limited), .json(#"{"data": {"repository": {"object": {"authors": \#(authors)}}}}"#))
    let (document, _) = try await answers.collect()
    #expect(answers.pauses == [.seconds(60)])
    #expect(document["changes"]?.array?.first?["commits"]?.array?.first?["authors"]?.json() == #"["dana","eve"]"#)
  }

  @Test func `a server that stays broken is given up after five times, each later than the last`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, .json("no", status: 500))
    let (document, _) = try await answers.collect()
    #expect(answers.pauses == [500, 1000, 2000, 4000].map { .milliseconds($0) })
    #expect(Self.unreadable(document).contains("events of #104: GET \(Self.events): 500, 5 times"))
    #expect(document["changes"]?.array?.first?["labels"] == nil)
    #expect(document["changes"]?.array?.first?["commits"] != nil)
  }

  @Test func `nothing is waited for that comes too late`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, .json("{}", status: 403, headers: [("Retry-After", "3600")]))
    let (document, _) = try await answers.collect()
    #expect(answers.pauses == [])
    #expect(Self.unreadable(document).contains("asking again makes sense in 3600 s, which is too late"))
  }

  @Test(arguments: [
    String(repeating: "[", count: 200_000), #"[{"event": "labeled", "created_at": "yesterday"}]"#, "",
    "<html>", #"{"message": "#, #"{"a": 1}"#, "[null]", #"[{"event": 7}]"#, "\u{FF}",
  ])
  func `an answer that is not as it is documented is unreadable, and the rest is collected`(body: String) async throws {
    let answers = Answers.withPullRequest()
    answers.set(Self.events, .json(body))
    let (document, _) = try await answers.collect()
    #expect(Self.unreadable(document).hasPrefix("events of #104: "))
    #expect(document["changes"]?.array?.first?["commits"] != nil)
  }

  @Test func `a pull request that is not there leaves a document without one`() async throws {
    let (document, collector) = try await Answers().collect()
    #expect(document["changes"]?.array?.isEmpty == true)
    #expect(!collector.hasSubject)
    #expect(
      Self.unreadable(document) == "pull request #104: GET /repos/acme/platform/pulls/104: 404: Not Found")
  }

  @Test func `a token is not sent where others could read along`() throws {
    let address = try WebAddress("http://forge.example")
    let pace = Pace(limit: .seconds(1), elapsed: { .zero }, pause: { _ in }, jitter: { 0 })
    let token = Token("ghs_secret")
    #expect(throws: CollectionProblem.self) { try GitHubAPI(address, token: token, over: Answers(), pace) }
    _ = try GitHubAPI(address, token: nil, over: Answers(), pace)
  }

  @Test func `an answer that still holds is not sent again`() async throws {
    var files: [String: [UInt8]] = [:]
    let store = ExchangeStore(covering: Secrets([])) {
      files[$0]
    } save: {
      files[$0] = $1
    }
    let answers = Answers.withPullRequest()
    answers.set(Self.events, [Self.labeled("x", at: "11:00")], [("ETag", "\"1\"")])
    guard let request = CollectionRequest(repository: "acme/platform", .pullRequest(104)) else { return }
    for round in 0..<2 {
      if round == 1 { answers.set(Self.events, HTTPResponse(status: 304)) }
      let collector = EvidenceCollector(request, from: try answers.api(cache: store)) { _ in true }
      let document = await collector.document(collectedAt: .init(secondsSince1970: 0))
      #expect(!Self.unreadable(document).contains("events"))
    }
    let tags = answers.requests.filter { $0.address.path.hasSuffix("events") }.map { $0.headers["If-None-Match"] }
    #expect(tags == [nil, "\"1\""])
  }

  @Test(arguments: ["", "abc", "two words", "a\nb: c", "ünïcode", "with\"quote"])
  func `what cannot be a token is refused`(text: String) {
    #expect(Token(text) == nil)
  }

  @Test func `secrets are covered wherever they stand`() throws {
    let tokens = try [#require(Token(" ghs_abc\n")), #require(Token("ghs_abcdef"))]
    #expect(Secrets(tokens).covering("x ghs_abc ghs_abcdef ghs_ab") == "x *** *** ghs_ab")
  }

  static func unreadable(_ document: Node) -> String {
    (document["unreadable"]?.array.map(Array.init) ?? [])
      .map { "\($0["what"]?.string ?? ""): \($0["why"]?.string ?? "")" }.joined(separator: "\n")
  }
}
