internal import Changes
internal import Git

extension Surroundings {
  /// The push that pre-commit tells of in its variables, since it keeps git's lines to itself.
  ///
  /// It tells of one reference only, the first that is new to the remote. Where the first commit of all is pushed it
  /// names no commits.
  ///
  /// - Returns: `nil` where pre-commit tells of none.
  /// - Throws: `GitError` where it names a branch that is not here.
  func preCommitPush(in repository: Repository) throws -> Push? {
    func told(_ name: String) -> String? { environment["PRE_COMMIT_\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
    guard let remoteBranch = told("REMOTE_BRANCH") else { return nil }
    let local = told("LOCAL_BRANCH") ?? "HEAD"
    let pushed = try told("TO_REF") ?? repository.commitID(of: local).description
    let there = told("FROM_REF") ?? ObjectID.zero.description
    let line = "\(local) \(pushed) \(remoteBranch) \(there)"
    return Push(to: told("REMOTE_NAME"), url: told("REMOTE_URL"), try PushedRef.lines(Array(line.utf8)))
  }
}
