/// Why there is no answer.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  package enum Code: String, Hashable, Sendable {
    /// A URL that is none, or that has a name and password in it.
    case malformedAddress
    /// A scheme that is neither `http` nor `https`.
    case unsupportedScheme
    /// No address is known for the host, or for the proxy.
    case unknownHost
    /// Nobody listens there.
    case cannotConnect
    /// The connection was closed before the answer was whole.
    case cutOff
    /// The answer was not whole in time.
    case timedOut
    /// The answer is longer than the limit.
    case tooLarge
    /// The certificate of the server is not one to trust, or TLS could not be agreed on.
    case untrusted
    /// What came is no answer of HTTP.
    case malformedAnswer
    /// One redirection after the other.
    case tooManyRedirects
    /// A recording has no such answer.
    case notRecorded
    case outOfMemory
    /// libcurl reports a failure that has no code of its own here.
    case unexpected
  }

  package let code: Code

  /// What failed, in one sentence without a full stop at its end; no secret is in it.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Whether the same request may well be answered a little later.
  package var isPassing: Bool {
    switch code {
    case .unknownHost, .cannotConnect, .cutOff, .timedOut: true
    default: false
    }
  }

  package var description: String { message }
}
