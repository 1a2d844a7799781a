internal import Changes
package import Findings
package import Policy

/// Says which files no linter has looked at in the version that is judged.
package struct FileNotLinted: Rule {
  package let metadata = RuleMetadata(
    id: "lint/file-not-linted",
    title: "File was not linted",
    rationale: """
      A linter that passes over a file says nothing, and that reads like a pass. So each file is looked for in the \
      report, by its path and by the id of its content: an edit after the run ends what the report says of the file, \
      and so does an entry in `.eslintignore` that the change brings along.
      """,
    remedy: """
      Run `lint-gate run` on the commit that is checked. A file that no linter is to look at is named under `exclude` in \
      `.signalbox/lint.yml`, and not in the linter's own list of ignored files.
      """,
    severity: .error,
    bad: [
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
                  "inspected": false,
                  "why": "File ignored because of a matching ignore pattern",
                  "findings": []
                }
              ]
            }
          ]
        }
        """),
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
                  "blob": "3333333333333333333333333333333333333333",
                  "inspected": true,
                  "findings": []
                }
              ]
            }
          ]
        }
        """),
    ],
    good: [Example("-- services/orders-ts/README.md --\nNo linter is responsible for this.")])

  package init() {}

  package func findings(in change: LintChange) -> [Finding] {
    if let unknown = change.unknown {
      return [undecided("what linters have to look at is not known: \(unknown.why)", help: unknown.help)]
    }
    // Without a report that can be read there is one finding that says so, and not one for each file.
    let unparsed = change.unparsed.prefix(50).map { "Brakeman has not parsed \($0), which changes" }
    let refusals = (change.refusal.map { [$0] } ?? []).map {
      undecided("reports of other steps do not count: \($0)", help: "run the linters with `lint-gate run`")
    }
    let gaps =
      refusals
      + (change.ingestedGaps + unparsed).map {
        undecided($0, help: "run the tool again, on all files and with all checks")
      }
    guard change.hasReport, change.unreadable.isEmpty else { return gaps }
    return gaps
      + change.files.compactMap { file in
        guard case .notInspected(let why) = file.state else { return nil }
        let words = LinterWords.message(why)
        return undecided(
          "\(file.tool.format.title) has not inspected this file: \(words)", at: Place(path: file.path),
          help: words.contains("its name") || words.contains("has more than")
            ? "rename it, or name it under exclude: in \(LintCheck.policyPath)"
            : words.contains("configuration")
              ? "add a configuration for it, or name it under exclude: in \(LintCheck.policyPath)"
              : "run `lint-gate run` on the checked commit, and give its report with --tool-report")
      }
  }
}
