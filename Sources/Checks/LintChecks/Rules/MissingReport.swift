package import Findings
package import Policy

/// Asks for a report of the linters that can be read.
package struct MissingReport: Rule {
  package let metadata = RuleMetadata(
    id: "lint/missing-report",
    title: "Missing or unreadable linter report",
    rationale: """
      A check runs no program, so that its verdict can be had again at any time. What the linters said comes in a \
      report that `lint-gate run` wrote. Without one it is not known whether they ran at all.
      """,
    remedy: """
      `lint-gate run --output lint.json`, then `lint-gate check --tool-report lint.json`; or both at once, where the \
      change's code may be run: `lint-gate check --run`. Before a push the report is listed as pending.
      """,
    severity: .error,
    bad: [
      Example("export const total = (a, b) => a + b;"),
      Example(
        """
        -- services/orders-ts/total.js --
        export const total = (a, b) => a + b;
        -- report: lint.json --
        { "version": 👉7, "judged": "2222222222222222222222222222222222222222", "runs": [] }
        """),
    ],
    good: [Example("-- services/orders-ts/README.md --\nNo linter is responsible for this.")])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    let unreadable = change.unreadable.map { report in
      undecided(
        "could not read a report of a linter: \(report.message)", at: report.place,
        help: report.help ?? "write it again with `lint-gate run`, or with the tool itself")
    }
    let unreported = change.unreported.map { tool -> Finding in
      let help = "give the report of \(tool.name): lint-gate check --tool-report FILE"
      guard change.stage == .merge else {
        return Finding(
          rule: metadata.id, kind: .owed(role: nil, label: nil), message: "\(tool.name) has to be run", help: help)
      }
      return undecided("no report of \(tool.name) was given, and the change edits its files", help: help)
    }
    let count = change.files.count
    guard unreadable.isEmpty, count > 0 else { return unreadable + unreported }
    let files = count == 1 ? "1 file" : "\(count) files"
    if !change.hasReport {
      let message = "no report says what the linters found in \(files)"
      guard change.stage == .merge else {
        return [
          Finding(
            rule: metadata.id, kind: .owed(role: nil, label: nil),
            message: "the linters have to be run on \(files)", help: "lint-gate check --run")
        ]
      }
      return [undecided(message, help: "lint-gate run --output lint.json, and then --tool-report lint.json")]
    }
    return unreported
  }
}
