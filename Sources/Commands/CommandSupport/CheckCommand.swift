package import ArgumentParser
package import Changes
internal import Findings
internal import Git
internal import Policy

/// `<check> check`: judges a change and says the verdict.
package struct CheckCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Judge a change.",
      discussion: """
        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(S.name) check                            this branch since it left main
          \(S.name) check --worktree                 with what is not committed yet
          \(S.name) check --base main~5 --head main  these two commits
          \(S.name) check --format json --report text=out.txt
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @OptionGroup(title: "Check options") var options: CheckOptions

  package init() {}

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let run = try CheckRun(of: selected.checks, options, surroundings)
    let progress = Progress(of: S.name, isShown: surroundings.errorIsTerminal)
    let reports = try await reports(of: run, surroundings)
    progress.stop()
    try options.common.write(reports, surroundings)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  private func reports(of run: CheckRun, _ surroundings: Surroundings) async throws -> [Report] {
    var run = run
    do {
      run.comparison.event = try surroundings.event(for: options.comparison)
      run.circumstances.evidence = try options.readEvidence()
      run.circumstances.toolReports = try options.readToolReports()
      let repository = try Repository.open(surroundings.repository(in: options.common.repository))
      return await run.reports(in: repository)
    } catch let error as GitError {
      return run.undecided(Undecidable(error))
    } catch let error as Undecidable {
      return run.undecided(error)
    } catch let error as UnreadableEvidence {
      return run.undecided(Undecidable(error))
    }
  }
}
