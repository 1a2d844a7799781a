internal import Calendars
internal import HTTP

/// Whether and when a request that was turned down is made again.
struct Retry {
  /// `nil` where the server does not say.
  private let asked: Duration?

  /// Reads an answer: a server error passes, and so does a limit of GitHub ("Rate limits for the REST API").
  ///
  /// Returns `nil` for an answer that stays the same however often it is asked for.
  init?(_ response: HTTPResponse, serverTime: Instant?) {
    let after = response.headers["Retry-After"].flatMap { Int($0) }.map { Duration.seconds(max(0, $0)) }
    switch response.status {
    case 500...599: asked = after
    case 403, 429:
      if let after {
        asked = after
      } else if response.headers["X-RateLimit-Remaining"] == "0",
        let reset = response.headers["X-RateLimit-Reset"].flatMap({ Int($0) }), let serverTime
      {
        asked = .seconds(max(1, reset - serverTime.secondsSince1970 + 1))
      } else if response.status == 429
        || String(decoding: response.body.prefix(2000), as: UTF8.self).lowercased().contains("secondary rate limit")
      {
        // Where the answer names no time, at least a minute is asked for.
        asked = .seconds(60)
      } else {
        return nil
      }
    default: return nil
    }
  }

  func wait(otherwise backoff: Duration) -> Duration { asked ?? backoff }

  /// Half a second, and twice as much each time, give or take a half.
  static func backoff(_ attempt: Int, jitter: Double) -> Duration {
    .milliseconds(Int(500 * Double(1 << attempt) * (0.5 + jitter)))
  }
}
