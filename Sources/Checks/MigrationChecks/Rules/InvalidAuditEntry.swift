internal import Calendars
internal import Documents
package import Findings
internal import Git
package import Policy

/// Flags a housekeeping change without an audit entry, and an entry that is incomplete or was changed afterwards.
package struct InvalidAuditEntry: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-audit-entry",
    title: "Audit report is missing or rewritten",
    rationale: """
      A report says what was run on a database, by whom and with what result. It is evidence only while \
      it is not edited afterwards.
      """,
    remedy: """
      Append an entry with `at`, `by`, `ran` and `result` to the file of its day, `YYYY-MM-DD.md`, and \
      leave earlier entries alone.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- base: ops/audit/2026-01-05.md --\n# Audit\n\n- at: 2026-01-05T09:00:00Z\n- by: bot\n- ran: x\n- result: fail\n-- ops/audit/2026-01-05.md --\n👉# Audit\n\n- at: 2026-01-05T09:00:00Z\n- by: bot\n- ran: x\n- result: pass\n",
        policy: "documents: { audit: ops/audit }"),
      DatabaseExample.files(
        "-- ops/audit/2026-01-05.md --\n👉# Audit\n\n- at: 2026-01-05T09:00:00Z\n- ran: x\n",
        policy: "documents: { audit: ops/audit }"),
    ],
    good: [
      DatabaseExample.files(
        "-- ops/audit/2026-01-05.md --\n# Audit\n\n- at: 2026-01-05T09:00:00Z\n- by: bot\n- ran: x\n- result: pass\n",
        policy: "documents: { audit: ops/audit }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let folder = change.policy.documents.audit else { return [] }
    let reports = change.surroundings.changed(in: folder).filter { $0.path.hasSuffix(".md") }
    var found: [Finding] = []
    for report in reports { found += problems(of: report, in: "\(folder)/", at: change.latestTime) }
    let work = change.surroundings.changed(matching: change.policy.housekeeping.paths)
    if let first = work.first, !reports.contains(where: { $0.new != nil }) {
      found.append(
        finding(
          "`\(first.path)` changes without an entry in `\(folder)`", at: Place(path: first.path),
          help: "append an entry with at, by, ran and result to the file of its day"))
    }
    return found
  }

  private func problems(
    of report: DatabaseFiles.Changed, in folder: String, at time: MigrationChange.LatestTime?
  ) -> [Finding] {
    guard let new = report.new else {
      return [finding("an audit report is deleted", at: Place(path: report.path), help: "restore the file")]
    }
    let place = Place(path: report.path, SourceRange(0, new.bytes.count), of: new)
    let words = String(report.path.dropFirst(folder.count).dropLast(3))
    guard let day = CivilDate(words) else {
      return [
        finding(
          "an audit report is named by its day, in the folder itself", at: place,
          help: "name it `\(folder)YYYY-MM-DD.md`")
      ]
    }
    // East of Greenwich a day begins up to 14 hours earlier.
    if let now = time?.now, day.daysSince1970 * 86_400 > now.secondsSince1970 + 14 * 3600 {
      return [finding("this audit report is of a day to come", at: place, help: "name it by the day of the run")]
    }
    let old = report.old?.bytes ?? []
    // What goes on behind a last line without a line break changes that line.
    let isAppended =
      old.isEmpty || old.last == 0x0A || [nil, 0x0A, 0x0D].contains(new.bytes.dropFirst(old.count).first)
    guard new.bytes.starts(with: old), isAppended else {
      return [
        finding("an earlier entry of the audit report is changed", at: place, help: "append a new entry instead")
      ]
    }
    let entries = AuditEntries(new.bytes.dropFirst(old.count))
    if let other = entries.days.first(where: { CivilDate($0) != nil && $0 != words }) {
      return [finding("an entry of \(other) is in the audit report of \(words)", at: place, help: "name it by its day")]
    }
    guard !entries.missing.isEmpty else { return [] }
    return [
      finding(
        "the entry of the audit report has no \(MigrationChange.list(entries.missing))", at: place,
        help: "write `- at:`, `- by:`, `- ran:` and `- result:`")
    ]
  }
}
