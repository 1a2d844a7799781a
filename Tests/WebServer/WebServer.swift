import Dispatch
import Synchronization

/// A web server on loopback, in the process of the tests (HTTP/1.1 as far as a client of a test needs it).
///
/// It has threads of its own: tests that keep all those of Swift's concurrency busy do not keep it waiting.
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

    /// How long the server waits before each further byte of the body.
    package var drip: Duration = .zero

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
package func withWebServer<Result>(
  _ answer: @escaping @Sendable (WebServer.Request) -> WebServer.Answer, _ body: (WebServer) async throws -> Result
) async throws -> Result {
  let (listener, port) = try Socket.listening()
  let server = Running(answer: answer)
  defer { server.stop() }
  server.serve(listener)
  return try await body(WebServer(address: "http://127.0.0.1:\(port)"))
}

/// A server until it is stopped.
private final class Running: Sendable {
  private let answer: @Sendable (WebServer.Request) -> WebServer.Answer
  private let isStopped = Mutex(false)

  init(answer: @escaping @Sendable (WebServer.Request) -> WebServer.Answer) {
    self.answer = answer
  }

  func stop() { isStopped.withLock { $0 = true } }

  private var isRunning: Bool { !isStopped.withLock(\.self) }

  /// Accepts connections on a thread of its own, and gives each one of its own.
  func serve(_ listener: Socket) {
    // A queue that is not concurrent gets a thread however many others are busy.
    DispatchQueue(label: "web server").async { [self] in
      defer { listener.close() }
      while isRunning {
        guard listener.isReadable(), let connection = listener.accepted() else { continue }
        DispatchQueue(label: "web server connection").async { [self] in
          defer { connection.close() }
          answerAll(on: connection)
        }
      }
    }
  }

  private func answerAll(on connection: Socket) {
    var bytes: [UInt8] = []
    while isRunning {
      if let (request, rest) = WebServer.Request.parse(bytes) {
        bytes = rest
        guard send(answer(request), on: connection) else { return }
      } else if connection.isReadable() {
        let received = connection.received()
        guard !received.isEmpty else { return }
        bytes += received
      }
    }
  }

  /// Sends an answer; false where the connection is to end.
  private func send(_ answer: WebServer.Answer, on connection: Socket) -> Bool {
    guard pause(answer.delay) else { return false }
    var head = "HTTP/1.1 \(answer.status) Answer\r\nContent-Length: \(answer.body.count)\r\n"
    for header in answer.headers { head += "\(header.key): \(header.value)\r\n" }
    guard connection.send(Array((head + "\r\n").utf8)) else { return false }
    if answer.drip > .zero {
      for byte in answer.body { guard connection.send([byte]), pause(answer.drip) else { return false } }
      return true
    }
    let isSent = connection.send(Array(answer.body.prefix(answer.isCutOff ? answer.body.count / 2 : answer.body.count)))
    return isSent && !answer.isCutOff
  }

  /// Waits in short steps; false where the server was stopped meanwhile.
  private func pause(_ duration: Duration) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + duration
    while isRunning, clock.now < end { Socket.sleep() }
    return isRunning
  }
}

extension WebServer.Request {
  /// The first request of some bytes, and what is behind it; `nil` while it is not whole (RFC 9112, section 2.1).
  static func parse(_ bytes: [UInt8]) -> (request: WebServer.Request, rest: [UInt8])? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").map(String.init)
    let words = lines.first?.split(separator: " ").map(String.init) ?? []
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
      if parts.count == 2 { headers[parts[0].lowercased()] = parts[1] }
    }
    let body = bytes[end.upperBound...]
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    guard body.count >= length else { return nil }
    let request = WebServer.Request(
      method: words[0], target: words[1], headers: headers, body: Array(body.prefix(length)))
    return (request, Array(body.dropFirst(length)))
  }
}
