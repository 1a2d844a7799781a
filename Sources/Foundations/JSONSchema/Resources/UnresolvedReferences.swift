extension SchemaResources {
  /// What becomes of a reference that leads to nothing.
  package enum UnresolvedReferences: Sendable {
    /// It is an error.
    case refused
    /// It leads to a document of its own that allows anything, and whose number is among `unknown`.
    case opaque
  }
}
