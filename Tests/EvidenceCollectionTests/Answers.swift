import Calendars
import Changes
import Documents
import EvidenceCollection
import Git
import HTTP

/// A server of a test: each path has its answers, of which the last one stays.
final class Answers: Transport {
  private var answers: [String: [HTTPResponse]] = [:]

  /// The targets that were asked for, in order.
  private(set) var asked: [String] = []

  /// The requests, in order.
  private(set) var requests: [HTTPRequest] = []

  /// How long the collector waited, each time.
  var pauses: [Duration] = []

  /// How much time has passed.
  private(set) var elapsed = Duration.zero

  static let root = "https://forge.example/api/v3"
  static let date = "Tue, 17 Nov 2026 18:00:00 GMT"

  func set(_ target: String, _ answers: HTTPResponse...) { self.answers[target] = answers }

  func set(_ target: String, _ node: Node, _ headers: [(String, String)] = []) {
    answers[target] = [.json(node.json(), headers: headers)]
  }

  func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse {
    let target = String(request.address.text.dropFirst("https://forge.example".count))
    asked.append(target)
    requests.append(request)
    let short = target.hasPrefix("/api/v3") ? String(target.dropFirst("/api/v3".count)) : target
    let path = String(short.prefix { $0 != "?" })
    for key in [short, path] {
      guard var rest = answers[key], let first = rest.first else { continue }
      if rest.count > 1 {
        rest.removeFirst()
        answers[key] = rest
      }
      if first.status == 0 { throw HTTPError(.cutOff, "\(path) broke off its answer") }
      return first
    }
    return .json(#"{"message": "Not Found"}"#, status: 404)
  }

  /// The interface over these answers.
  func api(token: String? = "ghs_secret", limit: Duration = .seconds(300), cache: ExchangeStore? = nil) throws
    -> GitHubAPI
  {
    try GitHubAPI(
      WebAddress(Self.root), token: token.flatMap(Token.init), over: self,
      Pace(limit: limit) {
        self.elapsed
      } pause: { duration in
        self.pauses.append(duration)
        self.elapsed += duration
      } jitter: {
        0.5
      }, cache: cache)
  }

  /// Collects of the repository acme/platform.
  func collect(
    _ subject: CollectionRequest.Subject = .pullRequest(104), parts: Set<CollectionRequest.Part> = [],
    limit: Duration = .seconds(300), has: @escaping (ObjectID) -> Bool = { _ in true },
    environments: [String] = [], download: ArtifactDownload? = nil
  ) async throws -> (document: Node, collector: EvidenceCollector) {
    guard var request = CollectionRequest(repository: "acme/platform", subject) else { throw NoRepository() }
    request.parts = parts
    request.environments = environments
    let collector = EvidenceCollector(request, from: try api(limit: limit), download: download, isHere: has)
    let document = await collector.document(collectedAt: Instant(secondsSince1970: 1_795_000_000))
    // Whatever the server said, the checks can read what is made of it.
    _ = try Evidence(SourceText(document.jsonBytes()), path: "evidence.json")
    return (document, collector)
  }

  struct NoRepository: Error {}

  static let main = String(repeating: "a", count: 40)
  static let head = String(repeating: "b", count: 40)
  static let old = String(repeating: "c", count: 40)
  static let zero = String(repeating: "0", count: 40)

  /// A server that has the pull request 104 of dana's, with one commit and nothing else.
  static func withPullRequest() -> Answers {
    let answers = Answers()
    answers.set(
      "/repos/acme/platform/pulls/104",
      [
        "number": 104, "title": "Orders", "user": ["login": "dana"], "labels": [],
        "created_at": "2026-11-17T09:55:00Z",
        "base": ["ref": "main", "sha": .string(old), "repo": ["full_name": "acme/platform"]],
        "head": ["ref": "orders", "sha": .string(head), "repo": ["full_name": "acme/platform"]],
      ])
    answers.set("/repos/acme/platform/git/ref/heads/main", ["object": ["sha": .string(main)]])
    answers.set("/repos/acme/platform/activity", [push(from: zero, to: head, at: "10:00")])
    answers.set("/repos/acme/platform/issues/104/events", [])
    answers.set("/repos/acme/platform/pulls/104/reviews", [])
    answers.set("/repos/acme/platform/issues/104/comments", [])
    answers.set("/repos/acme/platform/commits/\(head)/pulls", [])
    answers.set("/repos/acme/platform/compare/\(main)...\(head)", ["total_commits": 0, "commits": []])
    return answers
  }

  static func push(from before: String, to after: String, at time: String) -> Node {
    [
      "before": .string(before), "after": .string(after), "timestamp": .string("2026-11-17T\(time):00Z"),
      "actor": ["login": "dana"],
    ]
  }
}

extension HTTPResponse {
  static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> HTTPResponse {
    HTTPResponse(status: status, headers: HTTPHeaders([("Date", Answers.date)] + headers), body: Array(text.utf8))
  }

  /// A connection that breaks off.
  static var cutOff: HTTPResponse { HTTPResponse(status: 0) }
}
