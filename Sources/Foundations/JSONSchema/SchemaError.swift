package import Documents

/// Why a schema cannot be used.
package struct SchemaError: Error, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A keyword has a value that its draft does not allow.
    case malformed
    /// A `$ref` leads to a document that nobody gives.
    case missingDocument
    /// A `$ref` leads into a document, but to nothing there.
    case missingTarget
    /// `$schema` names a metaschema that nobody gives, or one of no draft that is known.
    case unknownDialect
    /// The metaschema requires a vocabulary that this engine does not have.
    case unknownVocabulary
    /// Two schemas of one document bear the same `$id` or anchor.
    case duplicateIdentifier
    /// A pattern is no regular expression of ECMA-262.
    case pattern
    /// A pattern is one, and this engine cannot match it.
    case unsupportedPattern
    /// The schema is larger than `SchemaLimits` allow.
    case limit
  }

  package let kind: Kind
  /// One sentence in lower case.
  package let message: String
  /// What to do about it.
  package let help: String?
  /// The URI under which the document was given.
  package let document: String
  /// The bytes at fault in it.
  package let range: SourceRange
  /// The way to the value at fault from the root of the document.
  package let pointer: JSONPointer

  package init(
    kind: Kind, message: String, help: String?, document: String, range: SourceRange, pointer: JSONPointer
  ) {
    self.kind = kind
    self.message = message
    self.help = help
    self.document = document
    self.range = range
    self.pointer = pointer
  }

  /// A schema that asks too much of whoever judges it.
  package init(limit message: String) {
    self.init(kind: .limit, message: message, help: nil, document: "", range: .none, pointer: JSONPointer())
  }

  /// The place and the message in one line.
  package var description: String { "\(document)#\(pointer): \(message)" + (help.map { "; \($0)" } ?? "") }
}

/// What a schema may cost before it is refused.
package struct SchemaLimits: Hashable, Sendable {
  /// How many documents references may draw in.
  package var documents: Int
  /// How many subschemas may be reached.
  package var subschemas: Int

  package init(documents: Int = 10_000, subschemas: Int = 2_000_000) {
    self.documents = documents
    self.subschemas = subschemas
  }
}
