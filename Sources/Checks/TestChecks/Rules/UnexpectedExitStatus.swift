package import Findings
package import Policy
internal import TestReports

/// Holds the exit status of a run against its reports.
package struct UnexpectedExitStatus: Rule {
  package let metadata = RuleMetadata(
    id: "tests/unexpected-exit-status",
    title: "Exit status and test report disagree",
    rationale: """
      A runner can crash behind a green report, and a wrapper can swallow the status of a failing run. Each is half of \
      the evidence; where they contradict each other, neither is believed.
      """,
    remedy: """
      Run the suite by itself and see how it ends. A hook that calls `exit`, a coverage threshold, a wrapper with \
      `|| true` and a report that was written before the crash are the usual reasons.
      """,
    severity: .error,
    bad: [
      .run(status: 1, tests: [Example.passed]), .run(status: 0, tests: [Example.passed, Example.failed]),
      .run(tests: [Example.passed], command: #""sh", "-c", "npm test || true""#),
    ],
    good: [.green, .run(status: 1, tests: [Example.failed])])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      hiddenByScripts(of: run)
        + run.parts.flatMap { part in [finding(on: part, of: run), hiddenStatus(of: part, in: run)].compactMap { $0 } }
    }
  }

  private func hiddenByScripts(of run: SuiteRun) -> [Finding] {
    run.terms.scripts.compactMap { script in
      SuiteCommand(["sh", "-c", script.line]).hiddenStatus.map { how in
        undecided(
          "\(run.prefix)could not check the exit status because the script `\(script.name)` of package.json hides it: "
            + "`\(how)`", help: "remove `\(how)` from the script")
      }
    }
  }

  /// What a wrapper makes of the status says nothing of the tests.
  private func hiddenStatus(of part: SuiteRun.Part, in run: SuiteRun) -> Finding? {
    SuiteCommand(part.command).hiddenStatus.map { how in
      undecided(
        "\(run.prefix)could not check the exit status because the command hides it: `\(how)`",
        help: "run the suite without `\(how)`")
    }
  }

  private func finding(on part: SuiteRun.Part, of run: SuiteRun) -> Finding? {
    let failures = part.counts.failed + part.counts.errors
    switch part.ending {
    case .exited(0) where failures > 0:
      return finding(
        "\(run.prefix)the command exited with 0, although \(failures) test\(failures == 1 ? "" : "s") failed",
        help: "find what hides the status: a wrapper, `|| true`, or a call of exit")
    case .exited(let status) where status != 0 && failures == 0:
      let signal = status > 128 && status < 160 ? " (signal \(status - 128))" : ""
      return finding(
        "\(run.prefix)the command exited with status \(status)\(signal), and no report lists a failure",
        help: "run it by itself and see what it says at its end")
    case .stopped(let how):
      return finding("\(run.prefix)the command did not end by itself: \(how)", help: "see its log")
    case .unknown where run.suite != nil:
      return undecided("\(run.prefix)could not check the exit status because none was recorded")
    case .exited, .unknown: return nil
    }
  }
}
