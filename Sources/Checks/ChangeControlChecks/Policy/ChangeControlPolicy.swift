internal import Calendars
internal import Changes
package import Git
package import Policy

/// What `.signalbox/change-control.yml` says beyond rules and exclusions.
///
/// What it does not name is not judged: without a folder of decisions none is asked for, and without environments no plan.
package struct ChangeControlPolicy: CheckPolicy {
  package let decisions: DecisionPolicy
  package let infrastructure: InfrastructurePolicy
  package let cost: CostPolicy
  package let access: AccessPolicy
  package let dashboards: DashboardPolicy
  package let alerts: AlertPolicy
  package let incidents: IncidentPolicy

  /// The checklist of a new colleague; `nil` where there is none.
  package let onboarding: RepositoryPath?

  /// The examples of workflows.
  package let examples: [PathPattern]

  package let brownBags: BrownBagPolicy

  package let auditReports: AuditReportPolicy

  /// The workflows whose callers stay on a full commit id, as `acme/platform/.github/workflows/*`.
  package let pinnedWorkflows: [PathPattern]

  /// The environment that is refreshed again and again; `nil` where none is.
  package let refresh: RefreshPolicy?

  /// The weakest compatibility that a schema registry may be told to keep; `nil` where none is asked for.
  package let registryMode: RegistryMode?

  package static let schema = DocumentSchema(PackageResources.change_control_schema_json)

  package var neededRoles: [String] {
    cost.approvals + (infrastructure.destroys.map { [$0.role] } ?? []) + (cost.waiver.map { [$0.role] } ?? [])
  }

  package init(_ reader: inout PolicyReader) {
    _ = reader.number("version")
    decisions = reader.mapping("decisions") { DecisionPolicy(&$0) } ?? DecisionPolicy()
    infrastructure = reader.mapping("infrastructure") { InfrastructurePolicy(&$0) } ?? InfrastructurePolicy()
    cost = reader.mapping("cost") { CostPolicy(&$0) } ?? CostPolicy()
    access = reader.mapping("access") { AccessPolicy(&$0) } ?? AccessPolicy()
    dashboards = reader.mapping("dashboards") { DashboardPolicy(&$0) } ?? DashboardPolicy()
    alerts = reader.mapping("alerts") { AlertPolicy(&$0) } ?? AlertPolicy()
    incidents = reader.mapping("incidents") { IncidentPolicy(&$0) } ?? IncidentPolicy()
    onboarding = reader.folder("onboarding")
    examples = reader.patternOrPatterns("examples")
    brownBags = reader.mapping("brown-bags") { BrownBagPolicy(&$0) } ?? BrownBagPolicy()
    auditReports = reader.mapping("audit-reports") { AuditReportPolicy(&$0) } ?? AuditReportPolicy()
    pinnedWorkflows = reader.mapping("workflows") { $0.patternOrPatterns("pinned") } ?? []
    refresh = reader.mapping("refresh") { RefreshPolicy(&$0) } ?? nil
    registryMode = reader.mapping("registry") { $0.choice("compatibility", of: RegistryMode.self) } ?? nil
  }

  /// Whether nothing is asked of any change.
  var isIdle: Bool {
    decisions.folder == nil && infrastructure.isEmpty && dashboards.panels.isEmpty && incidents.folder == nil
      && onboarding == nil && examples.isEmpty && auditReports.folder == nil && pinnedWorkflows.isEmpty
      && access.topics == nil
  }
}

/// The modes of schema registries, of which each asks for less than those after it.
package enum RegistryMode: String, Sendable, CaseIterable {
  case none
  case backward
  case forward
  case full
  case backwardTransitive = "backward-transitive"
  case forwardTransitive = "forward-transitive"
  case fullTransitive = "full-transitive"

  /// The mode as registries write it: `BACKWARD`, `BACKWARD_TRANSITIVE`, `BACKWARD_ALL`.
  package init?(registry text: String) {
    let name = text.lowercased().replacing("_", with: "-").replacing("-all", with: "-transitive")
    if name == "disabled" {
      self = .none
    } else {
      self.init(rawValue: name)
    }
  }

  /// What the mode promises: who may read whose documents, and of how many versions.
  var promises: Set<String> {
    switch self {
    case .none: []
    case .backward: ["backward"]
    case .forward: ["forward"]
    case .full: ["backward", "forward"]
    case .backwardTransitive: ["backward", "backward-all"]
    case .forwardTransitive: ["forward", "forward-all"]
    case .fullTransitive: ["backward", "forward", "backward-all", "forward-all"]
    }
  }
}

extension PolicyReader {
  /// A pattern, or a list of them.
  mutating func patternOrPatterns(_ key: String) -> [PathPattern] {
    isList(key) ? patterns(key) ?? [] : pattern(key).map { [$0] } ?? []
  }

  /// The number in a text as `3 business days`.
  mutating func count(_ key: String) -> Int? {
    text(key).flatMap { $0.split(separator: " ").first.flatMap { Int($0) } }
  }
}
