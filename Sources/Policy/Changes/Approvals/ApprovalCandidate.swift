internal import Calendars
internal import Git
internal import Policy

/// Something that looks like an approval: a label that somebody added, or an approving review.
struct ApprovalCandidate {
  /// What it is, in words: `label schema-approved by alice`.
  let description: String
  let by: Login?

  /// When it was given; `nil` where the forge cannot tell.
  let at: Instant?

  /// The commit that it was given for, or why that is not known.
  let commit: Result<ObjectID, Uncertainty>

  /// All that a pull request has, in the order of their instants.
  static func all(
    for requirement: ApprovalRequirement, in change: PullRequest, _ evidence: Evidence
  ) throws(Uncertainty) -> [ApprovalCandidate] {
    var candidates: [ApprovalCandidate] = []
    if requirement.means.contains(.label) {
      guard let labels = change.labels else {
        throw Uncertainty(
          "the evidence does not tell the labels" + evidence.reason(ofMissing: "events of #\(change.number)"))
      }
      let wanted = FoldedName(requirement.label)
      candidates += labels.filter { FoldedName($0.name) == wanted }
        .map { ApprovalCandidate($0, in: change, evidence) }
    }
    if requirement.means.contains(.review) {
      let reviews = try reviews(of: change, evidence)
      candidates += reviews.filter { $0.state == .approved || $0.state == .dismissed }
        .map { ApprovalCandidate($0, in: change) }
    }
    let earliest = Instant(secondsSince1970: 0)
    return candidates.sorted { ($0.at ?? earliest, $0.description) < ($1.at ?? earliest, $1.description) }
  }

  private static func reviews(
    of change: PullRequest, _ evidence: Evidence
  ) throws(Uncertainty) -> [PullRequest.Review] {
    if let reviews = change.reviews { return reviews }
    throw Uncertainty(
      "the evidence does not tell the reviews\(evidence.reason(ofMissing: "reviews of #\(change.number)"))")
  }

  private init(_ label: PullRequest.Label, in change: PullRequest, _ evidence: Evidence) {
    let when = label.at.map { " at \($0)" } ?? ", which no event tells of"
    description = "label \(label.name) by \(label.by?.text ?? "somebody without a login")\(when)"
    by = label.by
    at = label.at
    commit = Result { () throws(Uncertainty) in try Self.head(of: change, evidence, at: label.at) }
  }

  private init(_ review: PullRequest.Review, in change: PullRequest) {
    let word = review.state == .dismissed ? "dismissed review" : "review"
    description = "\(word) by \(review.by?.text ?? "somebody without a login") at \(review.at)"
    by = review.by
    at = review.at
    commit =
      review.commit.map { .success($0) } ?? .failure(Uncertainty("the code host does not say which commit it saw"))
  }

  /// The head at the instant of a label: the last one pushed strictly before it.
  private static func head(
    of change: PullRequest, _ evidence: Evidence, at instant: Instant?
  ) throws(Uncertainty) -> ObjectID {
    guard let instant else { throw Uncertainty("the code host does not say when it was added") }
    guard let heads = change.heads else {
      throw Uncertainty(
        "the evidence does not tell when the branch was pushed"
          + evidence.reason(ofMissing: "heads of #\(change.number)"))
    }
    if let push = heads.first(where: { $0.pushedAt.secondsSince1970 == instant.secondsSince1970 }) {
      throw Uncertainty("it was given in the second in which \(push.commit.abbreviated) was pushed")
    }
    // Of several pushes in one second the later in the list counts.
    let before = heads.enumerated().filter { $0.element.pushedAt < instant }
    let last = before.max { ($0.element.pushedAt, $0.offset) < ($1.element.pushedAt, $1.offset) }
    guard let last else { throw Uncertainty("no push of the branch is known from before it") }
    return last.element.commit
  }

  /// What the same person has said later that takes it back, in words; `nil` where nothing does.
  func takenBack(in change: PullRequest, _ evidence: Evidence) throws(Uncertainty) -> String? {
    guard let by, let at else { return nil }
    if let since = change.base.since, at <= since {
      return "it was given before the pull request was retargeted to \(change.base.ref) at \(since)"
    }
    let later = try Self.reviews(of: change, evidence).filter { review in
      review.by == by && review.at >= at && (review.state == .changesRequested || review.state == .dismissed)
    }
    guard let last = later.max(by: { $0.at < $1.at }) else { return nil }
    return last.state == .dismissed
      ? "the review was dismissed" : "\(by) asked for changes at \(last.at)"
  }
}
