import Git
import SystemPackage
import TestSupport

/// Opens a scratch repository as the program under test sees it.
func open(_ scratch: ScratchRepository) throws(GitError) -> Repository {
  try Repository.open(.discovering(from: scratch.folder.string))
}

extension Repository {
  /// The id of the tree of a revision.
  func tree(_ revision: String) throws(GitError) -> ObjectID { try treeID(of: revision) }
}

/// Returns the error that a call must end with; nil, which fails the expectation, when it ends without one.
func failure<Result: ~Copyable>(_ body: () throws(GitError) -> Result) -> GitError? {
  do throws(GitError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}
