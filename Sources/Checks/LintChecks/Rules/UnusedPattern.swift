internal import Changes
package import Findings
package import Policy

/// Flags a pattern of the policy that stands for no file.
package struct UnusedPattern: Rule {
  package let metadata = RuleMetadata(
    id: "lint/unused-pattern",
    title: "Pattern of a linter matches no file",
    rationale: """
      A slip in a pattern (`servces/**`) takes all of a linter's files away from it. Nothing is linted then, and nothing \
      is said.
      """,
    remedy: "Correct the pattern in `.signalbox/lint.yml`, or remove it.",
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        tools:
          eslint: { files: ["servces/**/*.js"] }
        -- services/orders-ts/README.md --
        Its linter finds nothing to lint.
        """)
    ],
    good: [Example("-- services/orders-ts/README.md --\nThe patterns of the defaults may stand for nothing.")])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    change.idlePatterns.map { idle in
      undecided(
        "the pattern \(idle.pattern) of tools.\(idle.tool).files matches no file of the tree",
        help: "correct it in \(LintCheck.policyPath)")
    }
  }
}
