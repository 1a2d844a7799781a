internal import Findings

/// What `signalbox.yml` of an organisation's policy says: which branches are governed beside the default branch.
///
/// A repository cannot say so itself: each branch would speak for itself.
package struct BranchPolicy: Sendable {
  /// The file's name in the folder of the organisation.
  package static let fileName = "signalbox.yml"

  /// What the file is held to before it is read.
  package static let schema = DocumentSchema(PackageResources.signalbox_schema_json)

  /// The file, where the organisation has one.
  package let file: PolicyFile?

  private let patterns: [PathPattern]

  /// Reads the file of an organisation; without one the default branch alone is governed.
  ///
  /// - Throws: `UnreadablePolicy` with all that is wrong in it.
  package init(_ bytes: [UInt8]?) throws(UnreadablePolicy) {
    guard let bytes else {
      (file, patterns) = (nil, [])
      return
    }
    let file = try PolicyFile(
      layer: .organisation, source: .folder, path: "organisation/\(Self.fileName)", bytes: bytes)
    var patterns: [PathPattern] = []
    let faults = file.faults(by: Self.schema) { reader in patterns = reader.patterns("branches") ?? [] }
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }
    self.file = file
    self.patterns = patterns
  }

  /// Whether the policy names a branch, given without `refs/heads/`.
  package func governs(_ branch: String) -> Bool {
    patterns.contains { $0.matches(Array(branch.utf8)) }
  }
}
