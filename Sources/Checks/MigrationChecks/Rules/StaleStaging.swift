internal import Calendars
package import Findings
package import Policy

/// Flags new migrations while staging is older than the policy allows.
package struct StaleStaging: Rule {
  package let metadata = RuleMetadata(
    id: "db/stale-staging",
    title: "Staging is out of date",
    rationale: """
      A migration that works on old data proves little: rows that break it came later. The policy says how long ago \
      staging may have been refreshed, and which pull requests need it refreshed after they were labelled. The audit reports \
      say when that was.
      """,
    remedy: """
      Refresh staging and apply the merged migrations: `db-verify apply --environment staging` appends the audit entry, and \
      `db-verify audit append --refreshed staging` does for another way.
      """,
    severity: .warning,
    requires: [.instant],
    bad: [
      example("2026-01-20T09:00:00Z", audit: "- at: 2026-01-10T09:00:00Z\n\(entry)- refreshed: staging\n"),
      example("2026-01-11T09:00:00Z", audit: "- at: 2026-01-10T09:00:00Z\n\(entry)"),
    ],
    good: [example("2026-01-15T09:00:00Z", audit: "- at: 2026-01-10T09:00:00Z\n\(entry)- refreshed: staging\n")])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let staging = change.policy.staging, let now = change.latestTime?.now,
      let path = change.history.new.first?.path
    else { return [] }
    let place = Place(path: path)
    let help = "refresh it: db-verify apply --environment \(StagingPolicy.environment)"
    guard let last = change.surroundings.lastRefresh else {
      let folder =
        change.policy.documents.audit.map { "`\($0)`" } ?? "`documents.audit`, which the policy does not name,"
      return [finding("no audit entry in \(folder) says when staging was refreshed", at: place, help: help)]
    }
    if let since = change.surroundings.freshSince, last < since {
      return [
        finding(
          "staging was refreshed on \(last), before the label `\(staging.label ?? "")` was added on \(since)",
          at: place,
          help: help)
      ]
    }
    guard now.secondsSince1970 - last.secondsSince1970 > staging.refresh else { return [] }
    let allowed = AheadPolicy(seconds: staging.refresh).words
    return [finding("staging was refreshed on \(last), more than \(allowed) ago", at: place, help: help)]
  }

  private static let entry = "- by: platform-bot\n- ran: restore\n- result: pass\n"

  private static func example(_ now: String, audit: String) -> Example {
    Example(
      """
      -- given: now --
      \(now)
      -- given: policy --
      staging: { host: staging.example, refresh: 7d }
      documents: { audit: ops/audit }
      -- base: ops/audit/2026-01-10.md --
      # Audit 2026-01-10

      \(audit)
      -- ops/audit/2026-01-10.md --
      # Audit 2026-01-10

      \(audit)
      -- db/migrations/eng/20260105090000_a.sql --
      begin; create table a (id int); commit;
      -- down
      begin; drop table a; commit;
      """)
  }
}
