import FlyingFox
import FlyingSocks

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A web server on loopback, in the process of the tests.
package struct WebServer: Sendable {
  /// A request as the server saw it.
  package struct Request: Sendable {
    package let method: String
    /// Path and query.
    package let target: String
    /// By names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]
  }

  package struct Answer: Sendable {
    package var status = 200
    package var headers: [String: String] = [:]
    package var body: [UInt8] = []

    /// How long the server thinks before it answers.
    package var delay: Duration = .zero

    /// Ends the connection when half of the body is sent.
    package var isCutOff = false

    package init(_ body: String = "", status: Int = 200, headers: [String: String] = [:]) {
      self.init(Array(body.utf8), status: status, headers: headers)
    }

    package init(_ body: [UInt8], status: Int = 200, headers: [String: String] = [:]) {
      (self.body, self.status, self.headers) = (body, status, headers)
    }
  }

  /// As `http://127.0.0.1:1234`.
  package let address: String
}

/// Starts a server, lends it, and stops it afterwards.
package func withWebServer<Result: Sendable>(
  _ answer: @escaping @Sendable (WebServer.Request) async -> WebServer.Answer,
  _ body: (WebServer) async throws -> Result
) async throws -> Result {
  let server = HTTPServer(
    address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled, handler: Handler(answer: answer))
  let running = Task { try await server.run() }
  defer { running.cancel() }
  try await server.waitUntilListening(timeout: 10)
  guard case .ip4(_, let port)? = await server.listeningAddress else { throw NotListening() }
  let result = try await body(WebServer(address: "http://127.0.0.1:\(port)"))
  await server.stop()
  return result
}

private struct NotListening: Error {}

private struct Handler: HTTPHandler {
  let answer: @Sendable (WebServer.Request) async -> WebServer.Answer

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    var headers: [String: String] = [:]
    for (header, value) in request.headers { headers[header.rawValue.lowercased()] = value }
    let answer = await answer(
      WebServer.Request(
        method: request.method.rawValue, target: request.target.rawValue, headers: headers,
        body: Array(try await request.bodyData)))
    if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
    let body =
      answer.isCutOff
      ? HTTPBodySequence(from: BrokenOff(bytes: answer.body), count: answer.body.count)
      : HTTPBodySequence(data: Data(answer.body))
    return HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: "Answer"),
      headers: HTTPHeaders(Dictionary(answer.headers.map { (HTTPHeader($0.key), $0.value) }) { $1 }), body: body)
  }
}

/// The first half of a body, and then an error, upon which the server closes the connection.
private struct BrokenOff: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: [UInt8]

  func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes[..<(bytes.count / 2)]) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var bytes: ArraySlice<UInt8>

    mutating func next() async throws -> UInt8? {
      guard let byte = bytes.popFirst() else { throw Broken() }
      return byte
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      guard !bytes.isEmpty else { throw Broken() }
      defer { bytes = bytes.dropFirst(count) }
      return bytes.prefix(count)
    }
  }

  struct Broken: Error {}
}
