package import Documents
package import Findings

/// A field of an artifact's messages that is about a person.
package struct PersonalField: Sendable {
  /// The artifact, as it is shown.
  package let artifact: String
  /// The field in the messages; elements of arrays are left out.
  package let pointer: JSONPointer
  /// The property in the artifact's document, or the reference that leads to it.
  package let schemaPointer: JSONPointer
  /// By what it is known, as `its name`.
  package let reason: String
  package internal(set) var place: Place
  /// Where it is declared, if that is another file.
  package let origin: Place?
}

/// A field that may carry anything, in an artifact that refers to the identity service's.
package struct OpenField: Sendable {
  package let artifact: String
  package let pointer: JSONPointer
  package let place: Place
  /// A file of the identity service that the artifact refers to.
  package let identity: String
}
