package import Calendars
internal import Changes
package import Documents

/// What holds at an instant: the state of the train, and which environments are open until when.
package struct TrainStatus: Sendable {
  package let train: Train
  package let state: TrainState
  package let staging: Opening
  package let production: Opening

  /// The next change of state, as far as anybody can know; `nil` where there is none.
  package let next: Change?

  /// The one-off freezes that are in force.
  package let holding: [OneOffFreeze]

  /// Where the train would stand without them.
  let phase: TrainPhase

  /// For how long all of this is so.
  package let validity: Range<Instant>

  /// Whether an environment may be deployed to, and when that changes.
  package struct Opening: Sendable, Equatable {
    package let isOpen: Bool
    package let until: Instant?

    package init(isOpen: Bool, until: Instant?) {
      self.isOpen = isOpen
      self.until = until
    }
  }

  package struct Change: Sendable, Equatable {
    package let at: Instant
    package let state: TrainState

    package init(at: Instant, state: TrainState) {
      self.at = at
      self.state = state
    }
  }
}

extension TrainStatus {
  /// Why it is so, a sentence each, with the rules that a gate would go by.
  package func reasons(_ timeline: TrainTimeline) -> [String] {
    let names = timeline.policy.train
    let date = train.date
    var reasons = holding.map { "release/held: \($0.words)" }
    switch phase.state {
    case .boarding, .held:
      reasons.append("\(names.frozen) is open for the train of \(date), which freezes it at \(train.freezes)")
    case .frozen where phase.range.lowerBound >= train.cut.upperBound:
      reasons.append(
        "release/freeze: the train of \(date) was not cut, and \(names.frozen) is frozen until \(train.ends)")
    case .frozen:
      reasons.append(
        "release/freeze: \(names.frozen) is frozen since \(train.freezes) for the cut from \(train.cut.lowerBound)")
    case .cutOpen:
      reasons.append(
        "release/freeze: \(names.frozen) is frozen until the train of \(date) is cut, at the latest until \(train.ends)"
      )
      reasons.append("release/cut-window: \(names.released) may be deployed until \(train.cut.upperBound)")
      if !timeline.knowsCuts {
        reasons.append("whether it is cut already is not known: there is no evidence of deployments")
      }
    case .cut:
      reasons.append("the train of \(date) was cut at \(timeline.cut(of: train)?.at ?? train.cut.lowerBound)")
    case .skipped:
      reasons.append("\(train.skipped ?? ""), so nothing is frozen and nothing is cut before \(train.ends)")
    }
    return reasons
  }

  /// The members of the JSON object behind `at`, which are the same for the whole ``validity``.
  package func members(_ timeline: TrainTimeline) -> [(String, Node)] {
    [
      ("train", .string(train.date.description)),
      ("state", .string(state.rawValue)),
      ("staging", staging.node),
      ("production", production.node),
      (
        "next",
        next.map { ["at": .string($0.at.description), "state": .string($0.state.rawValue)] } ?? .null
      ),
      ("reasons", .array(reasons(timeline).map(Node.string))),
    ]
  }
}

extension TrainStatus.Opening {
  fileprivate var node: Node {
    ["open": .boolean(isOpen), "until": until.map { .string($0.description) } ?? .null]
  }
}
