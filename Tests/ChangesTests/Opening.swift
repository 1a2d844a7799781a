import Calendars
import Findings
import Git
import SystemPackage
import TestSupport

@testable import Changes

/// Opens a scratch repository as the program under test sees it.
func open(_ scratch: ScratchRepository) throws(GitError) -> Repository {
  try Repository.open(.discovering(from: scratch.folder.string))
}

/// What is compared, with ids as text.
func comparison(_ scratch: ScratchRepository, base: String? = nil, head: String? = nil, worktree: Bool = false) throws
  -> Comparison
{
  try Comparison(ComparisonRequest(base: base, head: head, includesWorkingTree: worktree), in: try open(scratch))
}

/// Returns why a comparison cannot be made; nil, which fails the expectation, when it can.
func undecidable(_ scratch: ScratchRepository, base: String? = nil, head: String? = nil) throws -> Undecidable? {
  do {
    _ = try comparison(scratch, base: base, head: head)
    return nil
  } catch let error as Undecidable {
    return error
  }
}

/// The change between two revisions, or from one to the working tree.
func change(
  _ scratch: ScratchRepository, from base: String, to head: String = "HEAD", worktree: Bool = false,
  in folders: [RepositoryPath] = [.root]
) throws -> Change {
  let repository = try open(scratch)
  let comparison = try Comparison(
    ComparisonRequest(base: base, head: head, includesWorkingTree: worktree), in: repository)
  let approvals = Approvals(for: comparison, in: repository, evidence: nil, roles: [:])
  return try Change(
    comparison, from: Snapshot(ofBase: comparison, in: repository), in: folders, of: repository, approvals: approvals,
    circumstances: Circumstances(stage: .merge, now: Instant(secondsSince1970: 0)))
}

extension Change {
  /// The changed files as `git diff --name-status` has them: `M a/b.json`.
  var statuses: [String] { files.map { "\($0.status.rawValue) \($0.path)" } }
}
