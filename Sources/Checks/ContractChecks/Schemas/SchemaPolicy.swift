package import JSONSchema
package import Policy

/// What the policy says of JSON Schemas.
package struct SchemaPolicy: Sendable {
  /// The files that hold schemas, beside those whose `$schema` says so.
  package let files: [PathPattern]
  /// The draft of a schema without `$schema`.
  package let draft: Draft
  /// Whether an example that is not of its `format` is wrong.
  package let assertsFormats: Bool
  /// What the root of a schema has to say about itself.
  package let documented: [Documentation]
  /// What each property has to say about itself.
  package let documentedProperties: [Documentation]
  /// Who has to understand whom after a schema changed.
  package let compatibility: CompatibilityPolicy

  /// A keyword that tells a reader something.
  package enum Documentation: String, Sendable, CaseIterable {
    case title
    case description
    case examples
  }

  private enum Formats: String, CaseIterable {
    case assert
    case annotate
  }

  package init(_ reader: inout PolicyReader) {
    files = reader.patterns("files") ?? []
    draft = reader.text("draft").flatMap { Draft(name: $0) } ?? .draft2020
    assertsFormats = (reader.choice("formats", of: Formats.self) ?? .assert) == .assert
    documented = reader.choices("documented", of: Documentation.self) ?? []
    documentedProperties = reader.choices("documented-properties", of: Documentation.self) ?? []
    compatibility = reader.mapping("compatibility") { CompatibilityPolicy(&$0) } ?? CompatibilityPolicy()
  }

  package init() {
    files = []
    draft = .draft2020
    assertsFormats = true
    documented = []
    documentedProperties = []
    compatibility = CompatibilityPolicy()
  }
}
