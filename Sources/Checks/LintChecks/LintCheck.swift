package import Changes
internal import Findings
package import Git
package import Policy

/// The check `lint-gate`: the linters have looked at what changes, and object to nothing in it.
package enum LintCheck: Check {
  package static let name = "lint-gate"
  package static let requiredName = "lint"
  package static let rulePrefix = "lint"
  package static let policyFile = "lint.yml"
  package static let defaultPolicy = PackageResources.lint_yml

  package static let rules: [any Rule<LintChange>] = [
    ESLint(),
    NotInspected(),
    ReportGiven(),
    RuboCop(),
    ToolFailed(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<LintPolicy>) -> [RepositoryPath] {
    policy.own.folders
  }

  package static func subject(of change: Change, policy: EffectivePolicy<LintPolicy>) async -> LintChange {
    LintChange(change, policy: policy)
  }

  package static func scope(of subject: LintChange) -> String {
    let count = subject.files.count
    let kind = subject.block == .all ? "" : "changed "
    return "\(count) \(kind)file\(count == 1 ? "" : "s") for linters"
  }

  package static func remarks(on subject: LintChange) -> [String] {
    subject.runners.map { "the linters ran on \($0), by their report" }
  }

  package static let examplePath = "services/orders-ts/example.js"
}
