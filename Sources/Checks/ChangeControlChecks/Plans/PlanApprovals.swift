package import Changes
internal import Findings
internal import Git
internal import Policy
internal import Terraform

/// What of the plans needs an approval, and whether it has it.
package struct PlanApprovals: Sendable {
  /// Resources that hold data and that a plan ends, each with its environment.
  package let destroyed: [Destroyed]

  /// Whether that is approved; `nil` where nothing is destroyed, or where no approval is needed.
  package let destroyAnswer: ApprovalAnswer?

  /// Whether a description says why, where that is known.
  package let isDestroyExplained: Bool?

  /// Whether what the change costs is approved; empty where it costs nothing that is known.
  package let costAnswers: [ApprovalAnswer]

  /// What Infracost has estimated, by environment.
  package let costs: [CostEstimate]

  package struct Destroyed: Sendable {
    package let environment: String
    package let address: String

    /// What is done and why, in words.
    package let words: String
  }

  init(_ change: Change, _ plans: PlanReview, policy: ChangeControlPolicy) {
    let own = policy.infrastructure
    destroyed = plans.counting.flatMap { environment, plan in
      plan.changes.filter { $0.endsResource && own.protected.contains($0.type) }.map { resource in
        Destroyed(environment: environment.name, address: resource.address, words: resource.words)
      }
    }
    let destroying = Set(destroyed.map(\.environment))
    let isDestroying = !destroyed.isEmpty
    func paths(_ environments: [PlannedEnvironment]) -> GovernedPaths {
      // A page below a folder of Terraform changes no plan, so an edit of it ends no approval.
      GovernedPaths(
        RepositoryPath.outermost(of: environments.flatMap(\.paths)), except: PathPattern.markdown,
        name: environments.map { "`\($0.name)`" }.joined(separator: " and "))
    }
    if isDestroying, let requirement = own.destroys {
      destroyAnswer = change.approval(
        requirement, for: paths(plans.environments.filter { destroying.contains($0.name) }))
    } else {
      destroyAnswer = nil
    }
    let bodies = change.circumstances.evidence?.changes.map { $0.body ?? "" }
    isDestroyExplained = isDestroying ? bodies.map { !$0.allSatisfy { $0.allSatisfy(\.isWhitespace) } } : nil

    let costs = plans.environments.compactMap { CostEstimate(of: $0, change, policy) }
    self.costs = costs
    let costly = plans.environments.filter { $0.plan.map { !$0.effects.isEmpty } ?? true }
    let roles = policy.cost.approvals.filter { role in
      !(policy.cost.waiver.map { $0.role == role && CostEstimate.isBelow($0, costs, costly) } ?? false)
    }
    costAnswers =
      costly.isEmpty || roles.isEmpty
      ? []
      : change.approvals(
        roles.map { ApprovalRequirement(label: "", role: $0, means: [.review]) }, for: paths(costly))
  }
}

extension PathPattern {
  /// Pages of Markdown, which no plan depends on.
  static let markdown: [PathPattern] = ["**/*.md", "**/*.markdown"].compactMap { text in
    do throws(Malformed) {
      return try PathPattern(text)
    } catch {
      return nil
    }
  }
}

extension PlannedChange {
  /// What is done and why: `delete, because it is no longer in the configuration`.
  var words: String {
    let because: String? =
      switch reason {
      case "delete_because_no_resource_config": "it is no longer in the configuration"
      case "delete_because_no_module": "its module is no longer in the configuration"
      case "delete_because_count_index", "delete_because_each_key", "delete_because_wrong_repetition":
        "`count` or `for_each` no longer has it"
      case "replace_because_cannot_update": "its change cannot be made in place"
      case "replace_because_tainted": "it is tainted"
      case "replace_by_request": "a replacement was asked for"
      case "replace_by_triggers": "`replace_triggered_by` says so"
      default: nil
      }
    let attributes = replacedFor.isEmpty ? "" : " (\(replacedFor.map { "`\($0)`" }.joined(separator: ", ")))"
    return verb + (because.map { ", because \($0)" } ?? "") + attributes
  }
}
