/// The modes of table locks, each conflicting with at least what the ones before it conflict with (section 13.3.1).
enum LockMode: Int, Comparable, Sendable {
  case accessShare
  case rowShare
  case rowExclusive
  case shareUpdateExclusive
  case share
  case shareRowExclusive
  case exclusive
  case accessExclusive

  /// The mode as `LOCK TABLE` and `pg_locks` name it.
  var name: String {
    switch self {
    case .accessShare: "ACCESS SHARE"
    case .rowShare: "ROW SHARE"
    case .rowExclusive: "ROW EXCLUSIVE"
    case .shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE"
    case .share: "SHARE"
    case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
    case .exclusive: "EXCLUSIVE"
    case .accessExclusive: "ACCESS EXCLUSIVE"
    }
  }

  /// Whether writers have to wait for it.
  var blocksWrites: Bool { self >= .share }

  static func < (first: LockMode, second: LockMode) -> Bool { first.rawValue < second.rawValue }
}
