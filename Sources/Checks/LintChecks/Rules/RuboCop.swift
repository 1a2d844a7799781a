package import Findings
package import Policy

/// Flags what RuboCop objects to.
package struct RuboCop: Rule {
  package let metadata = RuleMetadata(
    id: "lint/rubocop",
    title: "RuboCop violation in changed code",
    rationale: """
      What a linter finds is cheapest to fix while the line is being written. Findings on lines that were there \
      before are shown as notes, so that a team can adopt a linter without mending everything first; `block` in \
      `.signalbox/lint.yml` says which ones fail.
      """,
    remedy: """
      Fix the line; `rubocop --autocorrect` fixes many. Where a cop is wrong for your code, change `.rubocop.yml` in a \
      pull request of its own. What makes RuboCop itself fail is an error here (`refactor`, `convention`, `warning`, \
      `error`, `fatal`), its `info` a note.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- services/billing-rails/app/models/invoice.rb --
        # frozen_string_literal: true

        def total(lines)
          👉sum = lines.sum
        end
        -- report: lint.json --
        {
          "version": 1,
          "judged": "2222222222222222222222222222222222222222",
          "runs": [
            {
              "tool": "rubocop", "format": "rubocop", "side": "judged", "command": ["rubocop"], "outcome": "ran",
              "files": [
                {
                  "path": "services/billing-rails/app/models/invoice.rb",
                  "blob": "{{blob services/billing-rails/app/models/invoice.rb}}",
                  "inspected": true,
                  "findings": [
                    {
                      "rule": "Lint/UselessAssignment", "severity": "error",
                      "line": 4, "column": 3, "endLine": 4, "endColumn": 6,
                      "message": "Useless assignment to variable - `sum`"
                    }
                  ]
                }
              ]
            }
          ]
        }
        """)
    ],
    good: [Example("-- docs/billing.md --\nNo Ruby, so RuboCop has no part in it.")],
    references: ["[RuboCop: cops](https://docs.rubocop.org/rubocop/cops.html)"])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    change.objections(of: .rubocop, as: metadata) + change.ingestedFindings(of: .rubocop, as: metadata)
  }
}
