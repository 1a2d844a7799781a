package import Findings
package import Git
package import Policy

/// A change under judgement: both of its sides, and the paths at which they differ below the governed folders.
///
/// Both sides of a rename are among the paths: one was deleted, the other added.
package struct Change {
  package let base: Snapshot
  package let judged: Snapshot

  /// The paths that differ, sorted by their bytes.
  package let files: [ChangedPath]

  package let circumstances: Circumstances

  /// The state of the repository whose policy is in force, where files are read that the policy names.
  package private(set) var policySource: Snapshot

  /// When the check is asked.
  package var stage: Report.Stage { circumstances.stage }

  private let approvals: Approvals?

  /// What answers for approvals; an example of a rule has none.
  var approvalJudge: Approvals? { approvals }

  /// Compares two snapshots below some folders, in one walk that skips what is equal.
  ///
  /// - Throws: `GitError` of reading trees.
  package init(
    from base: Snapshot, to judged: Snapshot, in folders: [RepositoryPath], approvals: Approvals? = nil,
    circumstances: Circumstances
  ) throws(GitError) {
    self.base = base
    self.judged = judged
    policySource = base
    self.approvals = approvals
    self.circumstances = circumstances
    files = try judged.changedFiles(since: base, in: folders)
  }
}

extension Change {
  /// Compares two commits of a repository, or a commit with another one that the working tree lies over.
  init(
    _ comparison: Comparison, from base: Snapshot, in folders: [RepositoryPath], of repository: Repository,
    approvals: Approvals, circumstances: Circumstances
  ) throws(Undecidable) {
    do throws(GitError) {
      let judged =
        comparison.includesWorkingTree
        ? try Snapshot(workingTreeOver: comparison.judged, in: folders, of: repository)
        : try Snapshot(of: comparison.judged, in: repository)
      try self.init(from: base, to: judged, in: folders, approvals: approvals, circumstances: circumstances)
    } catch {
      throw Undecidable(error)
    }
  }
}

extension Change {
  /// Whether what changes under some paths is approved.
  package func approval(_ requirement: ApprovalRequirement, for paths: GovernedPaths) -> ApprovalAnswer {
    if let approvals { return approvals.answer(to: requirement, for: paths, changed: files) }
    guard files.contains(where: { paths.contains($0.path) }) else { return .notNeeded }
    return .missing(
      ApprovalAnswer.Account(
        requirement, for: paths.files(files.count { paths.contains($0.path) }),
        "no member of the role \(requirement.role) has approved the change"))
  }
}

extension Change {
  /// The same change as a check sees it that looks below some folders only, and has some of the reports.
  func narrowed(to folders: [RepositoryPath], toolReports: [ToolReport]) -> Change {
    Change(self, files: files.filter { file in folders.contains { file.path.hasPrefix($0) } }, toolReports: toolReports)
  }

  /// The same change where files that the policy names are read in another state than the base.
  func with(policySource: Snapshot) -> Change {
    var change = self
    change.policySource = policySource
    return change
  }

  private init(_ whole: Change, files: [ChangedPath], toolReports: [ToolReport]? = nil) {
    base = whole.base
    judged = whole.judged
    policySource = whole.policySource
    var circumstances = whole.circumstances
    if let toolReports { circumstances.toolReports = toolReports }
    self.circumstances = circumstances
    approvals = whole.approvals
    self.files = files
  }

  /// The change that brings in some files of a snapshot where nothing was.
  init(bringingIn judged: Snapshot, files: [ChangedPath], circumstances: Circumstances) {
    base = Snapshot(nil)
    self.judged = judged
    policySource = base
    self.circumstances = circumstances
    approvals = nil
    self.files = files
  }

  /// The change that brings in a snapshot where nothing was.
  init(adding judged: Snapshot, in folders: [RepositoryPath], circumstances: Circumstances) throws(Undecidable) {
    do throws(GitError) {
      try self.init(from: Snapshot(nil), to: judged, in: folders, circumstances: circumstances)
    } catch {
      throw Undecidable(error)
    }
  }
}

extension Snapshot {
  /// The tree of the commit that a revision names.
  init(ofRevision revision: String, in repository: Repository) throws(Undecidable) {
    do throws(GitError) {
      try self.init(of: repository.commitID(of: revision), in: repository)
    } catch {
      throw Undecidable(error)
    }
  }

  /// The side that is there now: nothing where there is no base.
  init(ofBase comparison: Comparison, in repository: Repository) throws(Undecidable) {
    do throws(GitError) {
      guard let base = comparison.base else {
        self.init(nil)
        return
      }
      try self.init(of: base, in: repository)
    } catch {
      throw Undecidable(error)
    }
  }
}

extension Change {
  /// The same change without the files that fit some patterns.
  package func excluding(_ patterns: [PathPattern]) -> Change {
    guard !patterns.isEmpty else { return self }
    return Change(self, files: files.filter { file in !patterns.contains { $0.matches(file.path.bytes) } })
  }
}
