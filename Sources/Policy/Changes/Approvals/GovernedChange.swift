internal import Git

/// What a commit changes under the governed paths, since it left the base branch.
struct GovernedChange: Sendable {
  /// One path with what stood there and what stands there now.
  struct Delta: Sendable, Hashable {
    let path: RepositoryPath
    let old: Side?
    let new: Side?
  }

  struct Side: Sendable, Hashable {
    /// `nil` where the forge did not tell.
    let mode: String?
    let id: ObjectID
  }

  /// Sorted by path.
  let deltas: [Delta]

  init(_ changed: [ChangedPath], in paths: GovernedPaths) {
    deltas = changed.filter { paths.contains($0.path) }.map { changed in
      Delta(path: changed.path, old: changed.old.map(Side.init), new: changed.new.map(Side.init))
    }
  }

  init(_ told: [Evidence.Delta], in paths: GovernedPaths) {
    deltas = told.filter { paths.contains($0.path) }.sorted { $0.path < $1.path }.map { delta in
      Delta(
        path: delta.path, old: delta.old.map { Side(mode: delta.oldMode, id: $0) },
        new: delta.new.map { Side(mode: delta.newMode, id: $0) })
    }
  }

  var isEmpty: Bool { deltas.isEmpty }

  /// The paths at which the two are not the same; a mode that is not known is taken for the same.
  func paths(differingFrom other: GovernedChange) -> [RepositoryPath] {
    let mine = Dictionary(deltas.map { ($0.path, $0) }) { $1 }
    let others = Dictionary(other.deltas.map { ($0.path, $0) }) { $1 }
    return Set(mine.keys).union(others.keys).filter { path in
      guard let left = mine[path], let right = others[path] else { return true }
      return !Side.agree(left.old, right.old) || !Side.agree(left.new, right.new)
    }.sorted()
  }
}

extension GovernedChange.Side {
  fileprivate init(_ version: FileVersion) {
    self.init(mode: version.mode.description, id: version.id)
  }

  static func agree(_ left: GovernedChange.Side?, _ right: GovernedChange.Side?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.id == right.id && (left.mode == nil || right.mode == nil || left.mode == right.mode)
  }
}
