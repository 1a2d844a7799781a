import Dispatch
import HTTP
import Synchronization
import Testing
import WebServer

@Suite struct HTTPClientTests {
  @Test func `status, headers and body of an answer come back, and those of the request arrive`() async throws {
    try await withWebServer { request in
      WebServer.Answer(
        "\(request.method) \(request.target) \(request.headers["x-question"] ?? "") \(String(decoding: request.body, as: UTF8.self))",
        status: 418, headers: ["X-Answer": "42"])
    } _: { server in
      let response = try await Self.ask(
        server.address + "/a%20b?c=d", method: .post, headers: [("X-Question", "why")], body: Array("{}".utf8))
      #expect(String(decoding: response.body, as: UTF8.self) == "POST /a%20b?c=d why {}")
      #expect(response.status == 418)
      #expect(response.headers["x-answer"] == "42")
    }
  }

  @Test func `a redirection within a server carries the token, and one to another server does not`() async throws {
    let seen = Mutex<[String]>([])
    try await withWebServer { request in
      seen.withLock { $0.append("other: \(request.headers["authorization"] ?? "none")") }
      return WebServer.Answer("there")
    } _: { other in
      try await withWebServer { request in
        seen.withLock { $0.append("\(request.target): \(request.headers["authorization"] ?? "none")") }
        let target = request.target == "/start" ? "/middle" : other.address + "/end"
        return WebServer.Answer(status: 302, headers: ["Location": target])
      } _: { server in
        let response = try await Self.ask(server.address + "/start", authorization: "Bearer secret")
        #expect(String(decoding: response.body, as: UTF8.self) == "there")
      }
    }
    #expect(seen.withLock(\.self) == ["/start: Bearer secret", "/middle: Bearer secret", "other: none"])
  }

  @Test func `a POST is not sent on to where it is redirected`() async throws {
    try await withWebServer { _ in
      WebServer.Answer(status: 307, headers: ["Location": "/other"])
    } _: { server in
      let response = try await Self.ask(server.address, method: .post, body: [1])
      #expect(response.status == 307)
    }
  }

  @Test func `a server that redirects for ever is given up`() async throws {
    try await withWebServer { _ in
      WebServer.Answer(status: 302, headers: ["Location": "/again"])
    } _: { server in
      #expect(await Self.failure(server.address) == .tooManyRedirects)
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "dict://127.0.0.1/x"])
  func `a redirection to another scheme is refused`(target: String) async throws {
    try await withWebServer { _ in
      WebServer.Answer(status: 302, headers: ["Location": target])
    } _: { server in
      #expect(await Self.failure(server.address) == .unsupportedScheme)
    }
  }

  @Test func `an answer over the limit is refused, however it is packed`() async throws {
    try await withWebServer { _ in
      WebServer.Answer([UInt8](repeating: 0x20, count: 200_000))
    } _: { server in
      #expect(await Self.failure(server.address, sizeLimit: 100_000) == .tooLarge)
      let response = try await Self.ask(server.address, sizeLimit: 200_000)
      #expect(response.body.count == 200_000)
    }
  }

  @Test func `an answer that is cut off is no answer`() async throws {
    try await withWebServer { _ in
      var answer = WebServer.Answer("[1, 2, 3, 4, 5, 6, 7, 8]")
      answer.isCutOff = true
      return answer
    } _: { server in
      #expect(await Self.failure(server.address) == .cutOff)
    }
  }

  @Test func `a server that takes too long is not waited for`() async throws {
    try await withWebServer { _ in
      var answer = WebServer.Answer("late")
      answer.delay = .seconds(3600)
      return answer
    } _: { server in
      #expect(await Self.failure(server.address, timeout: .milliseconds(300)) == .timedOut)
    }
  }

  @Test func `a server that never ends its answer is not waited for`() async throws {
    try await withWebServer { _ in
      var answer = WebServer.Answer([UInt8](repeating: 0x20, count: 10_000))
      answer.drip = .milliseconds(10)
      return answer
    } _: { server in
      #expect(await Self.failure(server.address, timeout: .milliseconds(500)) == .timedOut)
    }
  }

  @Test func `a server that is not there is told by name`() async {
    #expect(await Self.failure("http://127.0.0.1:1/") == .cannotConnect)
    #expect(await Self.failure("http://nobody.invalid/") == .unknownHost)
  }

  @Test func `a request goes over the proxy that is given, and not for hosts that need none`() async throws {
    try await withWebServer { request in
      WebServer.Answer("by proxy: \(request.headers["host"] ?? "")")
    } _: { proxy in
      var connection = HTTPConnection(userAgent: "test")
      connection.proxy = proxy.address
      let request = HTTPRequest(.get, try WebAddress("http://forge.invalid/x"))
      let response = try await Self.ask(request, connection)
      #expect(String(decoding: response.body, as: UTF8.self) == "by proxy: forge.invalid")
      connection.withoutProxy = "forge.invalid"
      #expect(await Self.failure(request, connection) == .unknownHost)
    }
  }

  // MARK: Asking

  /// Asks on a thread of its own, however many others are busy.
  private static func ask(
    _ address: String, method: HTTPRequest.Method = .get, headers: [(String, String)] = [], body: [UInt8] = [],
    authorization: String? = nil, sizeLimit: Int = 1 << 20, timeout: Duration = .seconds(3600)
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method, try WebAddress(address), headers: HTTPHeaders(headers), body: body, authorization: authorization)
    return try await ask(request, HTTPConnection(userAgent: "test", sizeLimit: sizeLimit), timeout: timeout)
  }

  static func ask(
    _ request: HTTPRequest, _ connection: HTTPConnection, timeout: Duration = .seconds(3600)
  ) async throws -> HTTPResponse {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "web client").async {
        continuation.resume(
          with: Result { () throws(HTTPError) in
            try HTTPClient(connection).answer(to: request, within: timeout)
          }.mapError { $0 })
      }
    }
  }

  private static func failure(
    _ address: String, sizeLimit: Int = 1 << 20, timeout: Duration = .seconds(3600)
  ) async -> HTTPError.Code? {
    do throws(HTTPError) {
      let request = HTTPRequest(.get, try WebAddress(address))
      return await failure(request, HTTPConnection(userAgent: "test", sizeLimit: sizeLimit), timeout: timeout)
    } catch {
      return error.code
    }
  }

  static func failure(
    _ request: HTTPRequest, _ connection: HTTPConnection, timeout: Duration = .seconds(3600)
  ) async -> HTTPError.Code? {
    do {
      _ = try await ask(request, connection, timeout: timeout)
      return nil
    } catch {
      return (error as? HTTPError)?.code
    }
  }
}
