/// What is wrong with a text that has a tree all the same.
package struct DocumentDefect: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An object has a key twice: readers differ in which one counts (RFC 8259 §4); YAML 1.2.2 §3.2.1.3 forbids it.
    case duplicateKey
    /// A `\u` escape is half of a surrogate pair, which is no text (RFC 8259 §8.2); the tree holds U+FFFD.
    case loneSurrogate
    /// A YAML key is `<<`: YAML 1.1 readers merge there, YAML 1.2 knows an ordinary key.
    case mergeKey
  }

  package var kind: Kind
  package var message: String
  /// The bytes at fault; of a key that stands there twice the later.
  package var range: SourceRange
  /// Of a key that stands there twice the earlier.
  package var earlier: SourceRange?

  package init(_ kind: Kind, _ message: String, at range: SourceRange, earlier: SourceRange? = nil) {
    self.kind = kind
    self.message = message
    self.range = range
    self.earlier = earlier
  }
}
