internal import ArgumentParser
internal import Changes
internal import Findings
internal import Git

/// The options of a command that asks something of a change or of a policy, and gives no verdict.
package struct ChangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Commit to look at (default: HEAD).", valueName: "rev"))
  var head: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  @Option(help: ArgumentHelp("Try the policy files of a folder instead of those of the repository.", valueName: "dir"))
  var policy: String?

  @Flag(help: "Allow --policy in CI, although the change may have written that folder.")
  var allowUntrustedPolicy = false

  @Option(help: ArgumentHelp("The policy files of the organisation, below the repository's.", valueName: "dir"))
  var organisationPolicy: String?

  package init() {}

  package func validate() throws {
    if allowUntrustedPolicy, policy == nil {
      throw ValidationError("--allow-untrusted-policy means nothing without --policy")
    }
  }
}

extension ChangeOptions {
  /// The options of a verdict that are as these, with the defaults of all others.
  var common: CommonOptions {
    var common = CommonOptions()
    (common.repository, common.policy, common.now) = (repository, policy, nil)
    (common.allowUntrustedPolicy, common.organisationPolicy) = (allowUntrustedPolicy, organisationPolicy)
    return common
  }

  /// A run of checks that is asked something.
  ///
  /// - Throws: `ValidationError` for options that do not go together here, and `FileProblem`.
  func run(
    of checks: [any Check.Type], base: String?, worktree: Bool = false, _ surroundings: Surroundings
  ) throws -> CheckRun {
    if worktree, head != nil { throw ValidationError("--worktree and --head exclude each other") }
    return try CheckRun(
      of: checks, ComparisonRequest(base: base, head: head, includesWorkingTree: worktree),
      at: surroundings.isContinuousIntegration ? .merge : .prePush, common, surroundings)
  }

  /// Asks something about two commits; what keeps it from an answer goes to standard error.
  ///
  /// - Throws: `ExitCode` where there is no answer, and `ValidationError` or `FileProblem`.
  func ask(
    _ checks: [any Check.Type], base: String?, worktree: Bool = false, _ surroundings: Surroundings,
    _ question: (CheckRun, Repository) throws -> Void
  ) throws {
    var run = try run(of: checks, base: base, worktree: worktree, surroundings)
    do {
      run.comparison.event = try surroundings.event(for: run.comparison)
      let repository = try common.open(for: &run, surroundings)
      try question(run, repository)
    } catch let error as GitError {
      try Self.say(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      try Self.say(run.undecided(error))
    }
  }

  private static func say(_ reports: [Report]) throws {
    // Every check would say the same.
    if let report = reports.first { Files.say(TextReportWriter().findings(of: report) + "\n") }
    throw ExitCode(Verdict.undecided.exitCode)
  }
}
