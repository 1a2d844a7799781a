internal import Changes
package import Documents
package import Findings
internal import Policy

extension MigrationCheck: SuppressibleCheck {
  package static let suppressibleSuffix = ".sql"

  package static func renamesInSuppressions(of source: SourceText) -> [TextEdit] {
    MigrationDeclarations(source, .own).suppressions.compactMap { $0.rename(in: source) }
  }
}

extension MigrationDeclarations.Suppression {
  /// The edit that gives the rule its new id; `nil` where it was not renamed.
  func rename(in source: SourceText) -> TextEdit? {
    guard let new = RenamedRules.newID(of: rule) else { return nil }
    let (comment, old) = (Array(source.bytes[remark.range.offsets]), Array(rule.utf8))
    guard let offset = comment.indices.first(where: { comment[$0...].starts(with: old) }) else { return nil }
    let start = Int(remark.range.start) + offset
    return TextEdit(SourceRange(start, start + old.count), with: new)
  }
}
