package import Findings
package import Policy

/// Refuses commands that run less than the suite.
package struct PartialCommand: Rule {
  package let metadata = RuleMetadata(
    id: "tests/partial-command",
    title: "Command runs only part of the suite",
    rationale: """
      With `--dry-run` every test is green and none was run; with `--grep`, `--tag` or `-run` most are left out; with \
      `--bail` those behind the first failure. Nothing but the command shows it.
      """,
    remedy: """
      Run the suite without the option. `evidence.command.refuse` of `.signalbox/tests.yml` lists the options that are \
      looked for.
      """,
    severity: .error,
    bad: [
      .run(tests: [Example.passed], command: #""rspec", "--dry-run""#),
      .run(tests: [Example.passed], command: #""sh", "-c", "cd app && pytest -kcart""#),
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      scripts(of: run)
        + run.parts.flatMap { part in
          SuiteCommand(part.command).partialOptions(refused: run.terms.refusedOptions).map { option in
            undecided(
              "\(run.prefix)the command runs only part of the suite: \(option)", help: "run it without \(option)")
          }
        }
    }
  }

  /// What the command starts by its name in `package.json`.
  private func scripts(of run: SuiteRun) -> [Finding] {
    run.terms.scripts.flatMap { script in
      SuiteCommand(["sh", "-c", script.line]).partialOptions(refused: run.terms.refusedOptions).map { option in
        undecided(
          "\(run.prefix)the script `\(script.name)` of package.json runs only part of the suite: \(option)",
          help: "remove \(option) from the script")
      }
    }
  }
}
