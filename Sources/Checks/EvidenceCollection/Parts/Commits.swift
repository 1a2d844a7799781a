internal import Documents
internal import Git
internal import HTTP

extension EvidenceCollector {
  /// The commits that a pull request brings in, with the logins of those who made them.
  func commits(of pull: PullRequestOutline) async throws(CollectionProblem) -> [Node] {
    let answers = try await commitAnswers(of: pull)
    var withCoAuthors: [ObjectID] = []
    for answer in answers where try answer["commit"]["message"].text.lowercased().contains("co-authored-by") {
      withCoAuthors.append(try answer["sha"].commit)
    }
    let coAuthors = await coAuthors(of: withCoAuthors)
    var commits: [Node] = []
    for answer in answers {
      let id = try answer["sha"].commit
      let author = answer["author"].login
      var parents: [Node] = []
      for parent in try answer["parents"].elements { parents.append(.commit(try parent["sha"].commit)) }
      // Where the co-authors are not known there is somebody without a login.
      let others: [String?] = withCoAuthors.contains(id) ? coAuthors[id] ?? [nil] : []
      commits.append([
        "sha": .commit(id), "authors": .array(([author] + others).map(Node.text)),
        "committer": .text(answer["committer"].login), "parents": .array(parents),
      ])
    }
    return commits
  }

  private func commitAnswers(of pull: PullRequestOutline) async throws(CollectionProblem) -> [Answer] {
    guard !pull.isMerged else {
      let answers = try await api.list(path("pulls/\(pull.number)/commits"))
      // GitHub lists no more than that, and does not say so.
      guard answers.count < 250 else { throw CollectionProblem("there are more than the 250 commits that are listed") }
      return answers
    }
    let comparison = path("compare/\(pull.baseTip)...\(pull.head)")
    let answers = try await api.list(comparison, in: "commits")
    let total = try await api.get(comparison, [("per_page", "1")])["total_commits"].number
    guard answers.count == total else {
      throw CollectionProblem("\(comparison) lists \(answers.count) commits of \(total)")
    }
    return answers
  }

  /// The co-authors of commits beside the author; a commit whose co-authors cannot be read is missing.
  private func coAuthors(of commits: [ObjectID]) async -> [ObjectID: [String?]] {
    var coAuthors: [ObjectID: [String?]] = [:]
    let fields = "... on Commit { authors(first: 100) { totalCount nodes { email user { login } } } }"
    let query =
      "query($owner: String!, $name: String!, $commit: GitObjectID!) { repository(owner: $owner, name: $name) "
      + "{ object(oid: $commit) { \(fields) } } }"
    for commit in commits {
      await reading("co-authors of \(commit.abbreviated)") { () async throws(CollectionProblem) in
        let data = try await api.graphQL(
          query,
          [("owner", .string(request.owner)), ("name", .string(request.name)), ("commit", .commit(commit))])
        let authors = data["repository"]["object"]["authors"]
        let nodes = try authors["nodes"].elements
        guard try authors["totalCount"].number == nodes.count else {
          throw CollectionProblem("there are more than \(nodes.count)")
        }
        // The first is the author, whom the REST interface names also where it is a bot.
        coAuthors[commit] = nodes.dropFirst().map { $0["user"].login ?? app(ofAddress: $0["email"].string) }
      }
    }
    return coAuthors
  }

  /// The app that an address of GitHub's names, as `1+robot[bot]@users.noreply.github.com`: GraphQL has no user for it.
  private func app(ofAddress address: String?) -> String? {
    let hosts = ["github.com", api.root.origin.host].map { "users.noreply.\($0)" }
    guard let parts = address?.split(separator: "@", omittingEmptySubsequences: false), parts.count == 2,
      hosts.contains(parts[1].lowercased()), parts[0].hasSuffix("[bot]")
    else { return nil }
    return parts[0].split(separator: "+").last.map(String.init)
  }
}
