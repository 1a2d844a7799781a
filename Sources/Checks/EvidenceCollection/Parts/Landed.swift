internal import Documents
internal import Git

extension EvidenceCollector {
  /// When commits below the contracts' roots reached the default branch: what the age of a plan of removal is counted from.
  ///
  /// Dates of commits are their authors' word; the merge of a pull request is the server's.
  func landed() async -> [Node]? {
    let roots = await contractRoots()
    return await reading("landed") { () async throws(CollectionProblem) in
      var told: [Node] = []
      var seen: Set<String> = []
      for root in roots {
        var after = Node.null
        for _ in 0..<Self.landedPages {
          let history = try await api.graphQL(
            Self.landedQuery,
            [
              ("owner", .string(request.owner)), ("name", .string(request.name)), ("path", .string(root)),
              ("after", after),
            ])["repository"]["defaultBranchRef"]
          let branch = try history["name"].text
          let page = history["target"]["history"]
          for commit in try page["nodes"].elements {
            let landed = try landed(commit, on: branch)
            if seen.insert(landed.commit.description).inserted { told.append(landed.node) }
          }
          guard page["pageInfo"]["hasNextPage"].boolean == true else { break }
          after = .string(try page["pageInfo"]["endCursor"].text)
        }
      }
      return told
    }
  }

  /// The commit of the line of first parents by which a commit came, and the pull request that brought it.
  private func landed(
    _ commit: Answer, on branch: String
  ) throws(CollectionProblem) -> (commit: ObjectID, node: Node) {
    let own = try commit["oid"].commit
    for pull in try commit["associatedPullRequests"]["nodes"].elements
    where pull["baseRefName"].string == branch && !pull["mergedAt"].isAbsent {
      // A merge has two parents, and is what the branch got; a squash and a rebase put the commits there themselves.
      let merge = pull["mergeCommit"]
      let isMerge = merge.isAbsent ? false : try merge["parents"]["totalCount"].number > 1
      let id = isMerge ? try merge["oid"].commit : own
      return (
        id,
        [
          "commit": .commit(id), "pullRequest": .number(Number(try pull["number"].number)),
          "mergedAt": .instant(try pull["mergedAt"].instant),
        ]
      )
    }
    // When a push reached the branch is not told here.
    return (own, ["commit": .commit(own), "pullRequest": .null, "mergedAt": .null])
  }

  private static let landedQuery =
    "query($owner: String!, $name: String!, $path: String!, $after: String) { repository(owner: $owner, name: $name) "
    + "{ defaultBranchRef { name target { ... on Commit { history(first: 100, after: $after, path: $path) "
    + "{ pageInfo { hasNextPage endCursor } nodes { oid associatedPullRequests(first: 10) { nodes "
    + "{ number mergedAt baseRefName mergeCommit { oid parents { totalCount } } } } } } } } } } }"

  /// How many pages of a hundred commits are read of each root: as many commits as the check looks back.
  private static let landedPages = 10

  private func contractRoots() async -> [String] {
    let file = ".signalbox/contracts.yml"
    do throws(CollectionProblem) {
      return Self.contractRoots(ofPolicy: try await api.raw(path("contents/\(file)")))
    } catch {
      if error.status != 404 { note(file, error) }
      return Self.contractRoots(ofPolicy: [])
    }
  }

  /// The folders of contracts that a policy names; a file that cannot be read names the usual one.
  package static func contractRoots(ofPolicy bytes: [UInt8]) -> [String] {
    let usual = ["platform/contracts"]
    do throws(DocumentError) {
      let root = try Document.yaml(SourceText(bytes)).root
      let listed =
        (root["roots"]?.array.map(Array.init) ?? []).compactMap { $0.string ?? $0["path"]?.string }
        + (root["roots"]?.object.map(Array.init) ?? []).map(\.key)
      if !listed.isEmpty { return listed }
      return root["root"]?.string.map { [$0] } ?? usual
    } catch {
      return usual
    }
  }
}
