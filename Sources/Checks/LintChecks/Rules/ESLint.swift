package import Findings
package import Policy

/// Flags what ESLint objects to.
package struct ESLint: Rule {
  package let metadata = RuleMetadata(
    id: "lint/eslint",
    title: "ESLint violation in changed code",
    rationale: """
      What a linter finds is cheapest to fix while the line is being written. Findings on lines that were there \
      before are shown as notes, so that a team can adopt a linter without mending everything first; `block` in \
      `.signalbox/lint.yml` says which ones fail.
      """,
    remedy: """
      Fix the line. Where the linter's rule is wrong for your code, change its configuration in a pull request of its \
      own. An error of ESLint is an error here, a warning a warning.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- base: services/orders-ts/total.js --
        export const total = (a, b) => a + b;
        -- services/orders-ts/total.js --
        export const total = (a, b) => a + b;
        export const same = (a, b) => a 👉== b;
        -- report: lint.json --
        {
          "version": 1,
          "judged": "2222222222222222222222222222222222222222",
          "runs": [
            {
              "tool": "eslint", "format": "eslint", "side": "judged", "command": ["eslint"], "outcome": "ran",
              "files": [
                {
                  "path": "services/orders-ts/total.js",
                  "blob": "{{blob services/orders-ts/total.js}}",
                  "inspected": true,
                  "findings": [
                    {
                      "rule": "eqeqeq", "severity": "error", "line": 2, "column": 33, "endLine": 2, "endColumn": 35,
                      "message": "Expected '===' and instead saw '=='"
                    }
                  ]
                }
              ]
            },
            {
              "tool": "eslint", "format": "eslint", "side": "base", "command": ["eslint"], "outcome": "ran",
              "files": [
                {
                  "path": "services/orders-ts/total.js",
                  "blob": "874a31bbd46ee4831ae6ad60f598e525e0e278f7",
                  "inspected": true,
                  "findings": []
                }
              ]
            }
          ]
        }
        """)
    ],
    good: [
      Example(
        """
        -- services/orders-ts/total.js --
        export const total = (a, b) => a + b;
        -- report: lint.json --
        {
          "version": 1,
          "judged": "2222222222222222222222222222222222222222",
          "runs": [
            {
              "tool": "eslint", "format": "eslint", "side": "judged", "command": ["eslint"], "outcome": "ran",
              "files": [
                {
                  "path": "services/orders-ts/total.js",
                  "blob": "{{blob services/orders-ts/total.js}}",
                  "inspected": true,
                  "findings": []
                }
              ]
            }
          ]
        }
        """)
    ],
    references: ["[ESLint: rules](https://eslint.org/docs/latest/rules/)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    change.objections(of: .eslint, as: metadata) + change.ingestedFindings(of: .eslint, as: metadata)
  }
}
