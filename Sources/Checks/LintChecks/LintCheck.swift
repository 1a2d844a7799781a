package import Changes
package import Findings
package import Git
package import Policy

/// The check `lint-gate`: the linters have looked at what changes, and object to nothing in it.
package enum LintCheck: Check {
  package static let identity = CheckIdentity(
    name: "lint-gate", requiredName: "lint", rulePrefix: "lint", policyFile: "lint.yml",
    defaultPolicy: PackageResources.lint_yml, examplePath: "services/orders-ts/example.js")

  package static let rules: [any Rule<LintChange>] = [
    Brakeman(),
    BrakemanIgnore(),
    ESLint(),
    FileNotLinted(),
    LinterFailed(),
    MissingReport(),
    NewSuppression(),
    OtherTool(),
    RuboCop(),
    SilencedByConfiguration(),
    UnownedFile(),
    UnusedPattern(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<LintPolicy>) -> [RepositoryPath] {
    // A source file that no linter is responsible for, or the configuration of one, may stand anywhere.
    policy.own.brakeman != nil || policy.own.tools.contains { !$0.files.isEmpty } ? [.root] : []
  }

  package static func owns(_ report: ToolReport) -> Bool {
    let given = GivenReports([report])
    return !given.own.isEmpty || !given.ingested.isEmpty
  }

  package static func subject(of change: Change, policy: EffectivePolicy<LintPolicy>) async -> LintChange {
    LintChange(change, policy: policy)
  }
}

extension LintChange: CheckSubject {
  package var scope: String { "\(Report.counted(files.count, block == .all ? "file" : "changed file")) for linters" }

  package var remarks: [String] { runners.map { "the linters ran on \($0), by their report" } }

  package var notExecuted: [Report.NotExecuted] {
    files.compactMap { file in
      guard case .excluded(let why) = file.state else { return nil }
      return Report.NotExecuted(
        what: file.path, why: "\(file.tool.format.title) leaves it out by itself: \(LinterWords.message(why))")
    }
  }

  package var isEmpty: Bool { files.isEmpty && unscanned.isEmpty && unreported.isEmpty && ignoreApproval == nil }
}
