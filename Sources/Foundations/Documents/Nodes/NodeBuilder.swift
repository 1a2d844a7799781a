/// Writes one value of any size in one pass, where nested literals would copy it once for each level.
package struct NodeBuilder {
  private var tape = TapeBuilder()

  package init() {}

  /// Appends a copy of a value.
  package mutating func append(_ node: Node) { tape.append(copyOf: node) }

  /// Appends an array of so many items as the body appends.
  package mutating func appendArray(count: Int, _ body: (inout NodeBuilder) -> Void) {
    let start = tape.count
    tape.append(Entry(.array, range: .none))
    body(&self)
    tape.closeArray(at: start, count: count, end: 0)
  }

  /// Appends an object; the body appends so many keys, each with a value behind it.
  package mutating func appendObject(count: Int, _ body: (inout NodeBuilder) -> Void) {
    let start = tape.count
    tape.append(Entry(.object, range: .none))
    body(&self)
    tape.closeObject(at: start, count: count, end: 0)
  }

  package mutating func appendKey(_ utf8: [UInt8]) { tape.append(.string, text: utf8, range: .none) }

  /// Appends the value that the body appends so many times, of which there is at least one.
  package mutating func appendRepeated(_ count: Int, _ body: (inout NodeBuilder) -> Void) {
    let start = tape.count
    body(&self)
    for _ in 1..<max(1, count) { tape.appendCopy(of: start, range: .none) }
  }

  /// Hands out the value; the builder is spent.
  package consuming func finish() -> Node { Node(tape: tape.finish(), index: 0) }
}
