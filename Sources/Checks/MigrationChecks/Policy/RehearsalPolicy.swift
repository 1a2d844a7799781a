internal import Policy
package import RehearsalDocuments

/// How migrations are rehearsed, and whether they have to be.
package struct RehearsalPolicy: Sendable {
  /// Whether a change without a rehearsal is undecided.
  package var isRequired = false

  package var limits = RehearsalPlan.Limits()

  /// Who may do what with new and changed tables and views.
  package var matrix = AccessPolicy()

  /// The claims that each command is tried with.
  package var claims = RehearsalReport.Access.Claims.allCases

  init() {}

  init(_ reader: inout PolicyReader) {
    isRequired = reader.flag("require") ?? false
    limits = reader.mapping("limits") { reader in Self.limits(&reader) } ?? limits
    matrix = reader.mapping("matrix") { AccessPolicy(&$0) } ?? matrix
    claims = reader.texts("claims").map { $0.compactMap(RehearsalReport.Access.Claims.init) } ?? claims
  }

  private static func limits(_ reader: inout PolicyReader) -> RehearsalPlan.Limits {
    var limits = RehearsalPlan.Limits()
    limits.statement = reader.duration("statement") ?? limits.statement
    limits.total = reader.duration("total") ?? limits.total
    limits.disk = reader.text("disk").flatMap(Self.bytes) ?? limits.disk
    return limits
  }

  /// `500MB` or `1GB`, in bytes; a unit is 1024 of the next smaller one, as PostgreSQL counts.
  private static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    return text.dropFirst(digits.count) == "GB" ? number << 30 : number << 20
  }
}
