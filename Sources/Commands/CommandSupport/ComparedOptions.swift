package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// The options of a command that looks at a change and judges nothing.
package struct ComparedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The commit that is there now (default: as the event says, else where HEAD left the default branch).",
      valueName: "rev"))
  package var base: String?

  @Option(help: ArgumentHelp("The commit that will be there (default: HEAD).", valueName: "rev"))
  package var head: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  package var repository: String?

  @Option(help: ArgumentHelp("The policy files of the organisation, below the repository's.", valueName: "dir"))
  package var organisationPolicy: String?

  package init() {}

  /// Lends the change that a check would judge, with its policy.
  ///
  /// - Throws: `ExitCode` with the status of an undecided verdict, after the reason was said; what the body throws.
  package func withChange<C: Check, Result>(
    for check: C.Type, _ surroundings: Surroundings, _ body: (ChangeToRun<C>) throws -> Result
  ) throws -> Result {
    var run = CheckRun(
      of: [C.self], comparison: ComparisonRequest(base: base, head: head, includesWorkingTree: false),
      circumstances: Circumstances(stage: .prePush, now: surroundings.now), version: Version.current)
    if let folder = organisationPolicy {
      run.organisationPolicy = try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit)
    }
    do {
      run.comparison.event = try surroundings.event(for: run.comparison)
      let repository = try Repository.open(
        surroundings.repository(in: repository), configuration: surroundings.userConfiguration)
      let comparison = try run.comparison(in: repository)
      return try body(try run.changeToRun(for: check, on: comparison, in: repository))
    } catch let error as GitError {
      throw say(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      throw say(run.undecided(error))
    }
  }

  private func say(_ reports: [Report]) -> ExitCode {
    for report in reports { Files.say(TextReportWriter().findings(of: report) + "\n") }
    return ExitCode(Verdict.undecided.exitCode)
  }
}
