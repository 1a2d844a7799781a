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

  /// The answer that was kept for a request.
  func exchange(for request: HTTPRequest) throws(HTTPError) -> HTTPResponse? {
    guard let bytes = try load(Self.name(of: request)) else { return nil }
    let problem = HTTPError(.malformedAnswer, "the recording \(Self.name(of: request)) cannot be read")
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(SourceText(bytes))
    } catch {
      throw problem
    }
    guard let status = document.root["status"]?.number?.int, let body = document.root["body"]?.string else {
      throw problem
    }
    var headers = HTTPHeaders()
    for member in document.root["headers"]?.object.map(Array.init) ?? [] {
      headers.append(member.key, member.value.string ?? "")
    }
    return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
  }

  /// Keeps an answer, with the few headers that are read, in place of an earlier one.
  func keep(_ response: HTTPResponse, for request: HTTPRequest) throws(HTTPError) {
    let headers = Self.headers.compactMap { name in response.headers[name].map { (name, Node.string($0)) } }
    let node: Node = .object([
      ("request", .string("\(request.method.rawValue) \(Self.target(of: request))")),
      ("status", .number(Number(response.status))), ("headers", .object(headers)),
      ("body", .string(String(decoding: response.body, as: UTF8.self))),
    ])
    try save(Self.name(of: request), secrets.covering(node.jsonBytes(pretty: true)))
  }

  private static let headers = [
    "Date", "ETag", "Link", "Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset",
  ]

  private static func target(of request: HTTPRequest) -> String {
    request.address.path + (request.address.query.map { "?\($0)" } ?? "")
  }

  private static func name(of request: HTTPRequest) -> String {
    let line = "\(request.method.rawValue) \(target(of: request)) \(request.headers["Accept"] ?? "")\n"
    return Digest.sha256(of: Array(line.utf8) + request.body).hexadecimal.prefix(32) + ".json"
  }
}

/// Answers by another transport, and keeps what was answered last to each request.
package struct RecordingTransport: Transport {
  let transport: any Transport
  let store: ExchangeStore

  package init(_ transport: any Transport, in store: ExchangeStore) {
    self.transport = transport
    self.store = store
  }

  package func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse {
    let response = try transport.answer(to: request, within: timeout)
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
    guard let response = try store.exchange(for: request) else {
      throw HTTPError(.notRecorded, "the recording has no answer to \(request.method.rawValue) \(request.address.path)")
    }
    return response
  }
}
