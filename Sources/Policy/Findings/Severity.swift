/// How much a finding weighs: only an error fails a check.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  case error
  case warning
  case note

  /// Orders by weight, so that an error is the least element and sorts first.
  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
