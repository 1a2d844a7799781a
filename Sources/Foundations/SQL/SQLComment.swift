package import Documents

/// A comment of a text (section 4.1.5, "Comments").
package struct SQLComment: Hashable, Sendable {
  /// Where it stands in the file, its `--` or `/* */` included and the end of the line not.
  package let range: SourceRange

  /// Whether it begins with `--`.
  package let isLine: Bool

  /// Whether it stands within a statement rather than between two.
  package let isInStatement: Bool
}
