internal import Calendars
internal import Documents
internal import Git

/// What was collected of deployments.
struct CollectedDeployments {
  var list: [Node] = []

  /// Whether each deployment of an environment is listed.
  var history: [(String, Node)] = []

  /// The commits that were deployed last, of which results are collected, too.
  var commits: [ObjectID] = []

  /// The pull requests of hotfixes that were deployed, of which approvals are collected, too.
  var hotfixes: [Int] = []
}

extension EvidenceCollector {
  /// The deployments to the environments that are asked for, newest first, each with what became of it.
  ///
  /// Of each environment pages are read until all are listed, or until those of three weeks are and two have succeeded:
  /// then the newest before the freeze, the last cut and what runs are among them.
  func deployments() async -> CollectedDeployments? {
    await reading("deployments") { () async throws(CollectionProblem) in
      var collected = CollectedDeployments()
      var pulls: [ObjectID: [Answer]] = [:]
      let names = request.environments.isEmpty ? await environmentsOfPolicy() : request.environments
      for name in names {
        let isComplete = try await deployments(to: name, &collected, &pulls)
        collected.history.append((name, ["complete": .boolean(isComplete)]))
      }
      return collected
    }
  }

  private func deployments(
    to name: String, _ collected: inout CollectedDeployments, _ pulls: inout [ObjectID: [Answer]]
  ) async throws(CollectionProblem) -> Bool {
    var successes = 0
    var commits: [ObjectID] = []
    for page in 1...Self.deploymentPages {
      var query = [("environment", name), ("per_page", "\(Self.deploymentPage)")]
      if page > 1 { query.append(("page", "\(page)")) }
      let deployments = try await api.get(path("deployments"), query).elements
      var oldest: Instant?
      for deployment in deployments {
        oldest = try deployment["created_at"].optionalInstant
        guard let told = try await self.deployment(deployment, &collected, &pulls) else { continue }
        collected.list.append(told)
        if told["state"]?.string == "success" { successes += 1 }
        let commit = try deployment["sha"].commit
        if !commits.contains(commit) { commits.append(commit) }
      }
      collected.commits += commits.prefix(Self.resultCommits).filter { !collected.commits.contains($0) }
      if deployments.count < Self.deploymentPage { return true }
      if successes >= 2, let oldest, let now = api.serverTime,
        now.secondsSince1970 - oldest.secondsSince1970 > Self.enough
      {
        return false
      }
    }
    return false
  }

  /// A deployment with its latest status that tells how it went: `inactive` only says that another took its place.
  ///
  /// `nil` for the one that the job makes which collects: it is what is asked about.
  private func deployment(
    _ deployment: Answer, _ collected: inout CollectedDeployments, _ pulls: inout [ObjectID: [Answer]]
  ) async throws(CollectionProblem) -> Node? {
    let statuses = path("deployments/\(try deployment["id"].number)/statuses")
    // They come newest first, and a deployment has few of them.
    let newest = try await api.get(statuses, [("per_page", "100")]).elements
    if let run = request.ownRun, newest.contains(where: { Self.isOfRun(run, $0) }) { return nil }
    let last = newest.first { $0["state"].string != "inactive" } ?? newest.first
    let commit = try deployment["sha"].commit
    var members: [(String, Node)] = [
      ("environment", .string(try deployment["environment"].text)), ("commit", .commit(commit)),
      ("state", .string(try last?["state"].text ?? "pending")), ("by", .text((last ?? deployment)["creator"].login)),
      ("app", .text(try deployment["performed_via_github_app"]["slug"].optionalText)),
      ("at", .instant(try (last ?? deployment)["created_at"].instant)),
    ]
    if let began = try Self.began(deployment, newest) { members.append(("startedAt", .instant(began))) }
    let pullRequests = await reading("pull requests of \(commit.abbreviated)") { () async throws(CollectionProblem) in
      try await self.pullRequests(of: commit, &collected, &pulls)
    }
    if let pullRequests { members.append(("pullRequests", .array(pullRequests))) }
    return .object(members)
  }

  private static func isOfRun(_ run: String, _ status: Answer) -> Bool {
    [status["log_url"].string, status["target_url"].string].contains { url in
      url?.contains("/actions/runs/\(run)/") == true || url?.hasSuffix("/actions/runs/\(run)") == true
    }
  }

  /// The first status `in_progress`; without one the creation, if it waited for nothing after it; else unknown.
  private static func began(_ deployment: Answer, _ newest: [Answer]) throws(CollectionProblem) -> Instant? {
    if let first = newest.last(where: { $0["state"].string == "in_progress" }) {
      return try first["created_at"].instant
    }
    let waited = newest.contains { ["waiting", "queued", "pending"].contains($0["state"].string ?? "") }
    return waited || newest.isEmpty ? nil : try deployment["created_at"].optionalInstant
  }

  /// The pull requests that a commit is head or merge of.
  private func pullRequests(
    of commit: ObjectID, _ collected: inout CollectedDeployments, _ pulls: inout [ObjectID: [Answer]]
  ) async throws(CollectionProblem) -> [Node] {
    let all: [Answer]
    if let known = pulls[commit] {
      all = known
    } else {
      all = try await api.list(path("commits/\(commit)/pulls"))
      pulls[commit] = all
    }
    var told: [Node] = []
    for pull in all {
      let ends = [try pull["head"]["sha"].optionalText, try pull["merge_commit_sha"].optionalText]
      guard ends.contains(commit.description) else { continue }
      var labels: [String] = []
      for label in try pull["labels"].elements { labels.append(try label["name"].text) }
      let number = try pull["number"].number
      if labels.contains(where: { $0.lowercased() == request.hotfixLabel }), !collected.hotfixes.contains(number) {
        collected.hotfixes.append(number)
      }
      var members: [(String, Node)] = [
        ("number", .number(Number(number))), ("author", .text(pull["user"].login)),
        ("labels", .array(labels.map(Node.string))),
        ("mergedAt", try pull["merged_at"].optionalInstant.map(Node.instant) ?? .null),
      ]
      if let title = try pull["title"].optionalText { members.append(("title", .string(title))) }
      told.append(.object(members))
    }
    return told
  }

  /// The environments of the train by `.signalbox/release.yml` on the default branch, or the usual ones.
  private func environmentsOfPolicy() async -> [String] {
    let file = ".signalbox/release.yml"
    do throws(CollectionProblem) {
      return Self.environments(ofPolicy: try await api.raw(path("contents/\(file)")))
    } catch {
      // An environment of the policy that is not asked for is not known to the gate.
      if error.status != 404 { note(file, error) }
      return Self.environments(ofPolicy: [])
    }
  }

  /// The environments that a policy of the train names; a file that cannot be read names the usual ones.
  package static func environments(ofPolicy bytes: [UInt8]) -> [String] {
    do throws(DocumentError) {
      let train = try Document.yaml(SourceText(bytes)).root["train"]
      let frozen = train?["freeze"]?["environment"]?.string ?? "staging"
      let cut = train?["cut"]?["environment"]
      return [frozen] + (cut?.array?.compactMap(\.string) ?? [cut?.string ?? "production"])
    } catch {
      return ["staging", "production"]
    }
  }

  /// How many deployments a page has, how many pages are read, and how many commits' results are.
  private static let deploymentPage = 30
  private static let deploymentPages = 20
  private static let resultCommits = 4

  /// Three weeks in seconds: the train before the last one.
  private static let enough = 21 * 86_400
}
