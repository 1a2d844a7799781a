internal import Git

extension Comparison {
  /// Finds the two commits that an event is about.
  ///
  /// - Parameters:
  ///   - event: what made the workflow run.
  ///   - head: the revision that stands in for `HEAD`, if somebody named one.
  ///   - repository: the clone that the workflow has.
  /// - Throws: `Undecidable` with the repair.
  init(_ event: GitHubEvent, head: String?, in repository: Repository) throws(Undecidable) {
    let checkout = Checkout(repository: repository)
    switch event.kind {
    case .pullRequest(let pullRequest, let isTarget):
      if isTarget, head == nil {
        throw Undecidable(
          "\(event.name) has the base branch checked out, and not what pull request #\(pullRequest.number) would change",
          help: "fetch its head and name it: `git fetch origin \(pullRequest.commit)`, --head \(pullRequest.commit)")
      }
      try self.init(pullRequest, head: head ?? "HEAD", event, in: checkout)
    case .mergeGroup(let base, let head, let headRef, let baseRef):
      try self.init(mergeGroup: base, head, headRef: headRef, baseRef: baseRef, event, in: checkout)
    case .push(let ref, let before, let after):
      try self.init(push: ref, before, after, event, in: checkout)
    case .workflowRun:
      try self.init(sinceDefaultBranch: event, ref: event.ref, .workflowRun, in: checkout)
    }
  }

  private init(
    _ pullRequest: GitHubEvent.PullRequestHead, head: String, _ event: GitHubEvent, in checkout: Checkout
  ) throws(Undecidable) {
    let judged = try checkout.commit(named: head)
    let base: ObjectID
    let tip: ObjectID
    if judged.parents.count == 2, judged.parents[1] == pullRequest.commit {
      base = try checkout.commit(judged.parents[0], "the first parent of \(head)")
      tip = base
      try checkout.require(base, inBranch: pullRequest.baseBranch)
    } else if judged.id == pullRequest.commit {
      tip = try checkout.tip(ofBranch: pullRequest.baseBranch)
      base = try checkout.mergeBase(judged.id, tip, of: pullRequest.baseBranch)
    } else {
      throw Undecidable(
        """
        \(head) is \(judged.id.abbreviated), and that is neither the head \(pullRequest.commit.abbreviated) of pull \
        request #\(pullRequest.number) nor its merge with \(pullRequest.baseBranch)
        """,
        help:
          "let actions/checkout take its own `ref`, with `fetch-depth: 0`, or name the commits: --base REV --head REV")
    }
    self.init(
      base: base, judged: judged.id, baseTip: tip, includesWorkingTree: false,
      ref: pullRequest.branch.map { "refs/heads/\($0)" },
      occasion: .pullRequest(number: pullRequest.number, into: "refs/heads/\(pullRequest.baseBranch)"),
      target: try checkout.target("refs/heads/\(pullRequest.baseBranch)", event),
      remarks: checkout.remarkIfNothing(base, judged.id, in: pullRequest.baseBranch))
  }

  private init(
    mergeGroup base: ObjectID, _ head: ObjectID, headRef: String, baseRef: String, _ event: GitHubEvent,
    in checkout: Checkout
  ) throws(Undecidable) {
    let judged = try checkout.commit(named: "HEAD")
    guard judged.id == head else {
      throw Undecidable(
        "HEAD is \(judged.id.abbreviated), and not the head \(head.abbreviated) of the merge group",
        help:
          "let actions/checkout take its own `ref`, with `fetch-depth: 0`, or name the commits: --base REV --head REV")
    }
    let base = try checkout.commit(base, "the base of the merge group")
    self.init(
      base: base, judged: head, baseTip: base, includesWorkingTree: false, ref: headRef,
      occasion: .mergeGroup(into: baseRef), target: try checkout.target(baseRef, event),
      remarks: try checkout.remarkIfLost(base, head))
  }

  private init(
    push ref: String, _ before: ObjectID?, _ after: ObjectID?, _ event: GitHubEvent, in checkout: Checkout
  ) throws(Undecidable) {
    guard ref.hasPrefix("refs/heads/") else {
      throw Undecidable(
        "the push is of \(ref), which is no branch",
        help:
          "run the check for branches only (`on: push: branches: ['**']`), or name the commits: --base REV --head REV")
    }
    guard let after else {
      throw Undecidable(
        "the push deletes \(ref), so nothing is left to check",
        help: "leave deletions out: `if: ${{ !github.event.deleted }}`")
    }
    guard let defaultBranch = event.defaultBranch else {
      throw Undecidable(
        "the payload of the event push has no repository.default_branch, so it is not known what \(ref) is",
        help: "leave GITHUB_EVENT_PATH as GitHub sets it, or name the commits: --base REV --head REV")
    }
    guard ref == "refs/heads/\(defaultBranch)" else {
      try self.init(sinceDefaultBranch: event, ref: ref, .push(to: ref), in: checkout)
      return
    }
    let judged = try checkout.commit(after, "the pushed commit")
    var base: ObjectID?
    var remarks = ["\(defaultBranch) is new, so all of it is checked as new"]
    if let before {
      let old = try checkout.commit(before, "the commit before the push")
      remarks = try checkout.remarkIfLost(old, judged)
      base = old
    }
    self.init(
      base: base, judged: judged, baseTip: base, includesWorkingTree: false, ref: ref,
      occasion: .pushToDefaultBranch(ref), target: try checkout.target(ref, event, pushed: judged), remarks: remarks)
  }

  private init(
    sinceDefaultBranch event: GitHubEvent, ref: String?, _ occasion: Occasion, in checkout: Checkout
  ) throws(Undecidable) {
    let judged = try checkout.commit(named: "HEAD").id
    let branch = if let told = event.defaultBranch { told } else { try checkout.defaultBranch() }
    let tip = try checkout.tip(ofBranch: branch)
    let base = try checkout.mergeBase(judged, tip, of: branch)
    var remarks = checkout.remarkIfNothing(base, judged, in: branch)
    if let commit = event.commit, commit != judged {
      remarks.append("HEAD is checked, which is not the commit \(commit.abbreviated) that the workflow runs on")
    }
    self.init(
      base: base, judged: judged, baseTip: tip, includesWorkingTree: false, ref: ref, occasion: occasion,
      target: try checkout.target("refs/heads/\(branch)", event), remarks: remarks)
  }
}
