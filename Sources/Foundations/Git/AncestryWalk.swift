/// A walk from two sides towards their common ancestors, youngest commits first.
///
/// `git merge-base` and `git rev-list` walk the same way. It is made here because libgit2 takes the end of a shallow
/// clone for damage, or for the end of history.
struct AncestryWalk {
  /// From where a commit has been reached.
  struct Marks: OptionSet {
    let rawValue: UInt8
    static let left = Marks(rawValue: 1)
    static let right = Marks(rawValue: 2)
    static let common: Marks = [.left, .right]
    /// It is an ancestor of a common ancestor.
    static let stale = Marks(rawValue: 4)
  }

  private struct Node {
    let id: ObjectID
    let links: CommitLinks
    var marks: Marks = []
    var isQueued = false
    var isVisited = false
    var isCandidate = false
  }

  private var nodes: [Node] = []
  private var indices: [ObjectID: Int] = [:]
  private var queue = CommitQueue()
  /// How many of the queue are not known to be ancestors of a common ancestor.
  private var open = 0
  /// The nodes in the order in which they were first looked at.
  private var visited: [Int] = []

  /// The commit the walk started from that turned out to be an ancestor of the one on the other side.
  private(set) var reachedStart: ObjectID?

  /// Walks until everything that waits is an ancestor of a common ancestor.
  ///
  /// - Parameters:
  ///   - left: where one side starts.
  ///   - right: where the other side starts.
  ///   - repository: the repository that has the commits.
  ///   - stopsAtStart: whether to end as soon as the only start of one side is reached from the other.
  ///   - slop: how many commits to look at beyond the end, since clocks may have been wrong (git goes on for 5, too).
  /// - Throws: `GitError` when a commit cannot be read.
  init(
    left: [ObjectID], right: [ObjectID], in repository: borrowing Repository, stopsAtStart: Bool = false,
    slop: Int = 0
  ) throws(GitError) {
    for id in left { try reach(id, .left, in: repository) }
    for id in right { try reach(id, .right, in: repository) }
    var beyond = 0
    while open > 0 || beyond < slop {
      if stopsAtStart {
        reachedStart = [left, right].first { $0.count == 1 && marks(of: $0[0]).isSuperset(of: .common) }?.first
        if reachedStart != nil { return }
      }
      if open == 0 { beyond += 1 }
      guard let index = queue.pop() else { return }
      try visit(index, in: repository)
    }
  }

  /// The best common ancestors, youngest first; where clocks were wrong one may be an ancestor of another.
  var candidates: [ObjectID] {
    visited.filter { nodes[$0].isCandidate && !nodes[$0].marks.contains(.stale) }.map { nodes[$0].id }
  }

  /// The commits that can be reached from the right side only, youngest first.
  var rightOnly: [ObjectID] { visited.filter { nodes[$0].marks == .right }.map { nodes[$0].id } }

  /// Whether the walk has come to the ancestors of a common ancestor where a shallow clone ends.
  private(set) var hasStaleBoundary = false

  /// Checks that no history that a shallow clone lacks could change the answer.
  ///
  /// - Throws: `GitError` with the code `shallowBoundary`.
  func requireCompleteHistory(in repository: borrowing Repository) throws(GitError) {
    guard repository.isShallow else { return }
    for index in visited where !nodes[index].marks.isSuperset(of: .common) {
      if repository.shallowCommits.contains(nodes[index].id) { throw repository.cutOff(at: nodes[index].id) }
    }
  }

  private func marks(of id: ObjectID) -> Marks { indices[id].map { nodes[$0].marks } ?? [] }

  private mutating func reach(
    _ id: ObjectID, _ marks: Marks, in repository: borrowing Repository
  ) throws(GitError) {
    let index: Int
    if let known = indices[id] {
      index = known
    } else {
      index = nodes.count
      nodes.append(Node(id: id, links: try repository.links(of: id)))
      indices[id] = index
    }
    let before = nodes[index].marks
    let after = before.union(marks)
    if after == before { return }
    nodes[index].marks = after
    if nodes[index].isQueued {
      if after.contains(.stale), !before.contains(.stale) { open -= 1 }
      return
    }
    nodes[index].isQueued = true
    if !after.contains(.stale) { open += 1 }
    queue.push(index, time: nodes[index].links.time)
  }

  private mutating func visit(_ index: Int, in repository: borrowing Repository) throws(GitError) {
    nodes[index].isQueued = false
    if !nodes[index].isVisited {
      nodes[index].isVisited = true
      visited.append(index)
    }
    var marks = nodes[index].marks
    if !marks.contains(.stale) { open -= 1 }
    if marks == .common {
      nodes[index].isCandidate = true
      marks.insert(.stale)
    }
    if repository.shallowCommits.contains(nodes[index].id) {
      if marks.contains(.stale) { hasStaleBoundary = true }
      return
    }
    for parent in nodes[index].links.parents { try reach(parent, marks, in: repository) }
  }
}
