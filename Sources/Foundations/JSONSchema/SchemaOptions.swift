/// What the drafts leave to whoever applies a schema.
package struct SchemaOptions: Hashable, Sendable {
  /// Whether a string that is not of its `format` is invalid, or the format is an annotation.
  package var assertsFormats: Bool
  /// Whether a string that is not of its `contentEncoding` and `contentMediaType` is invalid.
  package var assertsContent: Bool
  /// Whether no document writes a whole number with a fraction, like `1.0`, which draft-04 calls no integer.
  package var integersHaveNoFraction: Bool

  /// Whether a string has to be of its `format` by a dialect: by these options, or since its vocabulary says so.
  package func assertsFormats(of dialect: Dialect) -> Bool {
    assertsFormats || dialect.draft == .draft2020 && dialect.vocabularies.contains(.formatAssertion)
  }

  package init(assertsFormats: Bool = false, assertsContent: Bool = false, integersHaveNoFraction: Bool = false) {
    self.assertsFormats = assertsFormats
    self.assertsContent = assertsContent
    self.integersHaveNoFraction = integersHaveNoFraction
  }
}
