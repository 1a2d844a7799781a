import Documents
import Synchronization
import SystemPackage
import TestSupport
import Testing
import WebServer

/// A GitHub server with the state that a test gives it, by path: what is not there is not found.
final class Forge: Sendable {
  /// The server's clock; all answers bear it.
  let date: String
  static let token = "ghs_0123456789abcdefghij"

  private struct State {
    var answers: [String: WebServer.Answer] = [:]
    var troubles: [String: [WebServer.Answer]] = [:]
    var requests: [WebServer.Request] = []
  }

  private let state = Mutex(State())

  /// Makes a server that has the roles of an `ApprovalProject`, and bob in their team.
  init(date: String = "Tue, 17 Nov 2026 18:00:00 GMT") {
    self.date = date
    set("/repos/acme/platform/contents/.signalbox/roles.yml", WebServer.Answer(ApprovalProject.roles))
    set("/orgs/acme/teams/cab/members", [["login": "bob"]])
  }

  /// What was asked, in order.
  var requests: [WebServer.Request] { state.withLock(\.requests) }

  /// Sets what is answered at a path, whatever the query.
  func set(_ path: String, _ node: Node) { set(path, WebServer.Answer(node.jsonBytes())) }

  func set(_ path: String, _ answer: WebServer.Answer) {
    state.withLock { $0.answers[path] = answer }
  }

  func remove(_ path: String) {
    _ = state.withLock { $0.answers.removeValue(forKey: path) }
  }

  /// Answers so the next times, and then as before.
  func trouble(_ path: String, _ answers: WebServer.Answer...) {
    state.withLock { $0.troubles[path] = answers }
  }

  func answer(to request: WebServer.Request) -> WebServer.Answer {
    var answer = state.withLock { state -> WebServer.Answer in
      state.requests.append(request)
      let path = String(request.target.prefix { $0 != "?" })
      if var troubles = state.troubles[path], !troubles.isEmpty {
        let trouble = troubles.removeFirst()
        state.troubles[path] = troubles
        return trouble
      }
      return state.answers[request.target] ?? state.answers[path]
        ?? WebServer.Answer(#"{"message": "Not Found"}"#, status: 404)
    }
    if answer.headers["Date"] == nil { answer.headers["Date"] = date }
    let tag = "\"\(Digest.sha256(of: answer.body).hexadecimal.prefix(16))\""
    if answer.status == 200 { answer.headers["ETag"] = tag }
    guard request.headers["if-none-match"] == tag else { return answer }
    return WebServer.Answer(status: 304, headers: answer.headers)
  }

  static func user(_ login: String?) -> Node { login.map { ["login": .string($0)] } ?? .null }
}

/// A pull request as GitHub tells of it, in many answers.
struct ForgePullRequest {
  var number = 104
  var author: String? = "dana"
  var base = "main"
  var baseTip: String
  var head: String
  var branch = "orders"
  var headRepository: String? = "acme/platform"
  var labels: [String] = []
  var events: [Node] = []
  var reviews: [Node] = []
  var pushes: [Node] = []
  var commits: [Node] = []

  /// Other pull requests of the head.
  var others: [Node] = []

  init(_ project: ApprovalProject) {
    self.init(project.pull, tip: project.main)
  }

  /// What the evidence of a test says of a pull request, turned into what GitHub would.
  init(_ pull: PullRequestEvidence, tip: String) {
    number = pull.number
    author = pull.author
    baseTip = tip
    head = pull.head
    var before = String(repeating: "0", count: 40)
    for push in pull.heads ?? [] {
      let after = push["sha"]?.string ?? ""
      pushes.append([
        "before": .string(before), "after": .string(after), "timestamp": push["pushedAt"] ?? .null,
        "activity_type": "push", "actor": Forge.user(push["by"]?.string),
      ])
      before = after
    }
    for commit in pull.commits ?? [] {
      commits.append([
        "sha": commit["sha"] ?? .null, "author": Forge.user(commit["authors"]?.array?.first?.string),
        "committer": Forge.user(commit["committer"]?.string), "parents": [],
        "commit": ["message": "Change", "tree": ["sha": commit["sha"] ?? .null]],
      ])
    }
    for review in pull.reviews ?? [] {
      let state = review["state"]?.string ?? ""
      self.review(
        by: review["by"]?.string, state.uppercased(), of: review["commit"]?.string, at: review["at"]?.string ?? "")
    }
    for label in pull.labels ?? [] {
      self.label(label["name"]?.string ?? "", by: label["by"]?.string, at: label["at"]?.string ?? "")
    }
  }

  mutating func event(
    _ kind: String, by login: String?, at: String, _ further: [(String, Node)] = []
  ) {
    events.append(
      .object([("event", .string(kind)), ("actor", Forge.user(login)), ("created_at", .string(at))] + further))
  }

  mutating func label(_ name: String, by login: String?, at: String) {
    event("labeled", by: login, at: at, [("label", ["name": .string(name)])])
    if !labels.contains(name) { labels.append(name) }
  }

  mutating func removeLabel(_ name: String, by login: String?, at: String) {
    event("unlabeled", by: login, at: at, [("label", ["name": .string(name)])])
    labels.removeAll { $0 == name }
  }

  mutating func review(by login: String?, _ state: String, of commit: String?, at: String) {
    reviews.append([
      "id": .number(Number(reviews.count + 1)), "user": Forge.user(login), "state": .string(state),
      "commit_id": .orNull(commit), "submitted_at": .string(at),
    ])
  }

  /// Puts all of it on a server.
  func publish(on forge: Forge) {
    let repository = "/repos/acme/platform"
    forge.set(
      "\(repository)/pulls/\(number)",
      [
        "number": .number(Number(number)), "title": "Orders", "body": .null, "draft": false, "merged": false,
        "user": Forge.user(author), "labels": .array(labels.map { ["name": .string($0)] }),
        "base": ["ref": .string(base), "sha": .string(head), "repo": ["full_name": "acme/platform"]],
        "head": [
          "ref": .string(branch), "sha": .string(head),
          "repo": headRepository.map { ["full_name": .string($0)] } ?? .null,
        ],
      ])
    forge.set("\(repository)/git/ref/heads/\(base)", ["object": ["sha": .string(baseTip)]])
    if let headRepository {
      let query = "ref=refs%2Fheads%2F\(branch)&per_page=100"
      forge.set("/repos/\(headRepository)/activity?\(query)", .array(pushes.reversed()))
    }
    forge.set("\(repository)/issues/\(number)/events", .array(events))
    forge.set("\(repository)/pulls/\(number)/reviews", .array(reviews))
    forge.set("\(repository)/issues/\(number)/comments", [])
    forge.set("\(repository)/commits/\(head)/pulls", .array(others))
    forge.set(
      "\(repository)/compare/\(baseTip)...\(head)",
      ["total_commits": .number(Number(commits.count)), "commits": .array(commits)])
  }
}
