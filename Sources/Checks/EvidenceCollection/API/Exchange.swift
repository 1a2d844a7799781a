internal import Documents
package import HTTP

/// Requests with their answers in files, one each: a recording, or a cache.
///
/// The files themselves are the business of who makes one.
package struct ExchangeStore {
  private let load: (String) throws(HTTPError) -> [UInt8]?
  private let save: (String, [UInt8]) throws(HTTPError) -> Void
  private let secrets: Secrets

  /// - Parameters:
  ///   - secrets: what is covered before it is saved.
  ///   - load: the bytes of a file by its name, `nil` where there is none.
  ///   - save: writes a file.
  package init(
    covering secrets: Secrets, load: @escaping (String) throws(HTTPError) -> [UInt8]?,
    save: @escaping (String, [UInt8]) throws(HTTPError) -> Void
  ) {
    self.secrets = secrets
    self.load = load
    self.save = save
  }

  /// The answer that was kept for a request; `nil` where there is none, or a failure.
  func response(to request: HTTPRequest) throws(HTTPError) -> HTTPResponse? {
    if case .success(let response)? = try outcome(of: request) { response } else { nil }
  }

  /// The answer that was kept for a request, or how it failed.
  func outcome(of request: HTTPRequest) throws(HTTPError) -> Result<HTTPResponse, HTTPError>? {
    guard let bytes = try load(Self.name(of: request)) else { return nil }
    let problem = HTTPError(.malformedAnswer, "the recording \(Self.name(of: request)) cannot be read")
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(SourceText(bytes))
    } catch {
      throw problem
    }
    if let failure = document.root["failure"] {
      guard let code = failure["code"]?.string.flatMap(HTTPError.Code.init(rawValue:)),
        let message = failure["message"]?.string
      else { throw problem }
      return .failure(HTTPError(code, message))
    }
    guard let status = document.root["status"]?.number?.int, let body = document.root["body"]?.string else {
      throw problem
    }
    var headers = HTTPHeaders()
    for member in document.root["headers"]?.object.map(Array.init) ?? [] {
      headers.append(member.key, member.value.string ?? "")
    }
    return .success(HTTPResponse(status: status, headers: headers, body: Array(body.utf8)))
  }

  /// Keeps an answer, with the few headers that are read, in place of an earlier one.
  func keep(_ response: HTTPResponse, for request: HTTPRequest) throws(HTTPError) {
    let headers = Self.headers.compactMap { name in response.headers[name].map { (name, Node.string($0)) } }
    try keep(
      [
        ("status", .number(Number(response.status))), ("headers", .object(headers)),
        ("body", .string(String(decoding: response.body, as: UTF8.self))),
      ], for: request)
  }

  /// Keeps how a request failed, in place of an earlier answer.
  func keep(_ failure: HTTPError, for request: HTTPRequest) throws(HTTPError) {
    try keep(
      [("failure", ["code": .string(failure.code.rawValue), "message": .string(failure.message)])], for: request)
  }

  private func keep(_ members: [(String, Node)], for request: HTTPRequest) throws(HTTPError) {
    let line = Node.string("\(request.method.rawValue) \(request.address.text)")
    try save(
      Self.name(of: request), secrets.covering(Node.object([("request", line)] + members).jsonBytes(pretty: true)))
  }

  private static let headers = [
    "Date", "ETag", "Link", "Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset",
  ]

  private static func name(of request: HTTPRequest) -> String {
    let line = "\(request.method.rawValue) \(request.address.text) \(request.headers["Accept"] ?? "")\n"
    return Digest.sha256(of: Array(line.utf8) + request.body).hexadecimal.prefix(32) + ".json"
  }
}

/// Answers by another transport, and keeps what was answered last to each request, or how it failed.
package struct RecordingTransport: Transport {
  let transport: any Transport
  let store: ExchangeStore

  package init(_ transport: any Transport, in store: ExchangeStore) {
    self.transport = transport
    self.store = store
  }

  package func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try transport.answer(to: request, within: timeout)
    } catch {
      try store.keep(error, for: request)
      throw error
    }
    try store.keep(response, for: request)
    return response
  }
}

/// Answers from a recording, and asks nobody.
package struct ReplayingTransport: Transport {
  let store: ExchangeStore

  package init(of store: ExchangeStore) {
    self.store = store
  }

  package func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse {
    guard let outcome = try store.outcome(of: request) else {
      throw HTTPError(.notRecorded, "the recording has no answer to \(request.method.rawValue) \(request.address.path)")
    }
    return try outcome.get()
  }
}
