internal import Calendars
internal import Documents
internal import Git

/// A review of a pull request.
struct CollectedReview {
  let by: String?
  let state: String
  let commit: ObjectID?
  let at: Instant

  var node: Node {
    ["by": .text(by), "state": .string(state), "commit": commit.map(Node.commit) ?? .null, "at": .instant(at)]
  }
}

extension EvidenceCollector {
  /// The reviews that were submitted, in order of time; one that was dismissed counts from its dismissal.
  func reviews(
    of pull: PullRequestOutline, events: [IssueEvent]
  ) async throws(CollectionProblem) -> [CollectedReview] {
    var reviews: [CollectedReview] = []
    for review in try await api.list(path("pulls/\(pull.number)/reviews")) {
      guard let submitted = try review["submitted_at"].optionalInstant else { continue }
      let state = try review["state"].text.lowercased()
      guard ["approved", "changes_requested", "commented", "dismissed"].contains(state) else {
        throw review["state"].wrong("a state of a review that is known")
      }
      let id = try review["id"].number
      let dismissal = events.last { $0.review == id }?.at
      let login = review["user"].login
      if state != "commented" { addActor(login) }
      reviews.append(
        CollectedReview(
          by: login, state: state,
          commit: review["commit_id"].isAbsent ? nil : try review["commit_id"].commit,
          at: state == "dismissed" ? dismissal ?? submitted : submitted))
    }
    return reviews.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  func comments(of pull: PullRequestOutline) async throws(CollectionProblem) -> [Node] {
    var comments: [Node] = []
    for comment in try await api.list(path("issues/\(pull.number)/comments")) {
      let created = try comment["created_at"].instant
      var members: [(String, Node)] = [
        ("by", .text(comment["user"].login)),
        ("app", .text(try comment["performed_via_github_app"]["slug"].optionalText)), ("at", .instant(created)),
      ]
      if let updated = try comment["updated_at"].optionalInstant, updated != created {
        members.append(("editedAt", .instant(updated)))
      }
      comments.append(.object(members + [("body", .string(try comment["body"].optionalText ?? ""))]))
    }
    return comments
  }
}
