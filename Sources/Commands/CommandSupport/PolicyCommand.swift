package import ArgumentParser
package import Changes

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
        It is the policy of `\(S.name) check` with the same options: that of the tip of the default branch.

        EXAMPLES:
          \(S.name) policy show
          \(S.name) policy show --base main --organisation-policy ../policy
        """)
  }

  @OptionGroup var selected: SelectedChecks<S>

  @Option(
    help: ArgumentHelp("Commit to compare with (default: merge base with the default branch).", valueName: "rev"))
  var base: String?

  @OptionGroup var options: ChangeOptions

  package init() {}

  package func run() async throws {
    try options.ask(selected.checks, base: base, Surroundings.ofThisProcess()) { run, repository in
      let policies = try run.effectivePolicies(in: repository)
      // Several are documents of one stream (YAML 1.2.2, section 9.2), each headed by the check that goes by it.
      let headed = zip(run.checks, policies).map { "# \($0.name)\n\($1)" }
      let text = policies.count == 1 ? policies[0] : headed.joined(separator: "---\n")
      try Files.writeToOutput(Array(text.utf8))
    }
  }
}
