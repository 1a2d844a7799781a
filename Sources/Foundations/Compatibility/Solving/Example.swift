internal import Documents

/// A value that was found, with equal items of an array kept once, so that long arrays cost no more than short ones.
indirect enum Example: Sendable {
  case scalar(Node)
  case array([Run])
  case object([(name: Text, value: Example)])

  /// Equal items one after the other.
  struct Run: Sendable {
    var item: Example
    var count: Int
  }

  init(_ node: Node) {
    switch node.content {
    case .array(let items): self = .array(items.map { Run(item: Example($0), count: 1) })
    case .object(let members): self = .object(members.map { (Text($0.key), Example($0.value)) })
    default: self = .scalar(node)
    }
  }

  /// How many values and names there are inside.
  var size: Int {
    switch self {
    case .scalar: 1
    case .array(let runs): runs.reduce(1) { Self.sum($0, Self.product($1.count, $1.item.size)) }
    case .object(let members): members.reduce(1) { Self.sum($0, Self.sum(1, $1.value.size)) }
    }
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    one.addingReportingOverflow(other).overflow ? .max : one + other
  }

  private static func product(_ one: Int, _ other: Int) -> Int {
    one.multipliedReportingOverflow(by: other).overflow ? .max : one * other
  }

  /// The value as a document; nil when it would be very large.
  var document: Node? { size <= Self.largest ? written : nil }

  private static let largest = 4_000_000

  private var written: Node {
    if case .scalar(let node) = self { return node }
    var builder = NodeBuilder()
    write(into: &builder)
    return builder.finish()
  }

  private func write(into builder: inout NodeBuilder) {
    switch self {
    case .scalar(let node): builder.append(node)
    case .array(let runs):
      builder.appendArray(count: runs.reduce(0) { $0 + $1.count }) { builder in
        for run in runs where run.count > 0 { builder.appendRepeated(run.count) { run.item.write(into: &$0) } }
      }
    case .object(let members):
      builder.appendObject(count: members.count) { builder in
        for member in members {
          builder.appendKey(member.name.utf8)
          member.value.write(into: &builder)
        }
      }
    }
  }

  var kinds: ValueKinds {
    switch self {
    case .scalar(let node): ValueKinds(of: node)
    case .array: .array
    case .object: .object
    }
  }
}
