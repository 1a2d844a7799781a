package import ArgumentParser
package import Changes
internal import Findings
internal import Git
internal import Policy

/// `<check> baseline`: writes down the findings that are there today, so that only new ones block.
package struct BaselineCommand<C: Check>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "baseline",
      abstract: "Accept current findings; only new ones fail.",
      discussion: """
        All files are checked as if they were new. Commit the file; it counts once it is on the base branch, and from \
        then on it can only shrink.

        EXAMPLES:
          \(C.name) baseline --output \(PolicyFolder.name)/\(C.baselineFile)\(
            (C.self as? any ToolRunningCheck.Type)?.needsReport == true
              ? " \\\n            --tool-report lint.json" : "")
        """)
  }

  @OptionGroup var options: ChangeOptions

  @Option(
    help: ArgumentHelp(
      "Report of a tool that ran earlier; may be repeated.", valueName: "file",
      visibility: C.self is any ToolRunningCheck.Type ? .default : .hidden))
  var toolReport: [String] = []

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  package init() {}

  package func validate() throws {
    // The rules of a check that runs tools for a part of its rules only say what they can without a report.
    if let running = C.self as? any ToolRunningCheck.Type, running.needsReport, toolReport.isEmpty {
      throw ValidationError(
        "the findings of tools are in their report: give the one of `\(C.name) run` with --tool-report")
    }
  }

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var run = try options.run(of: [C.self], base: nil, surroundings)
    run.circumstances.stage = .prePush
    run.circumstances.toolReports = try ToolReport.read(toolReport)
    let reports: [Report]
    do throws(GitError) {
      let repository = try Repository.open(surroundings.repository(in: options.repository))
      reports = await run.reportsOnEverything(in: repository)
    } catch {
      reports = run.undecided(Undecidable(error))
    }
    let isWhole = reports.allSatisfy(\.undecided.isEmpty)
    let baseline = Baseline(of: reports.flatMap(\.findings))
    // Where nothing was found because nothing was judged, a baseline that is there must not be lost.
    if isWhole || !baseline.entries.isEmpty {
      try Files.write(baseline.bytes, to: output)
      Files.say("\(C.name): wrote \(baseline.entries.count) findings to \(output)\n")
    }
    guard isWhole else {
      for report in reports { Files.say(TextReportWriter().findings(of: report) + "\n") }
      throw ExitCode(Verdict.undecided.exitCode)
    }
  }
}
