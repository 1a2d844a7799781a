/// Estimates from tokens alone how deep the tree of a statement can become; never less than it is.
///
/// A token opens at most one level, and a comma closes those that were opened since the last comma within the same
/// parentheses; but a `UNION` holds all of the queries before it, whatever commas they have.
struct SQLNesting {
  /// The tokens that count, over all parentheses that are open.
  private(set) var depth = 0

  private var parentheses: [Level] = []
  private var level = Level()
  /// Parentheses beyond those that are kept, once there are too many to matter.
  private var uncounted = 0

  /// What stands between two parentheses.
  private struct Level {
    var sinceComma = 0
    var setOperations = 0
    var total: Int { sinceComma + setOperations }
  }

  /// Far above any limit, so that a text of nothing but parentheses takes little memory.
  private static let levelLimit = 100_000

  var isAtTop: Bool { parentheses.isEmpty && uncounted == 0 }

  mutating func take(_ token: SQLToken, of bytes: [UInt8]) {
    switch token.kind {
    case .symbol(UInt8(ascii: "(")), .symbol(UInt8(ascii: "[")):
      count()
      open()
    case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "]")): close()
    case .symbol(SQLByte.comma):
      depth -= level.sinceComma
      level.sinceComma = 0
    case .symbol(SQLByte.semicolon):
      depth -= level.total
      level = Level()
    case .word where SQLWord.isOne(of: ["union", "intersect", "except"], token, of: bytes):
      level.setOperations += 1
      depth += 1
    default: count()
    }
  }

  private mutating func count() {
    level.sinceComma += 1
    depth += 1
  }

  private mutating func open() {
    guard parentheses.count < Self.levelLimit else {
      uncounted += 1
      return
    }
    parentheses.append(level)
    level = Level()
  }

  private mutating func close() {
    guard uncounted == 0 else {
      uncounted -= 1
      return
    }
    guard let outer = parentheses.popLast() else { return }
    depth -= level.total
    level = outer
  }
}
