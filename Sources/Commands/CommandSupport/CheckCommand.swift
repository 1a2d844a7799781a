package import ArgumentParser
package import Changes
package import Findings
internal import Git
internal import Policy

/// `<check> check`: judges a change and says the verdict.
package struct CheckCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Check the changes on this branch.",
      discussion: """
        Exit status: 0 passed, 1 failed, 2 could not be checked, 64 for a wrong command line.

        EXAMPLES:
          # This branch since it left main:
          \(S.name) check
          # The working tree, with what is not committed:
          \(S.name) check --worktree
          # Two commits:
          \(S.name) check --base main~5 --head main
          \(S.name) check --format json --report text=out.txt
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @OptionGroup(title: "Check options") var options: CheckOptions

  /// Taken so that the message can name the command for files.
  @Argument(help: .hidden)
  var files: [String] = []

  package init() {}

  package func run() async throws {
    try refuseFiles()
    try await options.judge(by: selected.checks, as: S.name, Surroundings.ofThisProcess()) { run, _ in
      run.asksAdoptedOnly = selected.asksAdoptedOnly
    }
  }

  /// An error of usage that names the command for files; it comes after those about options, which name the mistake.
  private func refuseFiles() throws {
    guard let file = files.first else { return }
    let commands = S.checks.filter { $0 is any LooseFileCheck.Type }.map { "`\($0.name) lint \(file)`" }
    let help = commands.isEmpty ? "" : "; to check files run \(commands.joined(separator: " or "))"
    throw ValidationError("`check` compares commits\(help)")
  }

  /// Judges as `run` does and returns the reports, which it writes.
  ///
  /// - Throws: `ValidationError` for options that do not go together, and `FileProblem`.
  package func reports(_ surroundings: Surroundings) async throws -> [Report] {
    try await options.reports(of: CheckRun(of: selected.checks, options, surroundings), surroundings) { _, _ in }
  }
}

extension CheckOptions {
  /// Judges, writes the reports, and ends the command with the status of the verdict.
  ///
  /// - Parameters:
  ///   - checks: the checks, in the order of their reports.
  ///   - name: what is judging, for whoever waits.
  ///   - surroundings: what is known of this process.
  ///   - prepare: what is done first with the opened repository, to what the change is judged with.
  /// - Throws: `ExitCode` always, unless there is a `ValidationError` or a `FileProblem`.
  func judge(
    by checks: [any Check.Type], as name: String, _ surroundings: Surroundings,
    prepare: (inout CheckRun, Repository) async throws -> Void = { _, _ in }
  ) async throws {
    let run = try CheckRun(of: checks, self, surroundings)
    let progress = Progress(of: name, isShown: surroundings.errorIsTerminal)
    let reports = try await reports(of: run, surroundings, prepare)
    progress.stop()
    try common.write(reports, surroundings)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  fileprivate func reports(
    of run: CheckRun, _ surroundings: Surroundings, _ prepare: (inout CheckRun, Repository) async throws -> Void
  ) async throws -> [Report] {
    var run = run
    do {
      run.comparison.event = try surroundings.event(for: comparison)
      run.circumstances.evidence = try readEvidence()
      run.circumstances.toolReports = try readToolReports()
      run.circumstances.artifacts = artifactFiles
      let repository = try common.open(for: &run, surroundings)
      try run.circumstances.evidence?.require(about: repository, surroundings)
      try await prepare(&run, repository)
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
