internal import Git

extension Change {
  /// The changed paths that are not a governed folder nor in it, and that a file system without regard to case, to the
  /// normalisation of letters, or to what HFS+ and NTFS leave out of names takes for it.
  ///
  /// - Returns: as many as a reader looks at.
  /// - Throws: `GitError` of reading trees.
  func twins(of root: RepositoryPath) throws(GitError) -> [RepositoryPath] {
    let names = root.components.map { NameTwins(of: Array($0)) }
    var twins: [RepositoryPath] = []
    var open = [Candidate(path: .root, depth: 0, isTwin: false)]
    while let folder = open.popLast(), twins.count < twinLimit {
      for (name, version) in try judged.entries(in: folder.path) {
        // Windows takes a backslash for the end of a name.
        let parts = name.bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map(Array.init)
        let rest = names[folder.depth...]
        guard zip(parts, rest).allSatisfy({ $1.isName($0) || $1.contains($0) }) else { continue }
        let isExact = parts.count == 1 && rest.first?.isName(parts[0]) == true
        let next = Candidate(
          path: folder.path.appending(name), depth: folder.depth + parts.count, isTwin: folder.isTwin || !isExact)
        if next.isTwin, next.depth >= names.count || version.mode != .tree {
          if let twin = try firstChange(at: next.path, version) { twins.append(twin) }
        } else if next.depth < names.count, version.mode == .tree {
          open.append(next)
        }
      }
    }
    return twins.sorted()
  }

  private var twinLimit: Int { 20 }

  private struct Candidate {
    let path: RepositoryPath
    /// How many names of the root it stands for.
    let depth: Int
    let isTwin: Bool
  }

  /// The first path at or below another one that the change adds or edits; `nil` where it leaves all as they are.
  private func firstChange(at path: RepositoryPath, _ version: FileVersion) throws(GitError) -> RepositoryPath? {
    guard version.mode == .tree else { return try base.version(of: path) == version ? nil : path }
    return try judged.changedFiles(since: base, in: [path]).first { $0.new != nil }?.path
  }
}
