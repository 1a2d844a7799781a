package import Changes
package import Findings
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
    Brakeman(),
    BrakemanIgnore(),
    SilencedByConfiguration(),
    ESLint(),
    IdlePattern(),
    NotInspected(),
    OtherTool(),
    ReportGiven(),
    RuboCop(),
    Suppressed(),
    ToolFailed(),
    Unowned(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<LintPolicy>) -> [RepositoryPath] {
    // A source file that no linter is responsible for, or the configuration of one, may stand anywhere.
    policy.own.tools.contains { !$0.files.isEmpty } ? [.root] : []
  }

  package static func notExecuted(for subject: LintChange) -> [Report.NotExecuted] {
    subject.files.compactMap { file in
      guard case .excluded(let why) = file.state else { return nil }
      return Report.NotExecuted(
        what: file.path, why: "\(file.tool.format.title) leaves it out by itself: \(LinterWords.message(why))")
    }
  }

  package static func subject(of change: Change, policy: EffectivePolicy<LintPolicy>) async -> LintChange {
    LintChange(change, policy: policy)
  }

  package static func scope(of subject: LintChange) -> String {
    let count = subject.files.count
    let kind = subject.block == .all ? "" : "changed "
    return "\(count) \(kind)file\(count == 1 ? "" : "s") for linters"
  }

  package static let examplePath = "services/orders-ts/example.js"
}
