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
      abstract: "Write down today's findings, so that only new ones block.",
      discussion: """
        All files are judged as if they were new. Commit the file; it counts once it is on the base branch, and from \
        then on it can only shrink.

        EXAMPLES:
          \(C.name) baseline --output \(PolicyFolder.name)/\(C.baselineFile)\(
            (C.self as? any ToolRunningCheck.Type)?.needsReport == true ? " --tool-report lint.json" : "")
        """)
  }

  @OptionGroup var options: CheckOptions

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  package init() {}

  package func validate() throws {
    if options.base != nil { throw ValidationError("a baseline is of the whole state, so it has no --base") }
    // The rules of a check that runs tools for a part of its rules only say what they can without a report.
    if let running = C.self as? any ToolRunningCheck.Type, running.needsReport, options.toolReport.isEmpty {
      throw ValidationError(
        "what tools find stands in their report: give the one of `\(C.name) run` with --tool-report")
    }
  }

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var run = try CheckRun(of: [C.self], options, surroundings)
    run.circumstances.stage = .prePush
    run.circumstances.toolReports = try options.readToolReports()
    let reports: [Report]
    do throws(GitError) {
      let repository = try Repository.open(surroundings.repository(in: options.common.repository))
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
