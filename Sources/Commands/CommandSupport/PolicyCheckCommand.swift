package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Git

/// `<check> policy check`: whether the policy files that are here can be used.
package struct PolicyCheckCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: "Validate the policy files.",
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

  @Flag(help: "Make the fixes that are safe, then report what is left.")
  var fix = false

  @Flag(help: "Show the fixes that are safe as a diff, and write nothing.")
  var diff = false

  @OptionGroup(title: "Check options") var options: CommonOptions

  package init() {}

  package func validate() throws {
    if fix, diff { throw ValidationError("--fix and --diff exclude each other") }
    if fix || diff, head != nil {
      throw ValidationError("--fix and --diff are about the working tree, so without --head")
    }
  }

  package func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    var reports = try await reports(surroundings)
    if fix || diff {
      let edited = try edited(reports, surroundings)
      try edited.write(showing: diff)
      if diff { throw ExitCode(edited.isEmpty ? Verdict.pass.exitCode : Verdict.fail.exitCode) }
      for file in edited { Files.say("\(S.name): fixed \(file.path)\n") }
      reports = try await self.reports(surroundings)
    }
    try options.write(reports, surroundings)
    throw ExitCode(Verdict(of: reports.map(\.verdict)).exitCode)
  }

  /// The policy files that have safe fixes, with the edits that these make.
  private func edited(_ reports: [Report], _ surroundings: Surroundings) throws -> [EditedFile] {
    let fixable = reports.flatMap(\.fixable)
    var folder = options.policy
    if folder == nil, !fixable.isEmpty {
      do throws(GitError) {
        let repository = try Repository.open(surroundings.repository(in: options.repository))
        folder = repository.workingTree.map { "\($0)/\(PolicyFolder.name)" }
      } catch {
        throw FileProblem(description: error.message)
      }
    }
    guard let folder else { return [] }
    return Dictionary(grouping: fixable) { $0.place?.path ?? "" }.sorted { $0.key < $1.key }.compactMap {
      path, findings in
      guard path.hasPrefix("\(PolicyFolder.name)/"), let source = findings[0].place?.span?.source else { return nil }
      return EditedFile(
        path: path, destination: folder + path.dropFirst(PolicyFolder.name.utf8.count), source: source,
        edits: findings.compactMap(\.fix).flatMap(\.edits))
    }
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
