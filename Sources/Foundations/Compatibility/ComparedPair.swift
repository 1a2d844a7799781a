package import JSONSchema

/// Two schemas that are compared, compiled by the same draft where they do not name their own.
package enum ComparedPair {
  /// Compiles both by a draft; where none is given, by the newest in which both have a meaning.
  ///
  /// - Throws: the `SchemaError` of the given draft, or else of the newest.
  package static func compiled(
    draft: Draft?, _ compile: (Draft) throws(SchemaError) -> (old: ComparedSchema, new: ComparedSchema)
  ) throws(SchemaError) -> (old: ComparedSchema, new: ComparedSchema) {
    if let draft { return try compile(draft) }
    var first: SchemaError?
    for draft in Draft.allCases.reversed() {
      do throws(SchemaError) {
        return try compile(draft)
      } catch {
        first = first ?? error
      }
    }
    throw first ?? SchemaError(limit: "there is no draft")
  }
}
