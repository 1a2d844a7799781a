package import ArgumentParser
package import Changes
internal import Findings
internal import Git
internal import Policy

/// `<check> check`: judges a change and says the verdict.
package struct CheckCommand<C: Check>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Judge a change.",
      discussion: """
        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(C.name) check                                  this branch, against the default branch
          \(C.name) check --worktree                       with what is not committed yet
          \(C.name) check --base main~5 --head main        these two commits
          \(C.name) check --format json --report text=out.txt
        """)
  }

  @OptionGroup(title: "Check options") var options: CheckOptions

  package init() {}

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let run = try CheckRun(of: C.self, options, surroundings)
    let progress = Progress(of: C.name, isShown: surroundings.errorIsTerminal)
    let report = try await report(of: run, surroundings)
    progress.stop()
    try write([report], surroundings)
    throw ExitCode(report.verdict.exitCode)
  }

  private func report(of run: CheckRun<C>, _ surroundings: Surroundings) async throws -> Report {
    var run = run
    do {
      run.evidence = try options.readEvidence()
      let repository = try Repository.open(surroundings.repository(in: options.repository))
      return await run.report(in: repository)
    } catch let error as GitError {
      return run.undecided(Undecidable(error))
    } catch let error as UnreadableEvidence {
      return run.undecided(Undecidable(error))
    }
  }

  private func write(_ reports: [Report], _ surroundings: Surroundings) throws(FileProblem) {
    for file in options.report {
      try Files.write(file.format.writer(style: .plain).bytes(for: reports), to: file.path)
    }
    let style = surroundings.style(noColor: options.noColor)
    let report = options.format.writer(style: style).bytes(for: reports)
    guard let workflow = WorkflowStep(surroundings) else { return try Files.writeToOutput(report) }
    try workflow.write(report, of: reports, in: options.format)
  }
}

extension ReportFormat {
  fileprivate func writer(style: TextStyle) -> any ReportWriter {
    switch self {
    case .text: TextReportWriter(style: style)
    case .json: JSONReportWriter()
    case .sarif: SARIFReportWriter()
    case .junit: JUnitReportWriter()
    case .github: GitHubReportWriter()
    case .markdown: MarkdownReportWriter()
    }
  }
}
