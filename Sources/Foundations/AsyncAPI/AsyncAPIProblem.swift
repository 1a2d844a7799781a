package import Documents

/// One thing that is wrong with an AsyncAPI document: what, where, and what to do about it.
package struct AsyncAPIProblem: Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The version is missing, or none that is known.
    case version
    /// A field is missing, unknown, or of the wrong type.
    case structure
    /// A rule of the specification beyond the types of fields is broken.
    case meaning
    /// A protocol binding is not what the document of that binding asks for.
    case binding
    /// A reference leads to a document that is not given.
    case missingDocument
    /// A reference leads to nothing in its document, or back to itself.
    case reference
    /// A schema of a message is no schema of its dialect.
    case schema
    /// An example does not fit the schema of its message.
    case example
    /// It could not be decided within the limits.
    case limit
  }

  package let kind: Kind
  /// One sentence in lower case, without a full stop.
  package let message: String
  /// What to do about it.
  package let help: String?
  /// Where it is.
  package let place: DocumentPlace
  /// Where it is in a part that the document refers to; the place is then that of the reference.
  package let part: DocumentPlace?
  /// Whether tools accept it all the same, as the documents show that the specification publishes.
  package let isWarning: Bool
  /// What is on the circle of references that it tells of: equal from whichever document the circle is found.
  package let circle: [String]

  package init(
    _ kind: Kind, _ message: String, at place: DocumentPlace, help: String? = nil, isWarning: Bool = false,
    part: DocumentPlace? = nil, circle: [String] = []
  ) {
    self.circle = circle
    self.kind = kind
    self.message = message
    self.help = help
    self.place = place
    self.isWarning = isWarning
    self.part = part
  }

  /// The same, told at the reference that leads to the part in which it is.
  func told(at reference: DocumentPlace) -> AsyncAPIProblem {
    let name = place.document.split(separator: "/").last.map(String.init) ?? place.document
    return AsyncAPIProblem(
      kind, "\(message), in `\(name)`", at: reference, help: help, isWarning: isWarning, part: place,
      circle: circle)
  }
}

/// Some bytes of a document that has a URI.
package struct DocumentPlace: Sendable, Hashable {
  /// The URI under which the document was given.
  package let document: String
  package let range: SourceRange
  /// The text of the document.
  package let source: SourceText

  package init(document: String, range: SourceRange, source: SourceText) {
    self.document = document
    self.range = range
    self.source = source
  }
}

extension Node {
  /// The bytes to point at: of an array or object the opening bracket, since the whole may be most of a file.
  var mark: SourceRange {
    switch kind {
    case .array, .object: SourceRange(Int(range.start), min(Int(range.start) + 1, Int(range.end)))
    default: range
    }
  }

  /// What the value is, as in a sentence.
  var description: String {
    switch kind {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
