internal import Changes
internal import Documents
internal import Git
internal import Policy

extension ContractCheck {
  /// Whether a file is checked as a schema by the default policy: it says so, is named so, or is plainly one.
  ///
  /// One that cannot be parsed is, where its name says so.
  package static func isSchema(_ bytes: [UInt8], at path: String) -> Bool {
    let files = Self.schemaFiles
    if files.contains(where: { $0.matches(Array(path.utf8)) }) { return true }
    do throws(DocumentError) {
      let source = SourceText(bytes)
      let document = path.hasSuffix(".json") ? try Document.json(source) : try Document.yaml(source)
      let declared = document.root["$schema"]?.string?.contains("//json-schema.org/") ?? false
      return declared || PlainSchema.isPlainly(document.root) && !PlainSchema.isInstance(Array(path.utf8))
    } catch {
      return false
    }
  }

  /// The names of schemas by the default policy.
  private static let schemaFiles: [PathPattern] = {
    do {
      let document = try Document.yaml(SourceText(defaultPolicy))
      return try document.root["schemas"]?["files"]?.array?.compactMap { $0.string }.map { try PathPattern($0) } ?? []
    } catch {
      return []
    }
  }()
}
