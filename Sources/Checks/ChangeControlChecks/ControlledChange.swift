package import Calendars
package import Changes
internal import Documents
package import Findings
internal import Git
package import Policy

/// A change with what it does to decisions, plans, access, dashboards, alarms and documents: the subject of every rule.
package struct ControlledChange: Sendable {
  package let decisions: DecisionReview
  package let plans: PlanReview
  package let approvals: PlanApprovals
  package let access: AccessReview
  package let alarms: AlarmReview
  package let dashboards: DashboardReview
  package let incidents: IncidentReview
  package let documents: DocumentReview
  package let workflows: WorkflowReview
  package let stage: Report.Stage
  package let now: Instant
  package let hasEvidence: Bool

  /// Files that rules have to read and that cannot be read.
  package let unreadable: [UnreadableInput]
  private let fileCount: Int

  package init(_ change: Change, policy: EffectivePolicy<ChangeControlPolicy>) {
    let own = policy.own
    let visible = change.excluding(policy.exclude)
    stage = change.stage
    now = change.circumstances.now
    hasEvidence = change.circumstances.evidence != nil
    decisions = DecisionReview(visible, policy: own.decisions)
    plans = PlanReview(visible, policy: own)
    approvals = PlanApprovals(visible, plans, policy: own)
    access = AccessReview(visible, plans, policy: own)
    alarms = AlarmReview(visible, plans, policy: own)
    dashboards = DashboardReview(visible, plans, policy: own)
    incidents = IncidentReview(visible, policy: own.incidents)
    documents = DocumentReview(visible, policy: own)
    workflows = WorkflowReview(visible, policy: own)
    unreadable =
      decisions.unreadable + plans.unreadable + access.unreadable + dashboards.unreadable + incidents.unreadable
      + documents.unreadable
    fileCount = own.isIdle ? 0 : visible.files.count
  }
}

extension ControlledChange: CheckSubject {
  package var scope: String {
    fileCount == 0 ? "nothing that the policy names" : Report.counted(fileCount, "changed file")
  }

  package var isEmpty: Bool { fileCount == 0 }

  package var remarks: [String] { plans.remarks + approvals.costs.map { "Infracost: \($0.words)" } }
}
