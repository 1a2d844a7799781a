internal import Changes
package import Findings
package import Policy

/// Points at a change of the policy that makes the train hold less.
package struct WeakenedPolicy: Rule {
  package let metadata = RuleMetadata(
    id: "release/weakened-policy",
    title: "Change weakens the release policy",
    rationale: """
      A later freeze or a longer cut is a line among others in a pull request. Who approves the change of the policy \
      should know which of its lines let more through.
      """,
    remedy: """
      Have it approved if it is meant: the approval of the policy owner is asked for in any case. If it is not, put \
      the old value back.
      """,
    severity: .warning,
    bad: [
      Example(
        """
        -- base: .signalbox/release.yml --
        train: { cut: { requires: [smoke, load] } }
        -- .signalbox/release.yml --
        train: { cut: { requires: 👉[smoke] } }
        """)
    ],
    good: [
      Example(
        """
        -- base: .signalbox/release.yml --
        skip: []
        -- .signalbox/release.yml --
        skip: [2026-12-24]
        """)
    ])

  package init() {}

  package func findings(in change: ReleaseChange) -> [Finding] {
    change.weakenings.map { weakening in
      finding(
        "`\(weakening.key)` is weaker than before: \(weakening.words)", at: weakening.place,
        help: "have it approved if it is meant, or put the old value back")
    }
  }
}
