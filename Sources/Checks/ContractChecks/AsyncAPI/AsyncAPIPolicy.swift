package import Policy

/// What the policy asks of AsyncAPI documents.
package struct AsyncAPIPolicy: Sendable {
  /// Whether a payload in a language that is not executed is an error.
  package let refusesForeignFormats: Bool

  /// Whether a document whose `info.version` is a draft, such as `2.0.0-draft`, may break what it likes.
  package let freesDrafts: Bool

  private enum ForeignFormats: String, CaseIterable {
    case note
    case error
  }

  private enum Drafts: String, CaseIterable {
    case governed
    case free
  }

  package init(_ reader: inout PolicyReader) {
    refusesForeignFormats = reader.choice("foreign-formats", of: ForeignFormats.self) == .error
    freesDrafts = reader.choice("drafts", of: Drafts.self) == .free
  }
}
