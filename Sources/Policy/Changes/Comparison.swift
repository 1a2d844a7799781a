package import Git
internal import Policy

/// What is compared with what: the commit that is there now, and the commit that will be.
package struct Comparison: Sendable, Equatable {
  /// The commit that is there now; `nil` where a branch is made where nothing was, so that everything is new.
  package let base: ObjectID?

  package let judged: ObjectID

  /// The tip of the branch that the change is to go to: merge bases of single commits are taken with it.
  ///
  /// It is the base itself where no branch is known, and `nil` where there is no base.
  package let baseTip: ObjectID?

  /// Whether the files of the working tree lie over the judged commit.
  package let includesWorkingTree: Bool

  /// The full name of the branch that is judged, where there is one.
  package let ref: String?

  package let occasion: Occasion

  /// The branch that the verdict is for; `nil` where no default branch is known.
  package let target: TargetBranch?

  /// What a reader should know about the choice.
  package let remarks: [String]

  /// - Throws: `Undecidable` where changes into the branch are not judged, so that none of them passes.
  func requireGoverned(by branches: BranchPolicy) throws(Undecidable) {
    if let target { try target.requireGoverned(by: branches) }
  }

  /// Whether approvals were checked before, so that they are not asked for again.
  var isPushToDefault: Bool {
    guard case .pushToDefaultBranch = occasion else { return false }
    return true
  }
}

extension Comparison {
  /// One pull request's part of a merge group, or of the queue ahead of it.
  func slice(from base: ObjectID, to head: ObjectID) -> Comparison {
    Comparison(
      base: base, judged: head, baseTip: base, includesWorkingTree: false, ref: ref, occasion: occasion, target: target,
      remarks: [])
  }
}

/// What somebody asked to be compared.
package struct ComparisonRequest: Sendable, Equatable {
  /// A revision, or `nil` to find the base.
  package var base: String?

  /// A revision, or `nil` for `HEAD`.
  package var head: String?

  package var includesWorkingTree: Bool

  /// What made a workflow run; it decides where nobody named anything.
  package var event: GitHubEvent?

  package init(
    base: String? = nil, head: String? = nil, includesWorkingTree: Bool = false, event: GitHubEvent? = nil
  ) {
    self.base = base
    self.head = head
    self.includesWorkingTree = includesWorkingTree
    self.event = event
  }
}

extension Comparison {
  /// Finds the two commits.
  ///
  /// A base that is given is taken as it is. Otherwise the event decides; where there is none, or somebody named the
  /// head, the base is the merge base with the default branch of the upstream, or the first parent of a merge that is
  /// checked out on no branch.
  ///
  /// - Throws: `Undecidable` with the repair.
  package init(_ request: ComparisonRequest, in repository: Repository) throws(Undecidable) {
    guard let event = request.event, request.defers(toEventNamed: event.name) else {
      self = try .asked(request, in: repository)
      return
    }
    try self.init(event, head: request.head, in: repository)
  }

  private static func asked(
    _ request: ComparisonRequest, in repository: Repository
  ) throws(Undecidable) -> Comparison {
    try Undecidable.catching {
      let judged = try repository.commitID(of: request.head ?? "HEAD")
      let branch = request.head == nil ? try repository.currentBranch : nil
      let base: Base
      if let revision = request.base {
        let named = try repository.commitID(of: revision)
        base = Base(commit: named, tip: named, remarks: remarks(on: named, judged, request, in: repository))
      } else {
        base = try defaultBase(of: judged, request, onBranch: branch, in: repository)
      }
      return Comparison(
        base: base.commit, judged: judged, baseTip: base.tip, includesWorkingTree: request.includesWorkingTree,
        ref: branch, occasion: .asked, target: try .defaultBranch(for: branch, in: repository), remarks: base.remarks)
    }
  }

  /// Where a comparison begins, the tip of the branch it is on, and what is to be said about the choice.
  struct Base {
    let commit: ObjectID?
    let tip: ObjectID?
    let remarks: [String]
  }

  private static func remarks(
    on base: ObjectID, _ judged: ObjectID, _ request: ComparisonRequest, in repository: Repository
  ) -> [String] {
    do throws(GitError) {
      guard try !repository.isAncestor(base, of: judged) else { return [] }
    } catch {
      // It serves a remark only: both commits were named, and can be compared.
      let question = "whether base \(base.abbreviated) is an ancestor of \(judged.abbreviated)"
      return ["\(question) cannot be told: \(error.message)"]
    }
    let bases = "$(git merge-base \(request.base ?? "") \(request.head ?? "HEAD"))"
    return [
      """
      base \(base.abbreviated) is not an ancestor of \(judged.abbreviated), so what the base gained since they parted \
      reads as removed; to check one side alone: --base \(bases)
      """
    ]
  }
}
