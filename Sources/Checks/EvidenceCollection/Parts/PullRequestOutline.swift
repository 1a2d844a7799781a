internal import Calendars
internal import Documents
internal import Git
internal import HTTP
internal import Policy

/// A pull request and its part of a merge group.
struct PullRequestPlace {
  let number: Int
  var slice: (base: ObjectID, head: ObjectID)?
}

/// What one answer tells of a pull request, and where its base branch is.
struct PullRequestOutline {
  let place: PullRequestPlace
  let answer: Answer
  let baseBranch: String

  /// Where the base branch is now: the pull request itself tells where it was.
  let baseTip: ObjectID
  let headBranch: String
  let head: ObjectID

  /// The repository of the head as `owner/name`; `nil` where that is not there any more.
  let headRepository: String?
  let isFork: Bool

  /// Whether who may push to the repository may push to the branch of the fork, too.
  let maintainersMayPush: Bool?
  let isMerged: Bool
  let openedAt: Instant?
  let labels: [String]

  var number: Int { place.number }
}

extension EvidenceCollector {
  /// Which pull requests the evidence is about.
  func places() async throws(CollectionProblem) -> [PullRequestPlace] {
    switch request.subject {
    case .pullRequest(let number): return [PullRequestPlace(number: number)]
    case .mergeGroup(let base, let head, let headRef, let branch):
      return try await mergeGroup(base: base, head: head, headRef: headRef, branch: branch)
    case .commit(let commit):
      var places: [PullRequestPlace] = []
      for pull in try await api.list(path("commits/\(commit)/pulls")) {
        let ends = [try pull["merge_commit_sha"].optionalText, try pull["head"]["sha"].optionalText]
        if ends.contains(commit.description) { places.append(PullRequestPlace(number: try pull["number"].number)) }
      }
      return places
    }
  }

  func outline(_ place: PullRequestPlace) async throws(CollectionProblem) -> PullRequestOutline {
    let pull = try await api.get(path("pulls/\(place.number)"))
    let branch = try pull["base"]["ref"].text
    let tip = try await api.get(path("git/ref/heads/\(WebAddress.encoded(branch, except: "/"))"))
    let headRepository = try pull["head"]["repo"]["full_name"].optionalText
    let baseRepository = try pull["base"]["repo"]["full_name"].optionalText ?? request.repository
    var labels: [String] = []
    for label in try pull["labels"].elements { labels.append(try label["name"].text) }
    return PullRequestOutline(
      place: place, answer: pull, baseBranch: branch, baseTip: try tip["object"]["sha"].commit,
      headBranch: try pull["head"]["ref"].text, head: try pull["head"]["sha"].commit,
      headRepository: headRepository,
      isFork: headRepository.map { FoldedName($0) } != FoldedName(baseRepository),
      maintainersMayPush: pull["maintainer_can_modify"].boolean,
      isMerged: pull["merged"].boolean ?? false, openedAt: try pull["created_at"].optionalInstant, labels: labels)
  }

  /// What the document tells of a pull request.
  func change(_ pull: PullRequestOutline) async -> Node {
    let name = "#\(pull.number)"
    let author = pull.answer["user"].login
    addActor(author)
    let events = await reading("events of \(name)") { () async throws(CollectionProblem) in
      try await issueEvents(of: pull.number)
    }
    var base: [(String, Node)] = [("ref", .string(pull.baseBranch)), ("sha", .commit(pull.baseTip))]
    if let since = events?.last(where: \.isRetargeting)?.at { base.append(("since", .instant(since))) }
    var members: [(String, Node)] = [
      ("number", .number(Number(pull.number))), ("author", .text(author)),
      ("base", .object(base)),
    ]
    if let slice = pull.place.slice {
      members.append(("group", ["base": .commit(slice.base), "head": .commit(slice.head)]))
    }
    if let title = pull.answer["title"].string { members.append(("title", .string(title))) }
    members.append(("body", .text(pull.answer["body"].string)))
    if let draft = pull.answer["draft"].boolean { members.append(("draft", .boolean(draft))) }
    let heads = await reading("heads of \(name)") { () async throws(CollectionProblem) in
      try await self.heads(of: pull, events: events)
    }
    if let heads { members.append(("heads", .array(heads.map(\.node)))) }
    let arePushersKnown = heads?.allSatisfy { $0.by != nil } ?? false
    let commits = await reading("commits of \(name)") { () async throws(CollectionProblem) in
      try await self.commits(of: pull)
    }
    if let commits { members.append(("commits", .array(commits))) }
    // Without the events nobody knows who added a label, so that there is none to tell of.
    if let events { members.append(("labels", .array(labels(of: pull, events)))) }
    let reviews = await reading("reviews of \(name)") { () async throws(CollectionProblem) in
      // A dismissal, or another base, may have ended what a review said.
      guard let events else { throw CollectionProblem("the events that may have ended them cannot be read") }
      return try await self.reviews(of: pull, events: events)
    }
    if let reviews { members.append(("reviews", .array(reviews.map(\.node)))) }
    if request.parts.contains(.comments) {
      let comments = await reading("comments of \(name)") { () async throws(CollectionProblem) in
        try await self.comments(of: pull)
      }
      if let comments { members.append(("comments", .array(comments))) }
    }
    if !arePushersKnown { needsPermissions = true }
    members.append(("head", await head(of: pull, withPermissions: !arePushersKnown)))
    boundCommits += ((heads ?? []).map(\.commit) + (reviews ?? []).compactMap(\.commit) + [pull.head])
      .map { ($0, pull.baseTip) }
    return .object(members)
  }

  /// What the document tells of the head; where nobody knows who pushed it, also who could have.
  private func head(of pull: PullRequestOutline, withPermissions: Bool) async -> Node {
    var head: [(String, Node)] = [
      ("ref", .string(pull.headBranch)), ("sha", .commit(pull.head)), ("fork", .boolean(pull.isFork)),
    ]
    if pull.isFork, let mayPush = pull.maintainersMayPush { head.append(("maintainersMayPush", .boolean(mayPush))) }
    if pull.isFork, withPermissions, let repository = pull.headRepository {
      head.append(("permissions", await permissions(in: repository)))
    }
    return .object(head)
  }
}
