internal import Calendars
internal import Documents
package import HTTP

/// The interface of a GitHub server: REST ("GitHub REST API documentation", version 2022-11-28) and GraphQL.
package final class GitHubAPI {
  /// Where the interface is: `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server.
  package let root: WebAddress

  private let token: Token?
  private let teamToken: Token?
  private let transport: any Transport
  private let pace: Pace
  private let cache: ExchangeStore?
  private let tell: (String) -> Void

  /// The server's clock at its last answer.
  private(set) var serverTime: Instant?

  /// - Parameters:
  ///   - root: where the interface is.
  ///   - token: what all but teams is read with.
  ///   - teamToken: what teams are read with, and nothing else; `token` where there is none.
  ///   - transport: what answers.
  ///   - pace: how time passes, and how much of it there is.
  ///   - cache: earlier answers, of which the server is asked whether they still hold.
  ///   - tell: what takes word of a request that is made again, and of how long that waits.
  /// - Throws: `CollectionProblem` where a token would go where others can read along.
  package init(
    _ root: WebAddress, token: Token?, teamToken: Token? = nil, over transport: any Transport, _ pace: Pace,
    cache: ExchangeStore? = nil, tell: @escaping (String) -> Void = { _ in }
  ) throws(CollectionProblem) {
    guard root.origin.isPrivate || token == nil && teamToken == nil else {
      throw CollectionProblem("a token is not sent to \(root.origin): it could be read on the way; use https")
    }
    self.root = root
    self.token = token
    self.teamToken = teamToken
    self.transport = transport
    self.pace = pace
    self.cache = cache
    self.tell = tell
  }

  /// Which token a request is made with.
  enum Right {
    case repository
    case teams
  }

  /// Gets one document.
  func get(_ path: String, _ query: [(String, String)] = [], with right: Right = .repository)
    async throws(CollectionProblem) -> Answer
  {
    let response = try await answer(to: try request(path, query, with: right), named: "GET \(path)")
    return try Answer(response.body, path: path)
  }

  /// Gets a file as it is.
  func raw(_ path: String, _ query: [(String, String)] = []) async throws(CollectionProblem) -> [UInt8] {
    let request = try request(path, query, with: .repository, accept: "application/vnd.github.raw+json")
    return try await answer(to: request, named: "GET \(path)").body
  }

  /// Gets a file that is no text, which no cache keeps.
  func file(_ path: String) async throws(CollectionProblem) -> [UInt8] {
    try await answer(to: try request(path, [], with: .repository), named: "GET \(path)", isKept: false).body
  }

  /// Gets a list with all of its pages; `key` names the list where it stands in an object.
  ///
  /// - Throws: `CollectionProblem` also where there are more pages than are read.
  func list(
    _ path: String, _ query: [(String, String)] = [], in key: String? = nil, with right: Right = .repository,
    pages: Int = pageLimit
  ) async throws(CollectionProblem) -> [Answer] {
    var elements: [Answer] = []
    var request = try request(path, query + [("per_page", "100")], with: right)
    for _ in 0..<pages {
      let response = try await answer(to: request, named: "GET \(path)")
      let page = try Answer(response.body, path: path)
      elements += try (key.map { page[$0] } ?? page).elements
      guard let next = response.headers.link("next") else { return elements }
      request = try self.request(next, following: request)
    }
    throw CollectionProblem("\(path) has more than \(pages) pages")
  }

  /// Asks GraphQL, and returns what stands under `data`.
  func graphQL(_ query: String, _ variables: [(String, Node)]) async throws(CollectionProblem) -> Answer {
    let body: Node = .object([("query", .string(query)), ("variables", .object(variables))])
    let enterprise = "/api/v3"
    var root = root.text
    while root.hasSuffix("/") { root.removeLast() }
    let address = root.hasSuffix(enterprise) ? root.dropLast(enterprise.count) + "/api/graphql" : root + "/graphql"
    let request = HTTPRequest(
      .post, try self.address(String(address)), headers: headers(), body: body.jsonBytes(),
      authorization: authorization(.repository))
    let answer = try Answer(try await answer(to: request, named: "GraphQL").body, path: "GraphQL")
    // An error may leave a part of the data out, and which part is nobody's guess.
    if !answer["errors"].isAbsent {
      throw CollectionProblem("GraphQL: \(answer.errors.first?["message"].string ?? "an error without a message")")
    }
    return answer["data"]
  }

  /// How many pages of a list are read, of a hundred entries each.
  static let pageLimit = 30

  // MARK: Requests

  private func request(
    _ path: String, _ query: [(String, String)], with right: Right, accept: String = "application/vnd.github+json"
  ) throws(CollectionProblem) -> HTTPRequest {
    var root = root.text
    while root.hasSuffix("/") { root.removeLast() }
    let pairs = query.map { "\($0)=\(WebAddress.encoded($1))" }.joined(separator: "&")
    return HTTPRequest(
      .get, try address(root + path + (pairs.isEmpty ? "" : "?\(pairs)")), headers: headers(accept: accept),
      authorization: authorization(right))
  }

  /// The request for a next page: only of the same server, since it carries the token.
  private func request(_ next: String, following last: HTTPRequest) throws(CollectionProblem) -> HTTPRequest {
    let address = try address(next)
    guard address.origin == root.origin else {
      throw CollectionProblem("the next page of \(last.address.path) is at \(address.origin), which is another server")
    }
    return HTTPRequest(.get, address, headers: last.headers, authorization: last.authorization)
  }

  private func address(_ text: String) throws(CollectionProblem) -> WebAddress {
    do throws(HTTPError) {
      return try WebAddress(text)
    } catch {
      throw CollectionProblem(error.message)
    }
  }

  private func headers(accept: String = "application/vnd.github+json") -> HTTPHeaders {
    HTTPHeaders([("Accept", accept), ("X-GitHub-Api-Version", "2022-11-28")])
  }

  private func authorization(_ right: Right) -> String? {
    (right == .teams ? teamToken ?? token : token).map { "Bearer \($0.text)" }
  }

  // MARK: Answers

  /// Asks until there is an answer, as long as it makes sense and there is time.
  private func answer(
    to request: HTTPRequest, named name: String, isKept: Bool = true
  ) async throws(CollectionProblem) -> HTTPResponse {
    var last = CollectionProblem("\(name): there was no time left to ask")
    for attempt in 0..<Self.attempts {
      guard pace.left > .zero else { throw last }
      var wait = Retry.backoff(attempt, jitter: pace.jitter())
      switch outcome(of: request, isKept) {
      case .success(let response):
        let retry = Retry(response, to: request.method, serverTime: serverTime)
        if retry == nil, (200..<300).contains(response.status) { return response }
        last = CollectionProblem(Self.reason(name, response), status: response.status)
        guard let retry else { throw last }
        wait = retry.wait(otherwise: wait)
      case .failure(let error):
        last = CollectionProblem("\(name): \(error.message)")
        guard error.isPassing else { throw last }
      }
      guard wait < pace.left else {
        throw CollectionProblem(
          "\(last.reason); asking again makes sense in \(wait.components.seconds) s, which is too late",
          status: last.status)
      }
      guard attempt + 1 < Self.attempts else { break }
      tell("\(last.reason); asking again in \(wait.inSeconds) s (\(attempt + 2) of \(Self.attempts))")
      await pace.pause(wait)
    }
    throw CollectionProblem("\(last.reason), \(Self.attempts) times", status: last.status)
  }

  private func outcome(of request: HTTPRequest, _ isKept: Bool) -> Result<HTTPResponse, HTTPError> {
    Result { () throws(HTTPError) in try ask(request, isKept ? self.cache : nil) }
  }

  private func ask(_ request: HTTPRequest, _ cache: ExchangeStore?) throws(HTTPError) -> HTTPResponse {
    let known = try cache?.response(to: request)
    let tag = known.flatMap { $0.status == 200 ? $0.headers["ETag"] : nil }
    var headers = request.headers
    if let tag { headers.append("If-None-Match", tag) }
    let response = try transport.answer(
      to: HTTPRequest(
        request.method, request.address, headers: headers, body: request.body, authorization: request.authorization),
      within: min(pace.left, Self.patience))
    if let date = response.headers["Date"].flatMap({ Instant(httpDate: $0) }) { serverTime = date }
    if response.status == 304, let known { return known }
    if response.status == 200 { try cache?.keep(response, for: request) }
    return response
  }

  private static func reason(_ name: String, _ response: HTTPResponse) -> String {
    var message: String?
    do throws(CollectionProblem) {
      let answer = try Answer(response.body, path: name)
      message = answer["message"].string ?? answer.errors.first?["message"].string
    } catch {
      message = nil
    }
    let words = message.map { ": \($0.prefix(200))" } ?? ""
    return "\(name): \(response.status)\(words)"
  }

  private static let attempts = 5

  /// How long one answer may take.
  private static let patience = Duration.seconds(30)
}

extension Duration {
  /// The time as seconds with one digit behind the point.
  fileprivate var inSeconds: String {
    let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
