internal import Calendars
internal import HTTP

/// Whether and when a request that was turned down is made again.
struct Retry {
  /// `nil` where the server does not say.
  private let asked: Duration?

  /// Reads an answer: a server error passes, and so does a limit of GitHub ("Rate limits for the REST API").
  ///
  /// Returns `nil` for an answer that stays the same however often it is asked for.
  init?(_ response: HTTPResponse, to method: HTTPRequest.Method, serverTime: Instant?) {
    let after = response.headers["Retry-After"].flatMap { Int($0) }.map { Duration.seconds(max(0, $0)) }
    let isLimited: Bool
    switch response.status {
    case 500...599:
      asked = after
      return
    case 429: isLimited = true
    case 403:
      let words = String(decoding: response.body.prefix(2000), as: UTF8.self).lowercased()
      isLimited = after != nil || Self.isUsedUp(response) || words.contains("secondary rate limit")
    // GraphQL tells it in a document that is otherwise an answer.
    case 200: isLimited = method == .post && Self.tellsLimit(response.body)
    default: isLimited = false
    }
    guard isLimited else { return nil }
    if let after {
      asked = after
    } else if Self.isUsedUp(response), let reset = response.headers["X-RateLimit-Reset"].flatMap({ Int($0) }),
      let serverTime
    {
      asked = .seconds(max(1, reset - serverTime.secondsSince1970 + 1))
    } else {
      // Where the answer names no time, at least a minute is asked for.
      asked = .seconds(60)
    }
  }

  private static func isUsedUp(_ response: HTTPResponse) -> Bool { response.headers["X-RateLimit-Remaining"] == "0" }

  private static func tellsLimit(_ body: [UInt8]) -> Bool {
    do throws(CollectionProblem) {
      return try Answer(body, path: "GraphQL").errors.contains { $0["type"].string == "RATE_LIMITED" }
    } catch {
      return false
    }
  }

  func wait(otherwise backoff: Duration) -> Duration { asked ?? backoff }

  /// Half a second, and twice as much each time, give or take a half.
  static func backoff(_ attempt: Int, jitter: Double) -> Duration {
    .milliseconds(Int(500 * Double(1 << attempt) * (0.5 + jitter)))
  }
}
