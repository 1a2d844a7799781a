internal import Changes
internal import Documents
internal import Git

extension EvidenceCollector {
  /// The other open pull requests of the head that is judged: a check run of the commit counts for each of them.
  ///
  /// - Returns: `nil` where that could not be read, or nothing is judged before it is merged.
  func otherChanges(beside pulls: [PullRequestOutline]) async -> [Node]? {
    let head: ObjectID
    switch request.subject {
    case .commit: return nil
    case .mergeGroup(_, let groupHead, _, _): head = groupHead
    case .pullRequest:
      guard let pull = pulls.first else { return nil }
      head = pull.head
    }
    let judged = Set(pulls.map(\.number))
    return await reading("other pull requests of \(head.abbreviated)") { () async throws(CollectionProblem) in
      var others: [Node] = []
      for pull in try await api.list(path("commits/\(head)/pulls")) {
        let number = try pull["number"].number
        guard !judged.contains(number), try pull["state"].text == "open", try pull["head"]["sha"].commit == head else {
          continue
        }
        others.append(try Self.otherChange(pull, number))
      }
      return others
    }
  }

  private static func otherChange(_ pull: Answer, _ number: Int) throws(CollectionProblem) -> Node {
    var labels: [Node] = []
    for label in try pull["labels"].elements { labels.append(.string(try label["name"].text)) }
    var members: [(String, Node)] = [
      ("why", "same-head"), ("number", .number(Number(number))), ("author", .text(pull["user"].login)),
      ("labels", .array(labels)), ("state", .string(try pull["state"].text)),
      ("base", ["ref": .string(try pull["base"]["ref"].text), "sha": .commit(try pull["base"]["sha"].commit)]),
      ("head", ["ref": .string(try pull["head"]["ref"].text), "sha": .commit(try pull["head"]["sha"].commit)]),
    ]
    if let title = pull["title"].string { members.append(("title", .string(title))) }
    if let url = pull["html_url"].string { members.append(("url", .string(url))) }
    return .object(members)
  }

  /// The pull requests of the queue ahead of a merge group, where its base has another policy than the branch.
  ///
  /// - Returns: `nil` where there is no such difference, or it could not be read.
  func changesAhead(of pulls: [PullRequestOutline]) async -> [Node]? {
    guard case .mergeGroup(let base, _, _, _) = request.subject, let tip = pulls.first?.baseTip, tip != base else {
      return nil
    }
    let places = await reading("the policy before the merge group") { () async throws(CollectionProblem) in
      try await policyFolder(at: base) == policyFolder(at: tip) ? [] : placesAhead
    }
    guard let places, !places.isEmpty else { return nil }
    var changes: [Node] = []
    for place in places {
      let outline = await reading("pull request #\(place.number)") { () async throws(CollectionProblem) in
        try await self.outline(place)
      }
      guard let outline else { return nil }
      changes.append(await change(outline))
    }
    return changes
  }

  /// The tree of the policy folder at a commit; `nil` where it has none.
  private func policyFolder(at commit: ObjectID) async throws(CollectionProblem) -> ObjectID? {
    for entry in try await api.get(path("git/trees/\(commit)"))["tree"].elements
    where try entry["path"].text == PolicyFolder.name {
      return try entry["sha"].commit
    }
    return nil
  }
}
