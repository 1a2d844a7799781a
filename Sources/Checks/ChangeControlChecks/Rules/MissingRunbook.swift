package import Findings
internal import Git
package import Policy
internal import Terraform

/// Asks for the runbook of every alarm.
package struct MissingRunbook: Rule {
  package let metadata = RuleMetadata(
    id: "change/missing-runbook",
    title: "Alarm has no runbook",
    rationale: """
      Whom an alarm wakes has not written it. Its description names the page that says what to do, and that page has to \
      be there, today and after the next tidying up.
      """,
    remedy:
      "Write the page, and name it in `alarm_description`. Before a runbook goes, let its alarms name another one.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .alarm(runbook: "docs/runbooks/none.md"),
      .alarm(runbook: ""),
      Example(
        """
        -- given: policy --
        infrastructure: { root: infra, environments: "infra/environments/*" }
        alerts: { channel: C0PLATFORM1, runbooks: docs/runbooks }
        -- both: infra/environments/production/main.tf --
        locals { description = "Runbook: docs/runbooks/lag.md" }
        -- base: docs/runbooks/lag.md --
        # Lag
        """),
    ],
    good: [.alarm()])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let review = change.alarms
    guard let folder = review.policy.runbooks else { return [] }
    let removed = review.removed.map { path, named in
      finding(
        "the runbook `\(path)` is removed, and an alarm names it", at: Place(path: path.description),
        explanation: named.map { Explanation($0) }, help: "let the alarm name another page first")
    }
    return removed
      + review.alarms.flatMap { environment, alarm -> [Finding] in
        guard alarm.isChanged else { return [] }
        let what = "`\(environment)`: \(alarm.address)"
        guard !alarm.runbooks.isEmpty else {
          return alarm.isNew
            ? [finding("\(what): it names no runbook", help: "name a page of \(folder) in `alarm_description`")] : []
        }
        return alarm.runbooks.filter(review.missing.contains).map { path in
          finding("\(what): its runbook `\(path)` is not there", help: "write it, or correct the path")
        }
      }
  }
}
