internal import Changes
package import Findings
package import Policy

/// Asks for a linter for every source file that changes.
package struct UnownedFile: Rule {
  package let metadata = RuleMetadata(
    id: "lint/unowned-file",
    title: "Source file has no linter",
    rationale: """
      A pattern for `*.js` leaves out `*.mjs`, and a `Rakefile` has no ending at all. A file that no linter is \
      responsible for is looked at by none, and that reads like a pass.
      """,
    remedy: """
      Add it to the `files` of a tool in `.signalbox/lint.yml`, or to `exclude`. `unowned` says which files count as \
      source.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        tools:
          eslint: { files: ["src/**/*.js"] }
        -- src/main.mjs --
        export const total = 0;
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        tools:
          eslint: { files: ["src/**/*.js"] }
        exclude: ["src/generated/**"]
        -- src/generated/main.mjs --
        export const total = 0;
        """)
    ])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    guard !change.unowned.isEmpty else { return [] }
    let shown = change.unowned.prefix(20).joined(separator: ", ")
    let more = change.unowned.count > 20 ? " and \(change.unowned.count - 20) more" : ""
    let count = change.unowned.count
    let message = "\(count) source file\(count == 1 ? " has" : "s have") no linter: \(shown)\(more)"
    let help = "add \(count == 1 ? "it" : "them") to files of a tool in \(LintCheck.policyPath), or to exclude"
    return change.unownedIsNote
      ? [Finding(rule: metadata.id, kind: .violation(.note), message: message, help: help)]
      : [undecided(message, help: help)]
  }
}
