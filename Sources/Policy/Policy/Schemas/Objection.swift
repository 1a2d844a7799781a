package import Documents

/// One thing that a schema has against a document, in words.
package struct Objection: Sendable, Equatable {
  /// One sentence in lower case that says what is there and what was expected.
  package var message: String

  /// What may have been meant, or what is known.
  package var help: String?

  /// The value, or the key where the key is what is wrong.
  package let range: SourceRange

  /// The way to the value, or to the value of the key.
  package let pointer: JSONPointer

  /// The word that was found where only some are allowed: a key, or a text.
  package let word: String?

  /// Whether it is a key that is wrong, and not its value.
  package let isOfKey: Bool

  init(
    message: String, help: String? = nil, range: SourceRange, pointer: JSONPointer, word: String? = nil,
    isOfKey: Bool = false
  ) {
    self.message = message
    self.help = help
    self.range = range
    self.pointer = pointer
    self.word = word
    self.isOfKey = isOfKey
  }

  /// An objection to a document as a whole.
  init(message: String, at root: Node) {
    self.init(message: message, range: root.range, pointer: JSONPointer())
  }
}
