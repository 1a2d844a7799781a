package import Changes
internal import Findings
package import Git
package import Policy

/// The check `lint-gate`: the linters have looked at what changes, and object to nothing in it.
package enum LintCheck: Check {
  package static let identity = CheckIdentity(
    name: "lint-gate", requiredName: "lint", rulePrefix: "lint", policyFile: "lint.yml",
    defaultPolicy: PackageResources.lint_yml, examplePath: "services/orders-ts/example.js")

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
}

extension LintChange: CheckSubject {
  package var scope: String { "\(Report.counted(files.count, block == .all ? "file" : "changed file")) for linters" }

  package var remarks: [String] { runners.map { "the linters ran on \($0), by their report" } }

  package var isEmpty: Bool { files.isEmpty }
}
