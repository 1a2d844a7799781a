package import ArgumentParser
package import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import SystemPackage

/// `<check> policy upgrade`: gives renamed rules their new ids in policies, waivers, baselines and suppressions.
package struct PolicyUpgradeCommand<S: CheckSuite>: ParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "upgrade",
      abstract: "Rename rules that have a new id.",
      discussion: """
        Rewrites the ids of renamed rules in the policy files of the working tree: rules, waivers, locks and \
        baselines; and in the suppressions of files that are not merged yet. Comments and formatting stay. It \
        commits nothing.

        EXAMPLES:
          \(S.name) policy upgrade --diff
          \(S.name) policy upgrade
          \(S.name) policy upgrade --policy ../organisation/policy
        """)
  }

  @Flag(help: "Show the edits and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("Upgrade the policy files of a folder instead.", valueName: "dir"))
  var policy: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  package init() {}

  package func validate() throws {
    if policy != nil, repository != nil { throw ValidationError("--policy and --repository exclude each other") }
  }

  package func run() throws {
    var (files, remarks) = try policy.map { (try Self.policyFiles(of: $0, shownAs: $0), []) } ?? ofRepository()
    files = files.filter { !$0.edits.isEmpty }
    try files.write(showing: diff)
    if !diff { remarks = files.map { "upgraded \($0.path) (\(Report.counted($0.edits.count, "id")))" } + remarks }
    if files.isEmpty { remarks.insert("nothing to upgrade", at: 0) }
    for remark in remarks { Files.say("\(S.name): \(remark)\n") }
  }

  private func ofRepository() throws -> ([EditedFile], remarks: [String]) {
    do throws(GitError) {
      let opened = try Repository.open(Surroundings.ofThisProcess().repository(in: repository))
      guard let top = opened.workingTree else {
        throw GitError(.wrongKind, "a bare repository has no files", help: "run it in a clone that has a working tree")
      }
      let checks = S.checks.compactMap { $0 as? any SuppressibleCheck.Type }
      let renames = checks.isEmpty ? nil : try SuppressionRenames(of: checks, in: opened)
      return try files(renames, below: top)
    } catch {
      throw FileProblem(description: error.help.isEmpty ? error.message : "\(error.message); \(error.help)")
    }
  }

  private func files(
    _ renames: SuppressionRenames?, below top: String
  ) throws(GitError) -> ([EditedFile], remarks: [String]) {
    let folder = FilePath(top).appending(PolicyFolder.name).string
    var files: [EditedFile] = []
    do throws(FileProblem) {
      if Files.isFolder(folder) { files = try Self.policyFiles(of: folder, shownAs: PolicyFolder.name) }
    } catch {
      throw GitError(.unreadableFile, error.description, help: "")
    }
    files += (renames?.files ?? []).map { file in
      EditedFile(
        path: file.path.description, destination: FilePath(top).pushing(FilePath(file.path.description)).string,
        source: file.source, edits: file.edits)
    }
    let merged = renames?.merged ?? []
    let remarks =
      merged.isEmpty
      ? []
      : ["left \(Report.counted(merged.count, "merged file")) unchanged, such as \(merged[0])"]
    return (files, remarks)
  }

  /// The files of a policy folder, with the edits that each needs.
  private static func policyFiles(of folder: String, shownAs shown: String) throws(FileProblem) -> [EditedFile] {
    let contents = try Files.contents(ofFolder: folder, limit: PolicyFolder.sizeLimit)
    var files: [EditedFile] = []
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      let isBaseline = name.hasSuffix(".baseline.json")
      guard isBaseline || name.hasSuffix(".yml") else { continue }
      let source = SourceText(bytes)
      do throws(DocumentError) {
        let document = try isBaseline ? Document.json(source) : Document.yaml(source)
        files.append(
          EditedFile(
            path: "\(shown)/\(name)", destination: "\(folder)/\(name)", source: source,
            edits: isBaseline ? document.renamesInBaseline : document.renamesInPolicy))
      } catch {
        throw FileProblem(description: "could not read \(shown)/\(name) at \(error.position): \(error.message)")
      }
    }
    return files
  }
}
