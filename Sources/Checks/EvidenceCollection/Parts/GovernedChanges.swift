internal import Documents
internal import Git

/// What stands at a path of a tree.
private struct TreeEntry: Hashable {
  let mode: String
  let id: ObjectID
  let isTree: Bool
}

extension EvidenceCollector {
  /// What commits that are not in the local repository change since they left the base branch, as after a force-push.
  func governedChanges() async -> Node {
    var told: [(String, Node)] = []
    var asked: Set<ObjectID> = []
    // The newest are the likeliest to matter.
    for (commit, base) in boundCommits.reversed() where asked.insert(commit).inserted && !isHere(commit) {
      guard told.count < Self.commitLimit else {
        note("governedChanges", CollectionProblem("more than \(Self.commitLimit) commits are not in this clone"))
        break
      }
      let deltas = await reading("changes of \(commit.abbreviated)") { () async throws(CollectionProblem) in
        try await self.changes(of: commit, since: base)
      }
      if let deltas { told.append((commit.description, .array(deltas))) }
    }
    return .object(told)
  }

  private static let commitLimit = 30

  private func changes(of commit: ObjectID, since base: ObjectID) async throws(CollectionProblem) -> [Node] {
    let comparison = try await api.get(path("compare/\(base)...\(commit)"), [("per_page", "1")])
    let old = try comparison["merge_base_commit"]["commit"]["tree"]["sha"].commit
    let new = try await api.get(path("git/commits/\(commit)"))["tree"]["sha"].commit
    var deltas: [Node] = []
    var budget = 400
    var rest: [(folder: String, old: ObjectID?, new: ObjectID?)] = [("", old, new)]
    while let (folder, old, new) = rest.popLast() {
      budget -= 2
      guard budget > 0 else { throw CollectionProblem("\(commit) changes more folders than are read") }
      let before = try await entries(of: old)
      let after = try await entries(of: new)
      for name in Set(before.keys).union(after.keys).sorted() {
        let (left, right) = (before[name], after[name])
        guard left != right else { continue }
        let path = folder + name
        let trees = (left.flatMap { $0.isTree ? $0.id : nil }, right.flatMap { $0.isTree ? $0.id : nil })
        if trees.0 != nil || trees.1 != nil { rest.append((path + "/", trees.0, trees.1)) }
        let blobs = (left.flatMap { $0.isTree ? nil : $0 }, right.flatMap { $0.isTree ? nil : $0 })
        if blobs.0 != nil || blobs.1 != nil { deltas.append(Self.delta(path, blobs.0, blobs.1)) }
      }
    }
    return deltas
  }

  private static func delta(_ path: String, _ old: TreeEntry?, _ new: TreeEntry?) -> Node {
    var members: [(String, Node)] = [
      ("path", .string(path)), ("old", old.map { .commit($0.id) } ?? .null),
      ("new", new.map { .commit($0.id) } ?? .null),
    ]
    if let old { members.append(("oldMode", .string(old.mode))) }
    if let new { members.append(("newMode", .string(new.mode))) }
    return .object(members)
  }

  /// What stands in a folder, by name.
  private func entries(of tree: ObjectID?) async throws(CollectionProblem) -> [String: TreeEntry] {
    guard let tree else { return [:] }
    let answer = try await api.get(path("git/trees/\(tree)"))
    guard answer["truncated"].boolean != true else { throw CollectionProblem("the tree \(tree) is too large to read") }
    var entries: [String: TreeEntry] = [:]
    for entry in try answer["tree"].elements {
      entries[try entry["path"].text] = TreeEntry(
        mode: try entry["mode"].text, id: try entry["sha"].commit, isTree: try entry["type"].text == "tree")
    }
    return entries
  }
}
