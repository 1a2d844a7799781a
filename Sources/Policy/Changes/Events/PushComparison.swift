internal import Git

extension Comparison {
  /// Finds what a push changes at one reference of the remote.
  ///
  /// What the remote's reference was before matters for the default branch only: any other branch is judged by all that
  /// it would bring there, however often it was pushed and amended.
  ///
  /// - Throws: `Undecidable` with the repair.
  init(_ pushed: PushedRef, of push: Push, in repository: Repository) throws(Undecidable) {
    self = try Undecidable.catching {
      guard let localID = pushed.localID else {
        throw Undecidable("\(pushed.remote) is deleted", help: "there is nothing to check")
      }
      let judged = try repository.commitID(of: localID.description)
      let destination = try push.destination(in: repository)
      let base =
        pushed.remote == destination.defaultBranch
        ? try Self.baseOnDefaultBranch(pushed, judged, destination, in: repository)
        : try Self.baseOnOtherBranch(push, judged, destination, in: repository)
      return Comparison(
        base: base.commit, judged: judged, baseTip: base.tip, includesWorkingTree: false, ref: pushed.remote,
        occasion: .prePush(to: pushed.remote), target: destination.target(pushed.remote, tip: base.tip),
        remarks: destination.remarks + base.remarks)
    }
  }

  /// The commit that the remote has there now.
  private static func baseOnDefaultBranch(
    _ pushed: PushedRef, _ judged: ObjectID, _ destination: PushDestination, in repository: Repository
  ) throws -> Base {
    guard let there = pushed.remoteID else {
      let remark = "\(destination.remote) has no \(pushed.remote) yet, so all of it is checked as new"
      return Base(commit: nil, tip: nil, remarks: [remark])
    }
    guard let base = try repository.commitIfHere(there) else {
      throw Undecidable(
        "\(pushed.remote) of \(destination.remote) is at \(there.abbreviated), which this repository does not have",
        help: "git fetch \(destination.remote)")
    }
    let isKept = try repository.isAncestor(base, of: judged)
    return Base(commit: base, tip: base, remarks: isKept ? [] : [Checkout.lost(base, judged)])
  }

  /// The merge base with the default branch of the remote.
  private static func baseOnOtherBranch(
    _ push: Push, _ judged: ObjectID, _ destination: PushDestination, in repository: Repository
  ) throws -> Base {
    let (tip, name) = try push.tipOfDefaultBranch(destination, in: repository)
    guard let base = try repository.mergeBase(judged, tip) else {
      throw Undecidable(
        "\(judged.abbreviated) and \(name) have no commit in common",
        help: "`git fetch \(destination.remote)`, or begin the branch on \(name)")
    }
    let remarks = base == judged ? ["\(name) has all of \(judged.abbreviated) already, so nothing is checked"] : []
    return Base(commit: base, tip: tip, remarks: remarks)
  }
}

extension PushDestination {
  /// The branch that the verdict is for: the default branch, by the tip that the push is held against.
  ///
  /// A branch that is not there yet has no tip, and with it no policy.
  fileprivate func target(_ pushed: String, tip: ObjectID?) -> TargetBranch {
    let branch = defaultBranch ?? pushed
    return TargetBranch(
      name: branch, defaultBranch: branch.wholeSuffix(after: "refs/heads/") ?? branch, tip: .told(tip),
      fetch: "git fetch \(remote)")
  }
}

extension Push {
  /// The default branch of the remote as it is known here, or as this very push makes it.
  fileprivate func tipOfDefaultBranch(
    _ destination: PushDestination, in repository: Repository
  ) throws -> (tip: ObjectID, name: String) {
    if let tracking = destination.tracking, repository.referenceExists(tracking) {
      return (try repository.commitID(of: tracking), tracking)
    }
    if destination.tracking == nil, let pushed = refs.first(where: { $0.remote == destination.defaultBranch }),
      let id = pushed.remoteID ?? pushed.localID, let tip = try repository.commitIfHere(id)
    {
      return (tip, pushed.remote)
    }
    throw Undecidable(
      "it is not known here what the default branch of \(destination.remote) has",
      help: """
        `git fetch \(destination.remote)` and `git remote set-head \(destination.remote) --auto`; \
        if nothing is there yet, push its default branch first
        """)
  }
}

extension Repository {
  /// The commit that an object is or, as an annotated tag, names; `nil` where the repository does not have it.
  fileprivate func commitIfHere(_ id: ObjectID) throws(GitError) -> ObjectID? {
    do throws(GitError) {
      return try commitID(of: id.description)
    } catch {
      if [.missingObject, .omittedObject, .shallowBoundary].contains(error.code) { return nil }
      throw error
    }
  }
}
