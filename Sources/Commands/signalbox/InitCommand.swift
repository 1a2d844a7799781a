internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Git
internal import SystemPackage

/// `signalbox init`: gives a repository what it needs to be judged.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Give a repository its policy, its workflows and its templates.",
    discussion: """
      It asks nothing, commits nothing, and leaves every file that is there as it is. Without --kind it looks: a folder \
      db/migrations makes a database, a folder platform a platform, and anything else is a service.

      EXAMPLES:
        signalbox init --dry-run                             only say what would be written
        signalbox init --kind database
        signalbox init --workflows acme/signalbox@1f6c…      the commit of a release of your copy
      """)

  @Option(help: "What the repository is for.")
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
    let (top, branch) = try workingTree(Surroundings.ofThisProcess())
    let kind = kind ?? Self.kind(of: top)
    let adoption = Adoption(kind, workflowsFrom: workflows, branch: branch)
    var lines = ["signalbox: \(dryRun ? "would make" : "makes") this a repository of the kind \(kind.rawValue)"]
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
  private func workingTree(_ surroundings: Surroundings) throws(FileProblem) -> (FilePath, String) {
    do throws(GitError) {
      let opened = try Repository.open(surroundings.repository(in: repository))
      guard let top = opened.workingTree else {
        throw GitError(.wrongKind, "a bare repository has no files", help: "run it in a clone that has a working tree")
      }
      let current = try opened.currentBranch
      let branch = try opened.defaultBranch(for: current) ?? current ?? "main"
      return (FilePath(top), String(branch.split(separator: "/").last ?? "main"))
    } catch {
      throw FileProblem(description: "\(error.message); \(error.help)")
    }
  }

  private static func kind(of top: FilePath) -> RepositoryKind {
    if Files.isFolder(top.pushing("db/migrations").string) { return .database }
    return Files.isFolder(top.appending("platform").string) ? .platform : .service
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
      "put people into .signalbox/roles.yml, and a team into CODEOWNERS",
      isPlaceholder ? "put your copy of Signalbox into the workflows, in place of acme/signalbox@000…" : nil,
      "signalbox policy check            whether the policy can be read",
      "signalbox hooks install           judge every push before it leaves",
      "signalbox doctor                  what is missing still",
    ]
    return steps.compactMap(\.self).enumerated().map { "\($0.offset + 1). \($0.element)" }
  }
}
