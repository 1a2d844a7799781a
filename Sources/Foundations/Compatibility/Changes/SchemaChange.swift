package import Documents

/// One difference between two versions of a schema.
package struct SchemaChange: Sendable {
  /// What changed, and in which way: `property-removed`, `type-narrowed`; see `SchemaChangeCode`.
  package let code: String
  /// The way to the keyword in the new schema, or in the old one where it is gone, from the root of its document.
  package let pointer: JSONPointer
  package let breaks: BrokenSide
  /// Nil for what is new.
  package let old: ChangedPlace?
  /// Nil for what is gone.
  package let new: ChangedPlace?
}

/// Who does not understand whom after a change.
package enum BrokenSide: String, Sendable {
  /// Writers that still use the old schema: the new one refuses something that they send.
  case writers
  /// Readers that still use the old schema: it refuses something that the new one accepts.
  case readers
  case both
  case neither
  /// It was not found out.
  case unknown
}

/// The keyword of a change in one of the documents.
package struct ChangedPlace: Sendable {
  /// The URI of the document.
  package let document: String
  package let pointer: JSONPointer
  package let range: SourceRange
  /// The bytes of the document, where it was read from a file.
  package let source: [UInt8]
  package let value: Node

  package var position: SourcePosition { SourceText(source).position(at: Int(range.start)) }
}
