package import Calendars
package import Documents
package import Git
internal import Policy

/// Asks GitHub for what `docs/evidence.schema.json` describes.
///
/// What cannot be read is written down as such, and all else is collected all the same.
package final class EvidenceCollector {
  let request: CollectionRequest
  let api: GitHubAPI

  /// Whether the local repository has a commit.
  let isHere: (ObjectID) -> Bool

  /// What could not be read so far, and why.
  package private(set) var unreadable: [(what: String, why: String)] = []

  /// Whether what the evidence is to be about could be read.
  package private(set) var hasSubject = true

  /// Everybody whose word may count for something.
  var actors: [String] = []

  /// Whether it matters who may push, since it is not known who pushed.
  var needsPermissions = false

  /// The names of apps by their numbers, as check runs tell them.
  var apps: [Int: String] = [:]

  /// The pull requests of the queue ahead of the merge group, first the one that is merged first.
  var placesAhead: [PullRequestPlace] = []

  /// The commits that an approval may be bound to, newest last.
  var boundCommits: [(commit: ObjectID, base: ObjectID)] = []

  /// Where artifacts are downloaded to; `nil` where they are only named.
  let download: ArtifactDownload?

  package init(
    _ request: CollectionRequest, from api: GitHubAPI, download: ArtifactDownload? = nil,
    isHere: @escaping (ObjectID) -> Bool
  ) {
    self.request = request
    self.api = api
    self.download = download
    self.isHere = isHere
  }

  /// Collects, and returns the document; `now` is what the clock of this machine says.
  package func document(collectedAt now: Instant) async -> Node {
    var pulls = await pullRequests()
    let deployed = wants(.deployments) ? await deployments() : nil
    if request.subject.merged != nil { pulls += await hotfixes(deployed?.hotfixes ?? [], beside: pulls) }
    var changes: [Node] = []
    for pull in pulls { changes.append(await change(pull)) }
    let others = await otherChanges(beside: pulls)
    let ahead = await changesAhead(of: pulls)
    var commits = resultCommits(of: pulls)
    if request.subject.merged != nil { commits += (deployed?.commits ?? []).filter { !commits.contains($0) } }
    // An empty list would read as "none", and nobody has been asked.
    let isAboutSomething = !commits.isEmpty
    var members: [(String, Node)] = [("changes", .array(changes))]
    if let others { members.append(("otherChanges", .array(others))) }
    if let ahead { members.append(("changesAhead", .array(ahead))) }
    if isAboutSomething, wants(.teams) {
      members.append(("teams", await teams(base: pulls.first?.baseTip ?? request.subject.merged)))
    }
    members.append(("governedChanges", await governedChanges()))
    if isAboutSomething, wants(.checks) {
      if let runs = await checkRuns(of: commits) { members.append(("checkRuns", .array(runs))) }
      if let statuses = await statuses(of: commits) { members.append(("statuses", .array(statuses))) }
    }
    if let deployed {
      members.append(("deployments", .array(deployed.list)))
      members.append(("deploymentHistory", .object(deployed.history)))
    }
    if isAboutSomething, wants(.artifacts) {
      let all = commits + Self.earlierHeads(of: changes).filter { !commits.contains($0) }
      if let list = await artifacts(of: all) { members.append(("artifacts", .array(list))) }
    }
    if wants(.landed), let list = await landed() { members.append(("landed", .array(list))) }
    if wants(.issues), let list = await issues() { members.append(("issues", .array(list))) }
    if wants(.requiredChecks), let list = await requiredChecks(of: pulls.first?.baseBranch) {
      members.append(("requiredChecks", .array(list)))
    }
    if isAboutSomething, wants(.permissions) || needsPermissions {
      members.append(("permissions", await permissions(in: request.repository)))
    }
    members.append(
      ("unreadable", .array(unreadable.map { ["what": .string($0.what), "why": .string($0.why)] })))
    return .object([("version", 1), ("source", source(now))] + members)
  }

  private func source(_ now: Instant) -> Node {
    var source: [(String, Node)] = [
      ("kind", "github"), ("repository", .string(request.repository)), ("collectedAt", .instant(now)),
    ]
    if let time = api.serverTime { source.append(("serverTime", .instant(time))) }
    return .object(source)
  }

  private func wants(_ part: CollectionRequest.Part) -> Bool { request.parts.contains(part) }

  /// The pull requests that the evidence is about; those that cannot be read are missing.
  private func pullRequests() async -> [PullRequestOutline] {
    var pulls: [PullRequestOutline] = []
    do throws(CollectionProblem) {
      for place in try await places() {
        do throws(CollectionProblem) {
          pulls.append(try await outline(place))
        } catch {
          missPullRequest("pull request #\(place.number)", error)
        }
      }
    } catch {
      missPullRequest("pull requests", error)
    }
    return pulls
  }

  /// The pull requests of hotfixes that were deployed, whose approvals a gate judges.
  private func hotfixes(_ numbers: [Int], beside known: [PullRequestOutline]) async -> [PullRequestOutline] {
    var pulls: [PullRequestOutline] = []
    for number in numbers where !known.contains(where: { $0.number == number }) {
      let pull = await reading("pull request #\(number)") { () async throws(CollectionProblem) in
        try await outline(PullRequestPlace(number: number))
      }
      if let pull { pulls.append(pull) }
    }
    return pulls
  }

  /// Notes a pull request that cannot be read; a commit that is on its branch is known without the one it came by.
  private func missPullRequest(_ what: String, _ problem: CollectionProblem) {
    if request.subject.merged == nil { hasSubject = false }
    note(what, problem)
  }

  /// The commits whose check runs, statuses and artifacts are collected.
  private func resultCommits(of pulls: [PullRequestOutline]) -> [ObjectID] {
    switch request.subject {
    case .pullRequest: pulls.map(\.head)
    case .mergeGroup(_, let head, _, _): [head]
    case .commit(let commit): [commit]
    }
  }

  private static let headLimit = 20

  /// The newest heads of changes: a plan of one counts as long as what it is of is the same.
  private static func earlierHeads(of changes: [Node]) -> [ObjectID] {
    var heads: [ObjectID] = []
    for change in changes {
      let pushed = change["heads"]?.array.map(Array.init) ?? []
      let newest = [change["head"]].compactMap(\.self) + pushed.reversed().prefix(headLimit)
      for head in newest.compactMap({ $0["sha"]?.string.flatMap { ObjectID($0) } }) where !heads.contains(head) {
        heads.append(head)
      }
    }
    return heads
  }

  func note(_ what: String, _ problem: CollectionProblem) {
    unreadable.append((what, problem.reason))
  }

  /// Reads something; where that cannot be done it is written down, and the answer is `nil`.
  func reading<Value>(
    _ what: String, _ read: () async throws(CollectionProblem) -> Value
  ) async -> Value? {
    do throws(CollectionProblem) {
      return try await read()
    } catch {
      note(what, error)
      return nil
    }
  }

  /// The path of something in the repository.
  func path(_ rest: String) -> String { "/repos/\(request.owner)/\(request.name)/\(rest)" }

  func addActor(_ login: String?) {
    guard let login, !actors.contains(where: { Login($0) == Login(login) }) else { return }
    actors.append(login)
  }
}
