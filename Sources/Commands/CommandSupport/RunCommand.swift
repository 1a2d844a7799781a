package import ArgumentParser
package import Changes
internal import Findings
internal import Git

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

  @OptionGroup(title: "Check options") var options: CheckOptions

  @Option(help: ArgumentHelp("Where the report is written (default: standard output).", valueName: "file"))
  var output: String?

  package init() {}

  package func validate() throws {
    try options.refuseVerdict(
      in: "\(C.name) \(C.runVerb)", elsewhere: "\(C.name) check", furtherGiven: options.asksForReport)
    if C.runsInWorkingTree, options.head != nil {
      throw ValidationError("`\(C.name) \(C.runVerb)` runs on the working tree, so --head cannot be given with it")
    }
  }

  package func run() async throws {
    try await ToolRun.write(of: C.self, options, to: output)
  }
}

/// Runs the tools of a check for one of its commands.
package enum ToolRun {
  /// Runs them on a change and writes their report.
  ///
  /// - Parameters:
  ///   - check: whose tools they are.
  ///   - options: which change it is.
  ///   - output: the file; `nil` for standard output.
  ///   - arguments: what was given on the command line for the tool.
  package static func write<C: ToolRunningCheck>(
    of check: C.Type, _ options: CheckOptions, to output: String?, arguments: [String] = []
  ) async throws {
    try await Interruption.watched { try await run(of: check, options, output: output, arguments: arguments) }
  }

  private static func run<C: ToolRunningCheck>(
    of check: C.Type, _ options: CheckOptions, output: String?, arguments: [String]
  ) async throws {
    let surroundings = Surroundings.ofThisProcess()
    let progress = Progress(of: C.name, isShown: surroundings.errorIsTerminal)
    var run = try CheckRun(of: [C.self], options, surroundings)
    do {
      run.comparison.event = try surroundings.event(for: options.comparison)
      if C.runsInWorkingTree { run.comparison.includesWorkingTree = true }
      let repository = try options.common.open(for: &run, surroundings)
      let comparison = try run.comparison(in: repository)
      let report = try await run.toolReport(
        of: C.self, on: comparison, in: repository, surroundings, arguments: arguments)
      progress.stop()
      guard let output else { return try Files.writeToOutput(report) }
      try Files.write(report, to: output)
    } catch let error as GitError {
      try say(run.undecided(Undecidable(error)))
    } catch let error as Undecidable {
      try say(run.undecided(error))
    }
  }

  private static func say(_ reports: [Report]) throws {
    for report in reports { Files.say(TextReportWriter().findings(of: report) + "\n") }
    throw ExitCode(Verdict.undecided.exitCode)
  }
}

/// `<check> check` of a check whose tools can be run: judges a change by what they said, or by what they say now.
package struct RunningCheckCommand<C: ToolRunningCheck>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Judge a change by what the tools said.",
      discussion: """
        Without --run no program is run: the verdict rests on the reports that are given with --tool-report, which \
        `\(C.name) \(C.runVerb)` wrote.

        Exit status: 0 pass, 1 fail, 2 undecided, 64 for a wrong command line.

        EXAMPLES:
          \(C.name) check --run                      this branch since it left main
          \(C.name) check --run --worktree           with what is not committed yet
          \(C.name) check --tool-report \(C.reportName)    by an earlier run of \(C.name) \(C.runVerb)
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
    arguments: [String] = []
  ) async throws -> [UInt8] {
    let matter = try changeToRun(for: check, on: comparison, in: repository)
    return try await Files.withScratchFolder { folder in
      let workshop = Workshop(
        folder: folder, environment: surroundings.toolEnvironment, runner: surroundings.runner,
        programs: surroundings.programFolder, arguments: arguments)
      return try await C.toolReport(on: matter, in: workshop)
    }
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
      They work on the content of the judged commit in a scratch folder. node_modules, vendor/bundle and .bundle of \
      the working tree are linked into it.
      """
  }
}
