internal import Calendars
internal import Documents
internal import Policy

/// Something that happened to a pull request ("Issue event types").
struct IssueEvent {
  let kind: String
  let actor: String?
  let at: Instant

  /// The label that was added or removed.
  let label: String?

  /// The review that was dismissed.
  let review: Int?

  var isRetargeting: Bool { kind == "base_ref_changed" || kind == "automatic_base_change_succeeded" }

  /// Whether the branch may have pointed elsewhere for a while, which only a push forward cannot do.
  var mayMoveBranch: Bool {
    ["head_ref_force_pushed", "head_ref_deleted", "head_ref_restored", "reopened"].contains(kind)
  }
}

extension EvidenceCollector {
  /// All events, in their order.
  func issueEvents(of number: Int) async throws(CollectionProblem) -> [IssueEvent] {
    var events: [IssueEvent] = []
    for event in try await api.list(path("issues/\(number)/events")) {
      let dismissed = event["dismissed_review"]["review_id"]
      events.append(
        IssueEvent(
          kind: try event["event"].text, actor: event["actor"].login, at: try event["created_at"].instant,
          label: try event["label"]["name"].optionalText, review: dismissed.isAbsent ? nil : try dismissed.number))
    }
    // Stable: events of one second stay in the order in which the server has them.
    return events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  /// The labels that are there now, each with who added it last, and when.
  ///
  /// Of one that no event tells about, as after a renaming, nobody is known to have added it.
  func labels(of pull: PullRequestOutline, _ events: [IssueEvent]) -> [Node] {
    pull.labels.map { name in
      let wanted = FoldedName(name)
      let last = events.last { event in
        (event.kind == "labeled" || event.kind == "unlabeled") && event.label.map { FoldedName($0) } == wanted
      }
      guard let last, last.kind == "labeled" else { return ["name": .string(name), "by": .null, "at": .null] }
      addActor(last.actor)
      return ["name": .string(name), "by": .text(last.actor), "at": .instant(last.at)]
    }
  }
}
