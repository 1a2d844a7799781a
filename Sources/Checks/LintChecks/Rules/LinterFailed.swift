internal import Changes
package import Findings
package import Policy

/// Says which linters did not do their work.
package struct LinterFailed: Rule {
  package let metadata = RuleMetadata(
    id: "lint/linter-failed",
    title: "Linter failed to run",
    rationale: """
      A linter that is missing, crashes or runs into its time limit finds nothing, and that reads like a pass. Its \
      silence is told apart from its approval.
      """,
    remedy: """
      The message says what became of it. Install it where the check runs (`npm ci`, `bundle install`), fix its \
      configuration, or give it more time with `timeout` in `.signalbox/lint.yml`.
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
              "tool": "eslint", "format": "eslint", "side": "judged",
              "command": ["npx", "--no-install", "eslint"],
              "outcome": "missing", "detail": "there is no program npx",
              "files": [
                {
                  "path": "services/orders-ts/total.js",
                  "blob": "{{blob services/orders-ts/total.js}}",
                  "inspected": false,
                  "findings": []
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
    let failures = change.ingestedFailures.map { undecided($0, help: "see how the tool ended, and run it again") }
    guard change.unreadable.isEmpty else { return failures }
    var counts: [Failure: Int] = [:]
    for file in change.files {
      for run in file.failures { counts[Failure(run), default: 0] += 1 }
      guard case .failed(let run) = file.state else { continue }
      counts[Failure(run), default: 0] += 1
    }
    let complaints = change.complaints.map { complaint in
      undecided(
        "a linter made a mistake of its own, so it may have missed something: \(complaint)",
        help: "update the linter or its plugin, or switch the rule off in a pull request of its own")
    }
    return failures + complaints
      + counts.map { failure, count in
        undecided(
          "\(failure.words), so \(count == 1 ? "1 file was" : "\(count) files were") not inspected", help: failure.help)
      }
  }

  /// What became of a linter, told once for all files that it was given.
  private struct Failure: Hashable {
    let words: String
    let help: String

    /// What to do where a gem is missing: `cannot load such file -- rubocop-rails`.
    private static func remedy(_ detail: String) -> String? {
      guard let range = detail.firstRange(of: "cannot load such file -- ") else { return nil }
      let name = detail[range.upperBound...].prefix { !$0.isWhitespace && $0 != "(" && $0 != "," }
      guard !name.isEmpty, !name.contains("/") else { return nil }
      return "add \(name) to the Gemfile, and install it where the check runs"
    }

    init(_ run: LinterRun) {
      let title = run.tool == run.format.rawValue ? run.format.title : run.tool
      let detail = run.detail.map { ": " + LinterWords.message($0) } ?? ""
      let command = LinterWords.message(run.command.joined(separator: " "))
      switch run.outcome {
      case .ran, .crashed:
        words = "\(title) did not finish its work\(detail)"
        help = Self.remedy(detail) ?? "fix what it reports; it was started as `\(command)`"
      case .missing:
        words = "\(title) is not installed\(detail)"
        help = "install what `\(command)` needs, or correct its command in \(LintCheck.policyPath)"
      case .wrongVersion:
        words = "\(title) has the wrong version\(detail)"
        help = "install that version, or correct `versions` of the tool in \(LintCheck.policyPath)"
      case .timedOut:
        words = "\(title) timed out\(detail)"
        help = "give it more time: timeout: SECONDS at its tool in \(LintCheck.policyPath)"
      case .outputCut:
        words = "\(title) wrote more than is read\(detail)"
        help = "split the change, or exclude what is generated in \(LintCheck.policyPath)"
      case .unreadableOutput:
        words = "\(title) wrote no report that can be read\(detail)"
        help = "see that nothing else writes to its standard output; it was started as `\(command)`"
      }
    }
  }
}
