package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> policy`: what the policy in force says.
package struct PolicyCommand<S: CheckSuite>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "policy", abstract: "See the policy that is in force.",
      subcommands: [PolicyShowCommand<S>.self])
  }

  package init() {}
}

/// `<check> policy show`: the effective policy, and where each value comes from.
package struct PolicyShowCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: "Show the effective policy and where each value comes from.",
      discussion: """
        It is the policy that `\(S.name) check` would judge by, with the same options: that of the base commit.

        EXAMPLES:
          \(S.name) policy show
          \(S.name) policy show --base main --organisation-policy ../policy
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @OptionGroup var options: CheckOptions

  package init() {}

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var run = try CheckRun(of: selected.checks, options, surroundings)
    do {
      run.comparison.event = try surroundings.event(for: options.comparison)
      let repository = try Repository.open(surroundings.repository(in: options.common.repository))
      for policy in try run.effectivePolicies(in: repository) {
        try Files.writeToOutput(Array(policy.utf8))
      }
    } catch let error as GitError {
      try report(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      try report(run.undecided(error))
    }
  }

  private func report(_ reports: [Report]) throws {
    for report in reports { Files.say(TextReportWriter().findings(of: report) + "\n") }
    throw ExitCode(Verdict.undecided.exitCode)
  }
}
