extension Draft {
  /// The draft's metaschema, compiled once: what every schema of the draft has to fit.
  ///
  /// It is there; a test compiles all of them.
  package var schema: Schema? {
    switch self {
    case .draft4: Self.schema4
    case .draft6: Self.schema6
    case .draft7: Self.schema7
    case .draft2019: Self.schema2019
    case .draft2020: Self.schema2020
    }
  }

  private static let schema4 = compiled(.draft4)
  private static let schema6 = compiled(.draft6)
  private static let schema7 = compiled(.draft7)
  private static let schema2019 = compiled(.draft2019)
  private static let schema2020 = compiled(.draft2020)

  private static func compiled(_ draft: Draft) -> Schema? {
    guard let node = Metaschemas.node(of: draft.metaschema) else { return nil }
    do throws(SchemaError) {
      return try Schema(node, uri: draft.metaschema, defaultDraft: draft)
    } catch {
      return nil
    }
  }
}
