/// The name of an account at the code host; two that differ only in case are one.
package struct Login: Sendable, Hashable, CustomStringConvertible {
  /// The name as it was written.
  package let text: String

  private let folded: FoldedName

  package init(_ text: String) {
    self.text = text
    folded = FoldedName(text)
  }

  package static func == (left: Login, right: Login) -> Bool { left.folded == right.folded }

  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

  package var description: String { text }
}

/// A name that the code host compares without case: of an account, a team, a label or a repository.
///
/// Only ASCII letters fold, and bytes are compared: `String` lowers the Kelvin sign to a k, and finds the two equal even
/// without.
package struct FoldedName: Sendable, Hashable {
  private let bytes: [UInt8]

  package init(_ text: some StringProtocol) {
    bytes = text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
