package import Git
package import JSONSchema
package import Policy

/// What the policy says of JSON Schemas.
package struct SchemaPolicy: Sendable {
  /// The files that hold schemas, beside those whose `$schema` says so.
  package private(set) var files: [PathPattern]
  /// The draft of a schema without `$schema`.
  package let draft: Draft
  /// The drafts of `$schema` addresses of one's own, without an empty fragment.
  package let dialects: [String: Draft]
  /// The folders that stand for prefixes of URIs.
  package let folders: [(prefix: String, folder: RepositoryPath)]
  /// Whether messages write whole numbers without a fraction.
  package let integersHaveNoFraction: Bool
  /// Whether an example that is not of its `format` is wrong.
  package let assertsFormats: Bool
  /// What the root of a schema has to say about itself.
  package private(set) var documented: [Documentation]
  /// What each property has to say about itself.
  package private(set) var documentedProperties: [Documentation]
  /// Who has to understand whom after a schema changed.
  package let compatibility: CompatibilityPolicy

  /// A keyword that tells a reader something.
  package enum Documentation: String, Sendable, CaseIterable {
    case title
    case description
    case examples
  }

  private enum Numbers: String, CaseIterable {
    case asWritten = "as-written"
    case integersHaveNoFraction = "integers-have-no-fraction"
  }

  private enum Formats: String, CaseIterable {
    case assert
    case annotate
  }

  /// Reads the settings; what is not said is as in others.
  package init(_ reader: inout PolicyReader, otherwise: SchemaPolicy = SchemaPolicy()) {
    files = reader.patterns("files") ?? otherwise.files
    draft = reader.text("draft").flatMap { Draft(name: $0) } ?? otherwise.draft
    var dialects = otherwise.dialects
    for (uri, name) in reader.texts(by: "dialects") {
      dialects[SchemaNames.withoutEmptyFragment(uri)] = Draft(name: name)
    }
    self.dialects = dialects
    folders = otherwise.folders + reader.texts(by: "resolve").map { ($0.key, RepositoryPath($0.text)) }
    integersHaveNoFraction =
      reader.choice("numbers", of: Numbers.self).map { $0 == .integersHaveNoFraction }
      ?? otherwise.integersHaveNoFraction
    assertsFormats = reader.choice("formats", of: Formats.self).map { $0 == .assert } ?? otherwise.assertsFormats
    documented = reader.choices("documented", of: Documentation.self) ?? otherwise.documented
    documentedProperties =
      reader.choices("documented-properties", of: Documentation.self) ?? otherwise.documentedProperties
    compatibility =
      reader.mapping("compatibility") { CompatibilityPolicy(&$0, otherwise: otherwise.compatibility) }
      ?? otherwise.compatibility
  }

  /// A policy that asks for nothing beyond the metaschemas.
  package init() {
    files = []
    draft = .draft2020
    dialects = [:]
    folders = []
    integersHaveNoFraction = false
    assertsFormats = true
    documented = []
    documentedProperties = []
    compatibility = CompatibilityPolicy()
  }

  /// What schemas are judged by.
  var options: SchemaOptions {
    SchemaOptions(assertsFormats: assertsFormats, integersHaveNoFraction: integersHaveNoFraction)
  }

  /// The same policy without a demand that schemas say what they are about.
  var undocumented: SchemaPolicy {
    var policy = self
    policy.documented = []
    policy.documentedProperties = []
    return policy
  }

  /// The same policy for other files; nil keeps them.
  func with(files: [PathPattern]?) -> SchemaPolicy {
    var policy = self
    policy.files = files ?? self.files
    return policy
  }
}
