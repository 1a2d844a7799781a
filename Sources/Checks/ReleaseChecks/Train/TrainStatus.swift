package import Calendars
package import Documents

/// What holds at an instant: the state of the train, and which environments are open until when.
package struct TrainStatus: Sendable {
  package let train: Train
  package let state: TrainState

  /// Whether the frozen environment, and each that is released, is open.
  package let openings: [Opening]

  /// The next change of state, as far as anybody can know; `nil` where there is none.
  package let next: Change?

  /// The one-off freezes that are in force.
  package let holding: [DeploymentFreeze]

  /// Where the train would stand without them.
  let phase: TrainPhase

  /// For how long all of this is so.
  package let validity: Range<Instant>

  /// Whether the frozen environment is open.
  package var staging: Opening { openings[0] }

  /// Whether the first of those that are released is open.
  package var production: Opening { openings[1] }

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
    var reasons = holding.map { "release/one-off-freeze: \($0.words)" }
    switch phase.state {
    case .boarding, .held:
      reasons.append("\(names.frozen) is open for the train of \(date), which freezes it at \(train.freezes)")
    case .frozen where phase.range.lowerBound < train.freezes:
      reasons.append(
        "release/weekly-freeze: the train before that of \(date) was not cut, and \(names.frozen) is frozen until one is"
      )
    case .frozen where phase.range.lowerBound >= train.cut.upperBound:
      let end = names.holdsUntilCut ? "it is" : "\(train.ends)"
      reasons.append(
        "release/weekly-freeze: the train of \(date) was not cut, and \(names.frozen) is frozen until \(end)")
    case .frozen:
      let start = train.windows.first { $0.lowerBound >= phase.range.lowerBound }?.lowerBound ?? train.cut.lowerBound
      reasons.append(
        "release/weekly-freeze: \(names.frozen) is frozen since \(train.freezes) for the cut from \(start)")
    case .cutOpen:
      let end = names.holdsUntilCut ? "" : ", at the latest until \(train.ends)"
      reasons.append("release/weekly-freeze: \(names.frozen) is frozen until the train of \(date) is cut\(end)")
      reasons.append(
        "release/outside-deployment-window: \(names.released.joined(separator: " and ")) may be deployed until \(openUntil)"
      )
      if !timeline.knowsCuts {
        reasons.append("could not check whether it is cut already: there is no evidence of deployments")
      }
    case .cut:
      reasons.append("the train of \(date) was cut at \(timeline.cut(of: train) ?? train.cut.lowerBound)")
    case .skipped:
      reasons.append("\(train.skipped ?? ""), so nothing is frozen and nothing is cut before \(train.ends)")
    }
    return reasons
  }

  /// The end of the window that production is open in, were there no one-off freezes.
  private var openUntil: Instant {
    train.windows.first { $0.contains(phase.range.lowerBound) }?.upperBound ?? train.cut.upperBound
  }

  /// The members of the JSON object behind `at`, which are the same for the whole ``validity``.
  package func members(_ timeline: TrainTimeline) -> [(String, Node)] {
    [
      ("train", .string(train.date.description)),
      ("state", .string(state.rawValue)),
      ("staging", staging.node),
      ("production", production.node),
    ] + (openings.count > 2 ? [("environments", environments(timeline))] : []) + [
      (
        "next",
        next.map { ["at": .string($0.at.description), "state": .string($0.state.rawValue)] } ?? .null
      ),
      ("reasons", .array(reasons(timeline).map(Node.string))),
    ]
  }
}

extension TrainStatus {
  /// Each released environment, where there are several.
  private func environments(_ timeline: TrainTimeline) -> Node {
    .object(zip(timeline.policy.train.released, openings.dropFirst()).map { ($0, $1.node) })
  }
}

extension TrainStatus.Opening {
  fileprivate var node: Node {
    ["open": .boolean(isOpen), "until": until.map { .string($0.description) } ?? .null]
  }
}
