/// The tree of one statement as the parser packed it.
final class SQLTree: Sendable {
  let bytes: [UInt8]

  /// Where the statement begins in its file: what the nodes' places are relative to.
  let start: Int

  init(_ bytes: [UInt8], start: Int) {
    self.bytes = bytes
    self.start = start
  }

  /// The node of the statement; `nil` where the text had none.
  var statement: SQLNode? {
    SQLNode(self, .parseResult, 0..<bytes.count).nodes("stmts").first?.node("stmt")
  }
}
