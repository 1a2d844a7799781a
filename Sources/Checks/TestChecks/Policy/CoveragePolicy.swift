package import Findings
internal import Policy

/// What is asked of the lines that a change adds or edits.
package struct CoveragePolicy: Sendable {
  /// Where a run writes which lines it executed, below the folder of each service.
  package let reports: [String]

  /// How many of the changed lines have to be executed, in percent.
  package let minimum: Int

  /// What it means that fewer are.
  package let severity: Severity

  /// From the one that lets most through to the one that lets least.
  static let severities: [Severity] = [.note, .warning, .error]

  init(_ reader: inout PolicyReader) {
    reports = reader.texts("report") ?? []
    minimum = reader.text("minimum").flatMap { Int($0.dropLast()) } ?? 0
    severity = reader.choice("severity", of: Severity.self) ?? .note
    // There is one thing to measure; the key says which.
    _ = reader.text("of")
  }
}
