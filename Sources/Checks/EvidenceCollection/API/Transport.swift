package import HTTP

/// What answers requests: a web server, or a recording of one.
package protocol Transport {
  /// Answers a request, and takes no longer than it may.
  func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse
}

extension HTTPClient: Transport {}

/// Time, as the program that collects has it.
package struct Pace {
  /// How much time has passed since the collection began.
  package let elapsed: () -> Duration

  /// Waits.
  package let pause: (Duration) async -> Void

  /// A random number from 0 to 1, so that several who wait do not all come back at once.
  package let jitter: () -> Double

  /// How long the whole collection may take.
  package let limit: Duration

  package init(
    limit: Duration, elapsed: @escaping () -> Duration, pause: @escaping (Duration) async -> Void,
    jitter: @escaping () -> Double
  ) {
    self.limit = limit
    self.elapsed = elapsed
    self.pause = pause
    self.jitter = jitter
  }

  var left: Duration { limit - elapsed() }
}

/// Why something could not be read.
package struct CollectionProblem: Error, Sendable, CustomStringConvertible {
  /// The status code of the answer, where there was one.
  let status: Int?
  package let reason: String

  package init(_ reason: String, status: Int? = nil) {
    self.status = status
    self.reason = reason
  }

  package var description: String { reason }
}
