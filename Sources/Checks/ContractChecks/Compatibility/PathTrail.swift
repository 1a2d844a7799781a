internal import Changes
internal import Git

/// Where a schema stood in one state after another, youngest first.
struct PathTrail {
  private var path: RepositoryPath
  private var younger: Snapshot
  /// Where the first state has it, which was found out already; nil where it has not.
  private var first: RepositoryPath??

  init(_ path: RepositoryPath, _ source: RepositoryPath?, _ judged: Snapshot) {
    self.path = path
    first = .some(source)
    younger = judged
  }

  /// The path of the schema in the next older state; nil where it was not there, after which it is looked for under
  /// the same path.
  mutating func path(in state: ContractState, _ policy: ContractPolicy) -> RepositoryPath? {
    defer { younger = state.snapshot }
    if let first {
      self.first = nil
      if let first { path = first }
      return first
    }
    do throws(GitError) {
      if try state.snapshot.version(of: path) != nil { return path }
      let changes = try younger.changes(since: state.snapshot, below: policy.root).filter { policy.isContract($0.path) }
      let moves = SchemaMoves(
        changes, from: state.library, to: ContractLibrary(younger, policy, state.library.contents))
      guard let source = moves.sources[path] else { return nil }
      path = source
      return source
    } catch {
      return nil
    }
  }
}
