package import ArgumentParser
package import Changes
internal import Findings
internal import Git

/// `<check> policy`: what the policy says, whether it can be read, and what a change makes of it.
package struct PolicyCommand<S: CheckSuite>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "policy", abstract: "Show, validate, compare or upgrade policies.",
      subcommands: [
        PolicyShowCommand<S>.self, PolicyCheckCommand<S>.self, PolicyDiffCommand<S>.self,
        PolicyUpgradeCommand<S>.self,
      ])
  }

  package init() {}

  package func run() throws {
    throw ValidationError("missing subcommand; see `\(S.name) policy --help`")
  }
}

/// `<check> policy show`: the effective policy, and where each value comes from.
package struct PolicyShowCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: "Show the effective policy and where each value comes from.",
      discussion: """
        It is the policy that `\(S.name) check` would judge by, with the same options: that of the tip of the default branch.

        EXAMPLES:
          \(S.name) policy show
          \(S.name) policy show --base main --organisation-policy ../policy
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @OptionGroup var options: CheckOptions

  package init() {}

  package func validate() throws {
    try options.refuseVerdict(
      in: "\(S.name) policy show", elsewhere: "\(S.name) check",
      furtherGiven: options.asksForReport + [("--worktree", options.worktree)])
  }

  package func run() async throws {
    try options.ask(selected.checks, Surroundings.ofThisProcess()) { run, repository in
      let policies = try run.effectivePolicies(in: repository)
      // Several are documents of one stream (YAML 1.2.2, section 9.2), each headed by the check that goes by it.
      let headed = zip(run.checks, policies).map { "# \($0.name)\n\($1)" }
      let text = policies.count == 1 ? policies[0] : headed.joined(separator: "---\n")
      try Files.writeToOutput(Array(text.utf8))
    }
  }
}

extension CheckOptions {
  /// Asks something about two commits that is no verdict; what cannot be told goes to standard error.
  ///
  /// - Throws: `ExitCode` where it cannot be told, and `ValidationError` or `FileProblem`.
  func ask(
    _ checks: [any Check.Type], _ surroundings: Surroundings, _ question: (CheckRun, Repository) throws -> Void
  ) throws {
    var run = try CheckRun(of: checks, self, surroundings)
    do {
      run.comparison.event = try surroundings.event(for: comparison)
      let repository = try common.open(for: &run, surroundings)
      try question(run, repository)
    } catch let error as GitError {
      try say(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      try say(run.undecided(error))
    }
  }

  private func say(_ reports: [Report]) throws {
    // Every check would say the same.
    if let report = reports.first { Files.say(TextReportWriter().findings(of: report) + "\n") }
    throw ExitCode(Verdict.undecided.exitCode)
  }
}
