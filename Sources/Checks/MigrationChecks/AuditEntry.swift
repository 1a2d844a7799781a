package import Calendars

/// An entry of an audit report, as `db/invalid-audit-entry` wants it.
package struct AuditEntry {
  /// The day whose report it belongs to, in UTC.
  package let day: String

  package let text: String

  /// - Parameters:
  ///   - instant: when it was run.
  ///   - actor: who ran it.
  ///   - commands: what was run.
  ///   - result: as `pass` or `fail`, and what there is to say besides.
  ///   - environment: the one that was made anew; `nil` where none was.
  package init(
    at instant: Instant, by actor: String, ran commands: [String], result: String, refreshed environment: String? = nil
  ) {
    day = String("\(instant)".prefix(10))
    let ran = commands.map { "- ran: `\($0)`\n" }.joined()
    let refreshed = environment.map { "- refreshed: \($0)\n" } ?? ""
    text = "- at: \(instant)\n- by: \(actor)\n\(ran)- result: \(result)\n\(refreshed)"
  }

  /// What a new report begins with.
  package var heading: String { "# Audit \(day)\n\n" }
}
