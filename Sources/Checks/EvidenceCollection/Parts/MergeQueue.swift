internal import Documents
internal import Git

extension EvidenceCollector {
  /// The pull requests of a merge group, first the one that is merged first.
  ///
  /// The queue tells on what each entry is built and what comes of it; from the head of the group that leads back to
  /// its base. The name of the group's branch tells the last one only.
  func mergeGroup(
    base: ObjectID, head: ObjectID, headRef: String, branch: String
  ) async throws(CollectionProblem) -> [PullRequestPlace] {
    let query =
      "query($owner: String!, $name: String!, $branch: String!) { repository(owner: $owner, name: $name) "
      + "{ mergeQueue(branch: $branch) { entries(first: 100) { nodes "
      + "{ baseCommit { oid } headCommit { oid } pullRequest { number } } } } } }"
    let prefix = "refs/heads/"
    let short = branch.hasPrefix(prefix) ? String(branch.dropFirst(prefix.count)) : branch
    let data = try await api.graphQL(
      query,
      [("owner", .string(request.owner)), ("name", .string(request.name)), ("branch", .string(short))])
    var entries: [ObjectID: PullRequestPlace] = [:]
    for entry in try data["repository"]["mergeQueue"]["entries"]["nodes"].elements {
      // An entry that no group was built for yet has no commits.
      guard !entry["headCommit"]["oid"].isAbsent, !entry["baseCommit"]["oid"].isAbsent else { continue }
      let slice = (base: try entry["baseCommit"]["oid"].commit, head: try entry["headCommit"]["oid"].commit)
      entries[slice.head] = PullRequestPlace(number: try entry["pullRequest"]["number"].number, slice: slice)
    }
    var group: [PullRequestPlace] = []
    var tip = head
    while tip != base {
      guard let place = entries.removeValue(forKey: tip), let slice = place.slice else {
        throw CollectionProblem(
          "the merge queue of \(short) has no entries that lead from \(base.abbreviated) to \(head.abbreviated)")
      }
      group.append(place)
      tip = slice.base
    }
    var ahead: [PullRequestPlace] = []
    while let place = entries.removeValue(forKey: tip), let slice = place.slice {
      ahead.append(place)
      tip = slice.base
    }
    placesAhead = ahead.reversed()
    return group.reversed()
  }
}
