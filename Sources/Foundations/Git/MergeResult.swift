extension Repository {
  /// Returns the first path at which a merge is not what a three-way merge of its parents gives (git-merge, "HOW
  /// CONFLICTS ARE PRESENTED").
  ///
  /// A side that left a file alone gives way to one that changed it. What two sides changed is merged line by line; where
  /// that conflicts somebody made the result. Renames, merge drivers and the strategies of git are not followed, so what
  /// these make counts as made by somebody.
  ///
  /// - Parameters:
  ///   - merge: a commit with several parents.
  ///   - folders: the wanted folders or single paths.
  ///   - isWanted: which of the paths in them are looked at.
  /// - Returns: the path; nil where every file is as the merge gives it.
  /// - Throws: `GitError` as `mergeBases(_:_:)` and `changedPaths(from:to:in:limits:)` do.
  package func firstHandmadePath(
    ofMerge merge: Commit, in folders: [RepositoryPath] = [.root],
    where isWanted: (RepositoryPath) -> Bool = { _ in true }
  ) throws(GitError) -> RepositoryPath? {
    if shallowCommits.contains(merge.id) { throw cutOff(at: merge.id) }
    var sides: [ObjectID] = []
    for parent in merge.parents { sides.append(try commit(parent).tree) }
    // A path at which the merge is as all of its parents are is what any merge of them gives.
    var paths: Set<RepositoryPath> = []
    for side in sides {
      for changed in try changedPaths(from: side, to: merge.tree, in: folders) where isWanted(changed.path) {
        paths.insert(changed.path)
      }
    }
    guard !paths.isEmpty else { return nil }
    let bases = try baseTrees(of: merge)
    for path in paths.sorted() {
      let result = try file(at: path, inTree: merge.tree)
      var versions: [FileVersion?] = []
      for side in sides { versions.append(try file(at: path, inTree: side)) }
      for base in bases {
        let old = try base.flatMap { (tree) throws(GitError) in try file(at: path, inTree: tree) }
        guard try isResult(result, ofMerging: versions, over: old) else { return path }
      }
    }
    return nil
  }

  /// The trees that the sides of a merge are compared with: several where their histories cross, and one of nothing
  /// where they have no commit in common.
  private func baseTrees(of merge: Commit) throws(GitError) -> [ObjectID?] {
    let bases =
      merge.parents.count == 2
      ? try mergeBases(merge.parents[0], [merge.parents[1]]) : try octopusMergeBases(merge.parents)
    var trees: [ObjectID?] = []
    for base in bases { trees.append(try commit(base).tree) }
    return trees.isEmpty ? [nil] : trees
  }

  /// What stands at a path, unless it is a folder.
  private func file(at path: RepositoryPath, inTree tree: ObjectID) throws(GitError) -> FileVersion? {
    guard let version = try version(of: path, inTree: tree), version.mode != .tree else { return nil }
    return version
  }

  private func isResult(
    _ result: FileVersion?, ofMerging sides: [FileVersion?], over base: FileVersion?
  ) throws(GitError) -> Bool {
    let changed = Set(sides.filter { $0 != base })
    guard let first = changed.first else { return result == base }
    if changed.count == 1 { return result == first }
    guard sides.count == 2, let base, let ours = sides[0], let theirs = sides[1], let result,
      [base, ours, theirs, result].allSatisfy({ $0.mode.hasKind(of: .file) }),
      Self.threeWay(base.mode, ours.mode, theirs.mode) == result.mode
    else { return false }
    if let id = Self.threeWay(base.id, ours.id, theirs.id) { return result.id == id }
    for version in [base, ours, theirs, result] where try blobSize(version.id) > Self.mergeLimit { return false }
    let merged = try mergedText(blob(base.id), blob(ours.id), blob(theirs.id))
    return try merged == blob(result.id)
  }

  /// The value that a merge gives where at most one side changed it, or both alike; nil where they differ.
  private static func threeWay<Value: Equatable>(_ base: Value, _ ours: Value, _ theirs: Value) -> Value? {
    if ours == theirs || theirs == base { return ours }
    return ours == base ? theirs : nil
  }

  /// The largest file that is merged line by line, in bytes.
  private static var mergeLimit: Int { 16 << 20 }
}
