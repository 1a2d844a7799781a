internal import Changes
package import Findings
package import Policy

/// Flags what only a changed configuration of a linter passes.
package struct SilencedByConfiguration: Rule {
  package let metadata = RuleMetadata(
    id: "lint/silenced-by-configuration",
    title: "Finding silenced by a configuration change",
    rationale: """
      A change that switches off the rule which it breaks approves itself. Where the configuration of a linter changes, \
      the files of the change are checked by the configuration of the base as well.
      """,
    remedy: """
      Repair the line, or change the configuration in a pull request of its own, where it is seen for what it is.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- base: services/orders-ts/.eslintrc.json --
        { "rules": { "no-var": "error" } }
        -- services/orders-ts/.eslintrc.json --
        { "rules": { "no-var": "off" } }
        -- services/orders-ts/total.js --
        👉var total = 0;
        -- report: lint.json --
        {
          "version": 1,
          "judged": "2222222222222222222222222222222222222222",
          "runs": [
            {
              "tool": "eslint", "format": "eslint", "side": "judged", "command": ["eslint"], "outcome": "ran",
              "files": [
                {
                  "path": "services/orders-ts/total.js", "blob": "{{blob services/orders-ts/total.js}}",
                  "inspected": true, "findings": []
                }
              ]
            },
            {
              "tool": "eslint", "format": "eslint", "side": "configuration", "command": ["eslint"], "outcome": "ran",
              "files": [
                {
                  "path": "services/orders-ts/total.js", "blob": "{{blob services/orders-ts/total.js}}",
                  "inspected": true,
                  "findings": [
                    { "rule": "no-var", "severity": "error", "line": 1, "column": 1, "message": "Unexpected var" }
                  ]
                }
              ]
            }
          ]
        }
        """)
    ],
    good: [Example("-- services/orders-ts/README.md --\nNo linter is responsible for this.")])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    let told = change.files.flatMap { file in
      file.silenced.filter { $0.finding.severity == .error }.map { silenced in
        let rule = silenced.finding.rule ?? file.tool.format.title
        let names = silenced.configuration.joined(separator: ", ")
        let message = "`\(rule)` is silenced by the change of \(names): \(silenced.finding.message)"
        guard change.suppressionApproval == nil else {
          return Finding(rule: metadata.id, kind: .violation(.note), message: message, place: silenced.place)
        }
        return finding(
          message, at: silenced.place, help: "repair it, or change \(names) in a pull request of its own")
      }
    }
    guard !told.isEmpty, let approval = change.suppressionApproval else { return told }
    return approval.findings(of: metadata, at: change.stage) + told
  }
}
