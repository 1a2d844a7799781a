internal import Documents

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

  /// Whether a text occurs in the tree, which has names and constants as they are once quotes and escapes are gone.
  func mentions(_ text: String) -> Bool {
    let sought = Array(text.utf8)
    let bytes = bytes
    let span = bytes.span
    var offset = 0
    while let start = span.firstOffset(of: sought[0], from: offset), start + sought.count <= bytes.count {
      if bytes[start..<start + sought.count].elementsEqual(sought) { return true }
      offset = start + 1
    }
    return false
  }
}
