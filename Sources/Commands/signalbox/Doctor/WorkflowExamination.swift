internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import SystemPackage

extension Patient {
  /// Whether each adopted check is called, under the name that is required, by workflows that nobody can exchange.
  func workflows() throws(FileProblem) -> Examination {
    var examination = Examination("workflows")
    let files = try workflowFiles()
    let names = Set(files.flatMap(\.jobNames))
    for check in adopted {
      examination.add(
        well: "a job is named \(check.requiredName), as the check is required",
        unless: names.contains(check.requiredName)
          ? []
          : [
            Diagnosis(
              .ill, "no workflow has a job that is named \(check.requiredName), so nothing reports for \(check.name)",
              help: "signalbox init writes the workflows that call the checks")
          ])
    }
    for file in files { examine(file, &examination) }
    return examination
  }

  private func examine(_ file: WorkflowFile, _ examination: inout Examination) {
    var problems: [Diagnosis] = []
    if let error = file.error {
      problems.append(Diagnosis(.ill, "\(file.path): \(error)"))
    }
    for use in file.uses where !use.isPinned {
      problems.append(
        Diagnosis(
          .ill, "\(file.path):\(use.line): \(use.text) can be moved to other code at any time",
          help: "put the whole id of a commit after the @"))
    }
    for use in file.uses where use.text.contains(WorkflowSource.placeholderCommit) {
      problems.append(
        Diagnosis(
          .ill, "\(file.path):\(use.line): \(use.text) is a placeholder",
          help: "put your copy of Signalbox there, with the whole id of the commit of a release"))
    }
    if file.triggers.contains("pull_request_target"), file.checksOutTheChange {
      problems.append(
        Diagnosis(
          .ill, "\(file.path): it checks out the change with the rights of the base (pull_request_target)",
          help: "use pull_request, or do not check out the change"))
    }
    let isCaller = file.jobNames.contains { name in adopted.contains { $0.requiredName == name } }
    if isCaller, !file.triggers.contains("merge_group") {
      problems.append(
        Diagnosis(
          .advice, "\(file.path): it does not run for merge groups, so a merge queue would wait for it",
          help: "add merge_group under on:"))
    }
    if isCaller { problems += branchProblems(of: file) }
    examination.add(well: "\(file.path): all it uses is pinned", unless: problems)
  }

  /// Whether a caller runs for changes into governed branches, and for no others.
  ///
  /// A check run belongs to a commit: without the filter a pull request of the same commit into another branch reports
  /// under the same name.
  private func branchProblems(of file: WorkflowFile) -> [Diagnosis] {
    WorkflowFile.branchEvents.filter { file.triggers.contains($0) }.compactMap { event in
      guard let branches = file.branches[event] else {
        return Diagnosis(
          .ill, "\(file.path): \(event) has no `branches`, so it runs for changes into any branch",
          help: "name the default branch and the governed ones: branches: [\(defaultBranch ?? "main")]")
      }
      guard let branch = defaultBranch, !branches.contains(where: { $0.matches(Array(branch.utf8)) }) else {
        return nil
      }
      return Diagnosis(
        .ill, "\(file.path): `branches` of \(event) does not name \(branch), so nothing is checked there",
        help: "add \(branch) to it")
    }
  }

  /// The default branch without its remote; `nil` where it is not known.
  private var defaultBranch: String? {
    do throws(GitError) {
      guard let reference = try repository.defaultBranch(for: repository.currentBranch) else { return nil }
      return reference.split(separator: "/").dropFirst(reference.hasPrefix("refs/remotes/") ? 3 : 2)
        .joined(separator: "/")
    } catch {
      // The examination of the repository tells why.
      return nil
    }
  }

  private func workflowFiles() throws(FileProblem) -> [WorkflowFile] {
    let folder = ".github/workflows"
    var files: [WorkflowFile] = []
    for name in Files.names(inAny: "\(top)/\(folder)") where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      let bytes = try Files.contents(of: "\(top)/\(folder)/\(name)", limit: WorkflowFile.sizeLimit)
      files.append(WorkflowFile(bytes, path: "\(folder)/\(name)"))
    }
    return files
  }
}

/// What of a workflow somebody has to know who wants to trust it.
struct WorkflowFile {
  let path: String

  /// Why it cannot be read.
  private(set) var error: String?

  /// The names that its jobs report under.
  private(set) var jobNames: [String] = []

  /// The events that it runs for.
  private(set) var triggers: [String] = []

  /// The branches that its events name, by the event; none for an event without such a list.
  private(set) var branches: [String: [PathPattern]] = [:]

  /// The events that a required check runs for before a merge, and that can be limited to branches.
  static let branchEvents = ["pull_request", "merge_group"]

  /// The actions and workflows that it uses.
  private(set) var uses: [Use] = []

  /// Whether it names the head of a pull request as what is to be checked out.
  private(set) var checksOutTheChange = false

  struct Use {
    let text: String
    let line: Int

    /// Whether it is always the same code: of this commit, or of a commit or an image that is named by its hash.
    var isPinned: Bool {
      if text.hasPrefix("./") || text.hasPrefix("$/") { return true }
      if text.hasPrefix("docker://") { return text.contains("@sha256:") }
      guard let at = text.lastIndex(of: "@") else { return false }
      let revision = text[text.index(after: at)...]
      return revision.utf8.count == 40 && revision.allSatisfy(\.isHexDigit)
    }
  }

  /// The largest workflow that is read, in bytes.
  static let sizeLimit = 1024 * 1024

  init(_ bytes: [UInt8], path: String) {
    self.path = path
    let source = SourceText(bytes)
    do throws(DocumentError) {
      let root = try Document.yaml(source).root
      jobNames = (root["jobs"]?.object.map(Array.init) ?? []).map { $0.value["name"]?.string ?? $0.key }
      triggers = Self.triggers(root["on"])
      for event in Self.branchEvents {
        guard let names = root["on"]?[event]?["branches"] else { continue }
        branches[event] = (names.array?.compactMap(\.string) ?? [names.string].compactMap(\.self))
          .compactMap(Self.pattern)
      }
      collect(from: root, source)
    } catch {
      self.error = error.message
    }
  }

  /// A pattern of GitHub's filters, where it is one that is read the same here.
  private static func pattern(_ text: String) -> PathPattern? {
    do throws(PathPattern.Malformed) {
      return try PathPattern(text)
    } catch {
      return nil
    }
  }

  private static func triggers(_ on: Node?) -> [String] {
    if let word = on?.string { return [word] }
    if let list = on?.array { return list.compactMap(\.string) }
    return on?.object.map { $0.map(\.key) } ?? []
  }

  /// Walks over jobs and steps, which are nested no deeper than the parser lets through.
  private mutating func collect(from node: Node, _ source: SourceText) {
    for element in node.array.map(Array.init) ?? [] { collect(from: element, source) }
    for member in node.object.map(Array.init) ?? [] {
      if member.key == "uses", let text = member.value.string {
        uses.append(Use(text: text, line: Place(member.value.range, of: source, path: path).span?.start.line ?? 1))
      } else if member.key == "ref", member.value.string?.contains("pull_request.head") == true {
        checksOutTheChange = true
      }
      collect(from: member.value, source)
    }
  }
}
