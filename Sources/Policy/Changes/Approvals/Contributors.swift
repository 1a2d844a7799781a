internal import Git
internal import Policy

/// Who had a hand in a pull request: its author, the authors, co-authors and committers of its commits, and who pushed
/// what is governed.
///
/// Names in commits are what their author typed. The code host knows who pushed.
struct Contributors {
  private let history: ApprovalHistory

  /// What the evidence tells of people who made the pull request or its commits, in words.
  private let makers: [Login: String]

  /// The commits that the branch has pointed at, oldest first; `nil` where who pushed them is not known.
  private let heads: [PullRequest.Head]?

  private var change: PullRequest { history.change }
  private var evidence: Evidence { history.evidence }

  /// - Throws: `Uncertainty` where somebody who may be anybody made a part of it.
  init(to history: ApprovalHistory) throws(Uncertainty) {
    let (change, evidence) = (history.change, history.evidence)
    self.history = history
    guard let author = change.author else { throw Uncertainty("the author of #\(change.number) has no login") }
    guard let commits = change.commits else {
      let why = evidence.reason(ofMissing: "commits of #\(change.number)")
      throw Uncertainty("the evidence does not tell who made the commits of #\(change.number)\(why)")
    }
    try history.requireAll(commits)
    var makers = [author: "opened it"]
    for commit in commits where try history.contributes(commit) {
      guard !commit.authors.isEmpty else {
        throw Uncertainty("the evidence names no author of commit \(commit.id.abbreviated)")
      }
      for login in commit.authors + [commit.committer] {
        guard let login else {
          let why = evidence.reason(ofMissing: "co-authors of \(commit.id.abbreviated)")
          throw Uncertainty("an author of commit \(commit.id.abbreviated) has no login, so could be any account\(why)")
        }
        if makers[login] == nil { makers[login] = "made commit \(commit.id.abbreviated)" }
      }
    }
    self.makers = makers
    // A list without the head is not the whole list.
    let isWhole = change.heads?.contains { $0.commit == change.head.commit } ?? false
    heads = isWhole ? change.heads.map(Self.inOrder) : nil
  }

  /// Of several pushes in one second the later in the list is the later one.
  private static func inOrder(_ heads: [PullRequest.Head]) -> [PullRequest.Head] {
    heads.enumerated().sorted { ($0.element.pushedAt, $0.offset) < ($1.element.pushedAt, $1.offset) }.map(\.element)
  }

  /// What somebody did, in words; `nil` for a person who contributed nothing.
  ///
  /// - Throws: `Uncertainty` where that is not known of this person.
  func contribution(of login: Login) throws(Uncertainty) -> String? {
    if let made = makers[login] { return made }
    guard let heads else {
      try requireNoPushes(by: login, "who pushed to the branch is not known")
      return nil
    }
    var unnamed: PullRequest.Head?
    for (index, head) in heads.enumerated() {
      guard head.by == login || head.by == nil, try isContribution(heads[...index]) else { continue }
      guard head.by == nil else { return "pushed \(head.commit.abbreviated) at \(head.pushedAt)" }
      unnamed = unnamed ?? head
    }
    if let unnamed { try requireNoPushes(by: login, "who pushed \(unnamed.commit.abbreviated) is not known") }
    return nil
  }

  /// Whether it is known that somebody contributed something.
  func hasContribution(of login: Login) -> Bool {
    do throws(Uncertainty) {
      return try contribution(of: login) != nil
    } catch {
      return false
    }
  }

  /// Whether the last of these pushes changed what is governed, other than by clean merges of the base branch.
  private func isContribution(_ heads: ArraySlice<PullRequest.Head>) throws(Uncertainty) -> Bool {
    guard let pushed = heads.last else { return false }
    let now = try history.governedChange(of: pushed.commit)
    guard let before = heads.dropLast().last else { return !now.isEmpty }
    if now.paths(differingFrom: try history.governedChange(of: before.commit)).isEmpty { return false }
    return try !history.hasOnlyCleanMerges(from: before.commit, to: pushed.commit)
  }

  /// Somebody who may not push to the branch has not pushed.
  private func requireNoPushes(by login: Login, _ reason: String) throws(Uncertainty) {
    let mayPush = evidence.mayPush(login, to: change)
    if mayPush == false { return }
    let why = evidence.reason(ofMissing: "heads of #\(change.number)")
    let place = change.isFork == true ? "the fork" : evidence.source.repository
    throw Uncertainty(
      mayPush == true
        ? "\(reason)\(why), and \(login) may push to it"
        : "\(reason)\(why), and the evidence does not tell whether \(login) may push to it",
      help: "let the token read the activity of \(place) (`contents: read`), and collect the evidence again")
  }
}

extension ApprovalHistory {
  fileprivate func requireAll(_ commits: [PullRequest.Commit]) throws(Uncertainty) {
    let told = Set(commits.map(\.id))
    guard Self.has(change.head.commit, repository) else {
      if told.contains(change.head.commit) { return }
      throw Uncertainty("the evidence does not list the head of #\(change.number) among its commits")
    }
    try certain { () throws(GitError) in
      let here = try repository.commits(from: baseTip, to: change.head.commit)
      for commit in here where !told.contains(commit) {
        if try isEmpty(commit) { continue }
        throw GitError(
          .unknownRevision, "the evidence does not tell who made commit \(commit.abbreviated)",
          help: "collect the evidence again")
      }
    }
  }

  /// Whether a commit has the tree of its only parent, so that who made it contributed nothing.
  private func isEmpty(_ commit: ObjectID) throws(GitError) -> Bool {
    let details = try repository.commit(commit)
    guard details.parents.count == 1 else { return false }
    return try repository.commit(details.parents[0]).tree == details.tree
  }

  /// Whether a commit is more than a merge in which each governed file is what a three-way merge gives.
  fileprivate func contributes(_ commit: PullRequest.Commit) throws(Uncertainty) -> Bool {
    guard Self.has(commit.id, repository) else { return true }
    return try certain { () throws(GitError) in try !isCleanMerge(commit.id) }
  }

  private func isCleanMerge(_ commit: ObjectID) throws(GitError) -> Bool {
    let details = try repository.commit(commit)
    guard details.isMerge else { return false }
    return try repository.firstHandmadePath(ofMerge: details, in: paths.folders, where: paths.contains) == nil
  }

  /// Whether all that a push added to the branch, beside what is on the base branch, are clean merges.
  fileprivate func hasOnlyCleanMerges(from before: ObjectID, to pushed: ObjectID) throws(Uncertainty) -> Bool {
    guard Self.has(before, repository), Self.has(pushed, repository) else { return false }
    return try certain { () throws(GitError) in
      guard try repository.isAncestor(before, of: pushed) else { return false }
      let outsideOfBase = Set(try repository.commits(from: baseTip, to: pushed))
      for commit in try repository.commits(from: before, to: pushed) where outsideOfBase.contains(commit) {
        guard try isCleanMerge(commit) else { return false }
      }
      return true
    }
  }

  private func certain<Result>(_ body: () throws(GitError) -> Result) throws(Uncertainty) -> Result {
    do throws(GitError) {
      return try body()
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
  }
}
