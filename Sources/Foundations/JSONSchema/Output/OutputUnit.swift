package import Documents

/// What became of a schema or a keyword at one value: the unit of all output (2020-12, core, §12.3).
package struct OutputUnit: Sendable {
  package var isValid: Bool
  /// The way from the root schema over keywords and references to here.
  package internal(set) var keywordLocation: JSONPointer
  /// The place of the schema or of the keyword's value, for `Schema.place`.
  package let schema: Location
  /// The way from the root of the instance to the value.
  package internal(set) var instanceLocation: JSONPointer
  /// The value, or of a member that is not allowed the key, in the bytes of the instance.
  package let instanceRange: SourceRange
  /// What is wrong, in one sentence in lower case; nil where nothing is, or where only the inner units say it.
  package var error: String?
  package var annotation: Node?
  package var children: [OutputUnit] = []
}

/// The outcome of asking a schema about a value, with reasons.
package struct Evaluation: Sendable {
  package let root: OutputUnit
  /// Whether there were more errors than are kept.
  package let isTruncated: Bool
  let program: Program

  package var isValid: Bool { root.isValid }
}
