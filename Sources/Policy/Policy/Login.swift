/// The name of an account at the forge; two that differ only in case are one.
package struct Login: Sendable, Hashable, CustomStringConvertible {
  /// The name as somebody wrote it.
  package let text: String

  private let folded: String

  package init(_ text: String) {
    self.text = text
    folded = text.lowercased()
  }

  package static func == (left: Login, right: Login) -> Bool { left.folded == right.folded }

  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

  package var description: String { text }
}
