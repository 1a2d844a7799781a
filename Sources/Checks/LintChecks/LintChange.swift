package import Changes
internal import Documents
internal import Findings
internal import Git
package import Policy

/// The files that linters are responsible for, each with what a report says of it: the subject of every rule here.
package struct LintChange: Sendable {
  /// The files in the order of their paths; one that two linters are responsible for is there twice.
  let files: [LintedFile]

  let block: LintPolicy.Block

  /// Whether any report was given.
  let hasReport: Bool

  /// The machines that the linters ran on, by their reports, each once.
  let runners: [String]

  /// The reports that cannot be read.
  let unreadable: [UnreadableLintReport]

  /// What linters said of their own mistakes.
  let complaints: [String]

  /// Source files that no linter is responsible for.
  let unowned: [String]
  let unownedIsNote: Bool

  /// Patterns of the policy that stand for no file.
  let idlePatterns: [(tool: String, pattern: String)]

  /// What other steps wrote.
  let ingested: IngestedChange

  /// Applications that the change edits and no report of Brakeman is of.
  let unscanned: [ChangedApplication]
  let brakeman: BrakemanPolicy?

  /// Changed files of applications that Brakeman does not name among those that it parsed.
  let unparsed: [String]

  /// Why the reports of other steps do not count.
  let refusal: String?

  let suppressionNeed: SuppressionPolicy.Need

  /// Whether suppressions without a reason, and what only a changed configuration passes, are approved; `nil` where they
  /// cannot be.
  let suppressionApproval: ApprovalAnswer?

  /// Whether new entries of Brakeman's list are approved; `nil` where the policy names no role for it.
  let ignoreApproval: ApprovalAnswer?

  /// Tools of other steps that govern a changed file, and of which no report was given.
  let unreported: [IngestedTool]

  /// Why tools whose reports are ingested have not done their work.
  let ingestedFailures: [String]

  /// Why the files are not known, and what to do about it.
  let unknown: (why: String, help: String)?

  /// When the check is asked.
  let stage: Report.Stage

  /// Holds the reports that were given against what the change leaves.
  package init(_ change: Change, policy: EffectivePolicy<LintPolicy>) {
    block = policy.own.block
    stage = change.stage
    hasReport = !change.circumstances.toolReports.isEmpty
    var governed: [GovernedFile] = []
    var unknown: (String, String)?
    do throws(GitError) {
      governed = try GovernedFile.all(in: change, policy: policy)
    } catch {
      unknown = (error.message, error.help)
    }
    let given = GivenReports(change.circumstances.toolReports)
    suppressionNeed = policy.own.suppressions.need
    let changed = change.files.filter { $0.new != nil && $0.old?.id != $0.new?.id && !policy.excludes($0.path.bytes) }
    unreported = policy.own.ingestedTools.filter { tool in
      !given.ingested.contains(where: tool.wrote) && changed.contains { tool.governs($0.path) }
    }
    let lists = policy.own.brakeman.map { brakeman in
      changed.map(\.path).filter {
        $0.description == brakeman.ignore || $0.description.hasSuffix("/\(brakeman.ignore)")
      }
    }
    ignoreApproval = policy.own.brakeman?.ignoreApproval.flatMap { requirement in
      lists.flatMap { $0.isEmpty ? nil : change.approval(requirement, for: GovernedPaths($0)) }
    }
    refusal = given.ingested.isEmpty ? nil : Self.refusal(of: change, policy.own.ingestFrom)
    ingestedFailures = given.failures
    unownedIsNote = policy.own.unowned.isNote
    var ownership: SourceOwnership?
    var ingested: IngestedChange?
    var (unscanned, unparsed): ([ChangedApplication], [String]) = ([], [])
    do throws(GitError) {
      let applications = try ChangedApplication.all(in: change, policy: policy)
      unparsed = given.ingested.flatMap { report in
        applications.flatMap { application in
          policy.own.brakeman.map { application.unparsed(by: report, $0) } ?? []
        }
      }
      .map(\.description)
      unscanned = applications.filter { application in
        !given.ingested.contains { application.isCovered(by: $0) }
      }
      ownership = try SourceOwnership(change, policy: policy)
      (ingested, governed) = try IngestedChange.held(
        given.ingested, against: governed, brakeman: policy.own.brakeman, in: change)
    } catch {
      unknown = (error.message, error.help)
    }
    self.ingested = ingested ?? IngestedChange()
    self.unscanned = unscanned
    self.unparsed = Set(unparsed).sorted()
    brakeman = policy.own.brakeman
    (unowned, idlePatterns) = (ownership?.unowned ?? [], ownership?.idle ?? [])
    guard !governed.isEmpty else {
      self.unknown = unknown
      suppressionApproval = nil
      (files, complaints, runners, unreadable) = ([], [], [], given.unreadable)
      return
    }
    unreadable = given.unreadable
    runners = Set(given.own.compactMap(\.runner)).sorted()
    let runs = given.own.flatMap(\.runs)
    complaints = Set(runs.filter { $0.side != .base }.flatMap(\.complaints)).sorted()
    let records = LinterRecords(runs)
    do throws(GitError) {
      let comparison = LintComparison(
        change, records, block: block, followsMoves: policy.own.followsMoves)
      files = try comparison.files(governed, tools: policy.own.tools)
    } catch {
      (files, self.unknown, suppressionApproval) = ([], (error.message, error.help), nil)
      return
    }
    let silent = files.filter { !$0.suppressed.isEmpty || !$0.silenced.isEmpty }.map { RepositoryPath($0.path) }
    suppressionApproval = policy.own.suppressions.approval.flatMap { requirement in
      silent.isEmpty ? nil : change.approval(requirement, for: GovernedPaths(silent))
    }
    self.unknown = unknown
  }
}

extension LintChange {
  /// Why a policy does not take reports of other steps; `nil` where it does.
  private static func refusal(of change: Change, _ origin: LintPolicy.Origin) -> String? {
    switch origin {
    case .any: return nil
    case .none: return "the policy takes no reports of other steps (`ingest.from`)"
    case .unchangedWorkflows:
      let workflows = change.files.first { file in
        file.old?.id != file.new?.id && file.path.hasPrefix(RepositoryPath(".github/workflows"))
      }
      return workflows.map { "the change edits \($0.path), which may have written the report" }
    }
  }
}

/// A file that a linter is responsible for.
struct GovernedFile: Sendable {
  let tool: LintTool
  let path: RepositoryPath
  let version: FileVersion

  /// What stood there before, if that was a file.
  let old: FileVersion?

  /// Why no linter can look at it; `nil` for a plain file.
  var obstacle: String? {
    switch version.mode {
    case .file, .executable: nil
    case .symbolicLink: "it is a symbolic link"
    case .submodule, .tree: "it is a submodule, and its files are not in this repository"
    }
  }

  /// The files that linters have to look at: what the change adds or edits, or all of them where the policy says so.
  ///
  /// - Throws: `GitError` of reading trees.
  static func all(
    in change: Change, policy: EffectivePolicy<LintPolicy>
  ) throws(GitError) -> [GovernedFile] {
    var candidates = change.files
    if policy.own.block == .all {
      let old = Dictionary(change.files.map { ($0.path, $0.old) }) { first, _ in first }
      candidates = []
      for (path, version) in try change.judgedFiles(in: policy.own.folders) {
        candidates.append(ChangedPath(path: path, old: old[path] ?? version, new: version))
      }
    }
    let hidden = HiddenTools(in: change, policy)
    return candidates.flatMap { file -> [GovernedFile] in
      guard let new = file.new, !policy.excludes(file.path.bytes),
        policy.own.block == .all || file.old?.id != new.id || file.old?.isPlainFile != new.isPlainFile
      else { return [] }
      let old = file.old.flatMap { $0.isPlainFile ? $0 : nil }
      let tools = policy.own.tools.indices.filter { index in
        policy.own.tools[index].governs(file.path)
          || !new.isPlainFile && hidden.behind[file.path]?.contains(index) == true
      }
      return tools.map { GovernedFile(tool: policy.own.tools[$0], path: file.path, version: new, old: old) }
    }
  }
}

/// Which linters were responsible for files that are gone, by each folder above them: a symbolic link or a submodule in
/// the place of such a folder may have them still.
private struct HiddenTools {
  private(set) var behind: [RepositoryPath: Set<Int>] = [:]

  init(in change: Change, _ policy: EffectivePolicy<LintPolicy>) {
    for file in change.files where file.new == nil && !policy.excludes(file.path.bytes) {
      let tools = policy.own.tools.indices.filter { policy.own.tools[$0].governs(file.path) }
      guard file.old?.isPlainFile == true, !tools.isEmpty else { continue }
      var folder = file.path.parent
      while folder != .root, behind[folder]?.isSuperset(of: tools) != true {
        behind[folder, default: []].formUnion(tools)
        folder = folder.parent
      }
    }
  }
}
