internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Git
internal import SystemPackage

/// `signalbox init`: gives a repository the policies and workflows for what it has.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write policy files, workflows and templates.",
    discussion: """
      Looks for contracts (JSON Schema, OpenAPI, AsyncAPI) and for migrations with the tool that applies them, and \
      writes policies for what it finds. It commits nothing, and leaves every file that is there as it is.

      EXAMPLES:
        # Only say what would be written:
        signalbox init --dry-run
        # Add the policy of a database, whatever is found:
        signalbox init --kind database
        # Decisions, plans of Terraform and postmortems:
        signalbox init --kind change-control
        # With the commit of a release of your copy:
        signalbox init --workflows acme/signalbox@COMMIT
      """)

  @Option(help: "What the repository is for (default: by what is found).")
  var kind: RepositoryKind?

  @Option(
    help: ArgumentHelp(
      "Where the reusable workflows come from, with the whole id of a commit (default: a placeholder).",
      valueName: "owner/name@commit"))
  var workflows: WorkflowSource?

  @Flag(help: "Write nothing, and say what would be written.")
  var dryRun = false

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  func run() throws {
    let (opened, top, branch) = try workingTree(Surroundings.ofThisProcess())
    let survey = try RepositorySurvey(of: opened)
    let adoption = Adoption(kind, having: survey, workflowsFrom: workflows, branch: branch)
    var lines = survey.lines.map { "  \($0)" }
    for file in adoption.files {
      lines.append("  \(try make(file, top))  \(file.path)")
    }
    lines += try owners(adoption.codeOwners, top)
    let isPlaceholder = try adoption.files.contains { file in
      guard file.path.hasPrefix(".github/workflows/") else { return false }
      let there = try Files.contents(ofAny: top.pushing(FilePath(file.path)).string, limit: 1024 * 1024)
      return String(decoding: there ?? file.bytes, as: UTF8.self).contains(WorkflowSource.placeholderCommit)
    }
    lines += ["", "Next:"] + Self.steps(isPlaceholder: isPlaceholder).map { "  \($0)" }
    try Files.writeToOutput(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Writes a file where nothing stands, and says in a word what came of it.
  private func make(_ file: AdoptedFile, _ top: FilePath) throws(FileProblem) -> String {
    let new = NewFile(file.path, below: top)
    if dryRun { return new.isThere ? "kept " : "new  " }
    return try new.create(file.bytes) ? "wrote" : "kept "
  }

  /// The top of the working tree, and the name of the branch that changes go to.
  private func workingTree(_ surroundings: Surroundings) throws(FileProblem) -> (Repository, FilePath, String) {
    do throws(GitError) {
      let opened = try Repository.open(surroundings.repository(in: repository))
      guard let top = opened.workingTree else {
        throw GitError(.wrongKind, "a bare repository has no files", help: "run it in a clone that has a working tree")
      }
      let current = try opened.currentBranch
      let branch = try opened.defaultBranch(for: current) ?? current ?? "main"
      return (opened, FilePath(top), String(branch.split(separator: "/").last ?? "main"))
    } catch {
      throw FileProblem(description: "\(error.message); \(error.help)")
    }
  }

  /// What is said of the code owners: where there is a file, its owner decides on its lines and their order.
  private func owners(_ wanted: [String], _ top: FilePath) throws -> [String] {
    for place in CodeOwners.places {
      let path = top.pushing(FilePath(place)).string
      guard let bytes = try Files.contents(ofAny: path, limit: CodeOwners.sizeLimit) else { continue }
      let owners = CodeOwners(String(decoding: bytes, as: UTF8.self))
      let missing = wanted.filter { !owners.hasOwner(ofFolder: String($0.prefix { $0 != " " })) }
      guard !missing.isEmpty else { return ["  kept   \(place)"] }
      return ["  kept   \(place), in which these lines are missing:"] + missing.map { "           \($0)" }
    }
    let lines = ["# Who has to review what; where several lines fit, the last one counts."] + wanted
    let file = AdoptedFile(CodeOwners.places[0], Array((lines.joined(separator: "\n") + "\n").utf8))
    return ["  \(try make(file, top))  \(file.path)"]
  }

  private static func steps(isPlaceholder: Bool) -> [String] {
    let steps = [
      "add members to .signalbox/roles.yml, and a team to CODEOWNERS",
      isPlaceholder ? "name your copy of Signalbox in the workflows, in place of acme/signalbox@000…" : nil,
      "signalbox policy check            validate the policy",
      "signalbox hooks install           check every push before it leaves",
      "signalbox doctor                  see what is missing",
    ]
    return steps.compactMap(\.self).enumerated().map { "\($0.offset + 1). \($0.element)" }
  }
}
