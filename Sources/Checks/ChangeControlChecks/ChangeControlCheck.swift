package import Changes
package import Git
package import Policy

/// The check `change-control`: what a pull request does to decisions, infrastructure, access, alarms and documents.
///
/// It judges what the change makes worse. What was there before is told by `change-control audit`.
package enum ChangeControlCheck: Check {
  package static let identity = CheckIdentity(
    name: "change-control", rulePrefix: "change", policyFile: "change-control.yml",
    defaultPolicy: PackageResources.change_control_yml, examplePath: "docs/platform/adr/0003-topics.md",
    dependsOnInstant: true)

  package static let rules: [any Rule<ControlledChange>] = [
    BrokenDecisionLink(),
    BrokenExample(),
    BrokenOnboardingLink(),
    DuplicateDecisionNumber(),
    EditedDecision(),
    ErroredPlan(),
    ExcessivePrivilege(),
    ExcessiveTopicAccess(),
    IncompletePlan(),
    InvalidAuditReport(),
    MisroutedAlarm(),
    MissingCostReview(),
    MissingDashboardPanel(),
    MissingDecision(),
    MissingPlan(),
    MissingRunbook(),
    OverduePostmortem(),
    PlanOfAnotherEnvironment(),
    StalePlan(),
    UnapprovedDestroy(),
    UndeclaredTopic(),
    UnfilledDecision(),
    UnfilledPostmortem(),
    UnknownPolicy(),
    UnpinnedWorkflow(),
    UnreadableFile(),
    UnreadablePlanFile(),
    WeakRegistryCompatibility(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<ChangeControlPolicy>) -> [RepositoryPath] {
    policy.own.isIdle ? [] : [.root]
  }

  package static func subject(
    of change: Change, policy: EffectivePolicy<ChangeControlPolicy>
  ) async -> ControlledChange {
    ControlledChange(change, policy: policy)
  }
}
