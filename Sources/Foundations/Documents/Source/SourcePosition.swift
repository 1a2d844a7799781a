/// A place as editors name it: line and column, both from 1.
package struct SourcePosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The line, from 1; LF, CRLF and CR each end one.
  package var line: Int
  /// The column, from 1, in Unicode scalars; each byte that is not UTF-8 counts as one, a byte order mark as none.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }

  package var description: String { "\(line):\(column)" }
}
