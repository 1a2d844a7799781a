internal import Changes
package import Findings
package import Policy

/// Asks for a reason where a comment hides a new finding.
package struct NewSuppression: Rule {
  package let metadata = RuleMetadata(
    id: "lint/new-suppression",
    title: "New suppression without a reason",
    rationale: """
      A comment that silences a linter is quicker than a repair, and hides what it silences. What it hides is found by \
      running the linter without such comments; one that is new says why it is right.
      """,
    remedy: """
      Repair the line, or say in the comment why it is right: `// eslint-disable-next-line no-var -- the global of an \
      old script`, `# rubocop:disable Style/Eval -- a template of our own`.
      """,
    severity: .error,
    bad: [Self.example("// eslint-disable-line no-var", mark: "👉")],
    good: [Example("-- services/orders-ts/README.md --\nNo linter is responsible for this.")],
    references: [
      "[ESLint: disabling rules](https://eslint.org/docs/latest/use/configure/rules#disabling-rules)",
      "[RuboCop: disabling cops](https://docs.rubocop.org/rubocop/configuration.html)",
    ])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    var needsApproval = false
    let told = change.files.flatMap { file in
      file.suppressed.map { hidden in
        let rule = hidden.finding.rule ?? file.tool.format.title
        let marker = Suppressions.marker(of: file.tool.format).first ?? ""
        let message = "`\(rule)` is suppressed by `\(marker)`: \(hidden.finding.message)"
        let isSufficient =
          switch change.suppressionNeed {
          case .nothing: true
          case .reason: hidden.hasReason
          case .approval: false
          }
        guard !isSufficient, change.suppressionApproval == nil else {
          if !isSufficient { needsApproval = true }
          return Finding(rule: metadata.id, kind: .violation(.note), message: message, place: hidden.place)
        }
        return finding(
          message, at: hidden.place, help: "repair it, or say why it is right: `\(marker) \(rule) -- the reason`")
      }
    }
    guard needsApproval, let approval = change.suppressionApproval else { return told }
    return approval.findings(of: metadata, at: change.stage) + told
  }

  private static func example(_ comment: String, mark: String = "") -> Example {
    func run(_ side: String, _ findings: String) -> String {
      """
      {
            "tool": "eslint", "format": "eslint", "side": "\(side)", "command": ["eslint"], "outcome": "ran",
            "files": [
              {
                "path": "services/orders-ts/total.js", "blob": "{{blob services/orders-ts/total.js}}",
                "inspected": true, "findings": [\(findings)]
              }
            ]
          }
      """
    }
    let finding = #"{ "rule": "no-var", "severity": "error", "line": 1, "column": 1, "message": "Unexpected var" }"#
    return Example(
      """
      -- services/orders-ts/total.js --
      \(mark)var total = 0; \(comment)
      -- report: lint.json --
      {
        "version": 1,
        "judged": "2222222222222222222222222222222222222222",
        "runs": [
          \(run("judged", "")),
          \(run("unsuppressed", finding))
        ]
      }
      """)
  }
}
