package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> policy check`: whether the policy files that are here can be used.
package struct PolicyCheckCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Check the policy files themselves, before anything is judged by them.",
      discussion: """
        It reads the files as they are in the working tree, committed or not; with --head those of a commit. Unknown \
        keys and rules, values of the wrong kind, locked values, and waivers that have expired are told at their lines.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(S.name) policy check
          \(S.name) policy check --head main --organisation-policy ../policy
          \(S.name) policy check --policy some/folder
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @Option(help: ArgumentHelp("The commit whose policy files are read (default: the working tree).", valueName: "rev"))
  var head: String?

  @OptionGroup(title: "Check options") var options: CommonOptions

  package init() {}

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let reports = try await reports(surroundings)
    try options.write(reports, surroundings)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  private func reports(_ surroundings: Surroundings) async throws -> [Report] {
    var run = try CheckRun(
      of: selected.checks, ComparisonRequest(head: head), at: .prePush, options, surroundings)
    do {
      let repository = try options.open(for: &run, surroundings)
      if head == nil, options.policy == nil, let top = repository.workingTree {
        let folder = "\(top)/\(PolicyFolder.name)"
        run.policy = .files(
          Files.isFolder(folder) ? try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit) : [:])
      }
      return await run.policyReports(in: repository)
    } catch let error as GitError {
      return run.undecided(Undecidable(error))
    }
  }
}
