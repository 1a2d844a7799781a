package import ArgumentParser
package import Changes
internal import Findings
package import Git

/// `<check> run`: runs the check's tools on a change and writes their report.
package struct RunCommand<C: ToolRunningCheck>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: C.runVerb,
      abstract: "Run the tools on a change and write their report.",
      discussion: """
        This runs code of the change: tools load the configuration and the plugins that it brings along. Run it where \
        nothing is to be had, in a job without secrets, and never where you would not run the change's tests. Which \
        commands are run says the policy, and that is read where the change has no say. Tools get the variables \
        \(Surroundings.toolVariables.joined(separator: ", ")) and no others.

        \(C.whereToolsRun)

        Exit status: 0 where the report was written, whatever it says; 2 where there is none; 64 for a wrong command \
        line.

        EXAMPLES:
          \(C.name) \(C.runVerb) --output \(C.reportName)
          \(C.name) check --tool-report \(C.reportName)
        """)
  }

  @OptionGroup var options: RunOptions

  @Option(
    help: ArgumentHelp("Run this alone: a linter, or a suite as `plan` names it; may be repeated.", valueName: "name"))
  var only: [String] = []

  package init() {}

  package func validate() throws { try options.validate(for: C.self) }

  package func run() async throws { try await options.writeReport(of: C.self, only: only) }
}

/// The options of a command that runs the tools of a check and writes their report.
package struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Commit to compare with (default: merge base with the default branch).", valueName: "rev"))
  var base: String?

  @Flag(help: "Run on the files of the working tree, committed or not.")
  var worktree = false

  @OptionGroup var change: ChangeOptions

  @Option(help: ArgumentHelp("Where the report is written (default: standard output).", valueName: "file"))
  package var output: String?

  package init() {}

  /// Refuses what the tools of a check have no use for.
  func validate<C: ToolRunningCheck>(for check: C.Type) throws {
    if C.runsInWorkingTree, change.head != nil {
      throw ValidationError("`\(C.name) \(C.runVerb)` runs on the working tree, so --head cannot be given with it")
    }
  }

  /// Runs the tools on a change and writes their report.
  ///
  /// - Parameters:
  ///   - check: whose tools they are.
  ///   - only: which of them; empty for all.
  ///   - arguments: what was given on the command line for the tool.
  /// - Throws: `ExitCode` where there is no report, and `ValidationError` or `FileProblem`.
  package func writeReport<C: ToolRunningCheck>(
    of check: C.Type, only: [String] = [], arguments: [String] = []
  ) async throws {
    let options = self
    try await Interruption.watched { try await options.run(check, only: only, arguments: arguments) }
  }

  /// Opens the repository, compares, and does something with what would be checked.
  ///
  /// - Throws: `ExitCode` where that is undecided, whose reason was said, and what the body throws.
  package func withComparison<C: ToolRunningCheck, Result>(
    for check: C.Type, _ body: (CheckRun, Comparison, Repository, Surroundings) async throws -> Result
  ) async throws -> Result {
    try await change.withComparison(for: C.self, base: base, worktree: worktree, body)
  }

  private func run<C: ToolRunningCheck>(_ check: C.Type, only: [String], arguments: [String]) async throws {
    let report = try await withComparison(for: C.self) {
      try await $0.toolReport(of: C.self, on: $1, in: $2, $3, only: only, arguments: arguments)
    }
    guard let output else { return try Files.writeToOutput(report) }
    try Files.write(report, to: output)
  }
}

extension ChangeOptions {
  /// Opens the repository, compares, and does something with what would be checked.
  ///
  /// - Throws: `ExitCode` where that is undecided, whose reason was said, and what the body throws.
  package func withComparison<C: ToolRunningCheck, Result>(
    for check: C.Type, base: String? = nil, worktree: Bool = false,
    _ body: (CheckRun, Comparison, Repository, Surroundings) async throws -> Result
  ) async throws -> Result {
    let surroundings = Surroundings.ofThisProcess()
    let progress = Progress(of: C.name, isShown: surroundings.errorIsTerminal)
    var run = try run(of: [C.self], base: base, worktree: worktree, surroundings)
    do {
      run.comparison.event = try surroundings.event(for: run.comparison)
      if C.runsInWorkingTree { run.comparison.includesWorkingTree = true }
      let repository = try common.open(for: &run, surroundings)
      let comparison = try run.comparison(in: repository)
      let result = try await body(run, comparison, repository, surroundings)
      progress.stop()
      return result
    } catch let error as GitError {
      throw Self.said(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      throw Self.said(run.undecided(error))
    }
  }

  private static func said(_ reports: [Report]) -> ExitCode {
    for report in reports { Files.say(TextReportWriter().findings(of: report) + "\n") }
    return ExitCode(Verdict.undecided.exitCode)
  }
}

/// `<check> check` of a check whose tools can be run: judges a change by what they said, or by what they say now.
package struct RunningCheckCommand<C: ToolRunningCheck>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Check a change by the reports of its tools.",
      discussion: """
        Without --run no program is run: the verdict rests on the reports that are given with --tool-report, which \
        `\(C.name) \(C.runVerb)` wrote.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          # This branch since it left main:
          \(C.name) check --run
          # With what is not committed yet:
          \(C.name) check --run --worktree
          # By an earlier run of \(C.name) \(C.runVerb):
          \(C.name) check --tool-report \(C.reportName)
        """)
  }

  @OptionGroup(title: "Check options") var options: CheckOptions

  @Flag(help: "Run the tools first; that runs code of the change (see the help of the verb that runs them).")
  var run = false

  package init() {}

  package func run() async throws {
    guard run else { return try await options.judge(by: [C.self], as: C.name, Surroundings.ofThisProcess()) }
    let options = options
    try await Interruption.watched {
      let surroundings = Surroundings.ofThisProcess()
      try await options.judge(by: [C.self], as: C.name, surroundings) { run, repository in
        var running = run
        if C.runsInWorkingTree { running.comparison.includesWorkingTree = true }
        let comparison = try running.comparison(in: repository)
        let report = try await running.toolReport(of: C.self, on: comparison, in: repository, surroundings)
        run.circumstances.toolReports.append(ToolReport(path: "\(C.name) \(C.runVerb)", bytes: report))
      }
    }
  }
}

extension CheckRun {
  /// Runs the tools of a check in a scratch folder.
  func toolReport<C: ToolRunningCheck>(
    of check: C.Type, on comparison: Comparison, in repository: Repository, _ surroundings: Surroundings,
    only: [String] = [], arguments: [String] = []
  ) async throws -> [UInt8] {
    let matter = try changeToRun(for: check, on: comparison, in: repository)
    return try await Files.withScratchFolder(in: surroundings.environment["TMPDIR"]) { folder in
      let workshop = Workshop(
        folder: folder, environment: surroundings.toolEnvironment, runner: surroundings.runner, selection: only,
        programs: surroundings.programFolder, arguments: arguments)
      return try await C.toolReport(on: matter, in: workshop)
    }
  }
}

extension CheckRun {
  /// Does something with the change from a base to the working tree, as tools get to see it.
  ///
  /// - Parameters:
  ///   - check: the check whose policy counts.
  ///   - base: the commit to compare with; the merge base with the default branch where it is not given.
  ///   - folder: a folder of the repository.
  ///   - body: gets the change and the variables of tools.
  /// - Throws: `Undecidable`, `GitError` and `FileProblem` for what keeps it from beginning.
  package static func inWorkingTree<C: Check>(
    of check: C.Type, base: String?, repository folder: String?,
    _ body: (ChangeToRun<C>, _ environment: [String: String]) async throws -> Void
  ) async throws {
    let surroundings = Surroundings.ofThisProcess()
    var common = CommonOptions()
    (common.repository, common.policy, common.now) = (folder, nil, nil)
    (common.allowUntrustedPolicy, common.organisationPolicy) = (false, nil)
    var run = try CheckRun(
      of: [check], ComparisonRequest(base: base, head: nil, includesWorkingTree: true),
      at: surroundings.isContinuousIntegration ? .merge : .prePush, common, surroundings)
    run.comparison.event = try surroundings.event(for: run.comparison)
    let repository = try common.open(for: &run, surroundings)
    let comparison = try run.comparison(in: repository)
    try await body(run.changeToRun(for: check, on: comparison, in: repository), surroundings.toolEnvironment)
  }
}

extension Surroundings {
  /// What tools get to see of the environment: where programs and packages are, and the language; no secrets.
  static let toolVariables = [
    "PATH", "HOME", "USER", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "NODE_PATH", "NVM_DIR", "BUNDLE_GEMFILE",
    "BUNDLE_PATH", "GEM_HOME", "GEM_PATH", "RBENV_ROOT", "RBENV_VERSION", "ASDF_DIR", "ASDF_DATA_DIR",
    "PG_CONFIG", "XDG_CACHE_HOME",
  ]

  /// Those of them that are set, and what keeps package managers off the network.
  fileprivate var toolEnvironment: [String: String] {
    let handedOn = environment.filter { Self.toolVariables.contains($0.key) && !$0.value.isEmpty }
    let quiet = ["npm_config_offline": "true", "npm_config_update_notifier": "false", "NO_COLOR": "1"]
    return handedOn.merging(quiet) { $1 }
  }
}

extension ToolRunningCheck {
  /// Where the tools run, for the help.
  fileprivate static var whereToolsRun: String {
    runsInWorkingTree
      ? "They run in the working tree, as it is, and the report is bound to the files that are there."
      : """
      They work on the content of the checked commit in a scratch folder. node_modules, vendor/bundle and .bundle of \
      the working tree are linked into it.
      """
  }
}
