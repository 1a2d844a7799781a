internal import Calendars

/// Where the train stands.
package enum TrainState: String, Sendable, CaseIterable {
  /// Staging is open, and what is merged rides this train.
  case boarding
  /// Staging is frozen, and production is closed.
  case frozen
  /// Staging is frozen, and production may be deployed.
  case cutOpen = "cut-open"
  /// The cut is recorded, and staging is open again.
  case cut
  /// The train does not run: nothing is frozen, and nothing is cut.
  case skipped
  /// A one-off freeze holds an environment.
  case held
}

/// A part of a train's time in which its state is the same, were there no one-off freezes.
struct TrainPhase: Sendable, Equatable {
  let train: Train
  let state: TrainState

  /// Half open.
  let range: Range<Instant>

  let stagingIsOpen: Bool
  let productionIsOpen: Bool

  /// The phase of a train that an instant within the train's time is in.
  ///
  /// - Parameters:
  ///   - train: one that is under way at the instant.
  ///   - instant: which time it is.
  ///   - recorded: when the cut was made, if it was.
  init(of train: Train, at instant: Instant, cutAt recorded: Instant?) {
    func phase(_ state: TrainState, from start: Instant, to end: Instant, staging: Bool, production: Bool) -> TrainPhase
    {
      TrainPhase(
        train: train, state: state, range: start..<max(start, end), stagingIsOpen: staging, productionIsOpen: production
      )
    }
    if train.skipped != nil {
      self = phase(.skipped, from: train.boards, to: train.ends, staging: true, production: false)
      return
    }
    let cut = recorded ?? train.cut.upperBound
    let phases = [
      phase(.boarding, from: train.boards, to: train.freezes, staging: true, production: false),
      phase(.frozen, from: train.freezes, to: train.cut.lowerBound, staging: false, production: false),
      phase(.cutOpen, from: train.cut.lowerBound, to: cut, staging: false, production: true),
      phase(.cut, from: cut, to: train.cut.upperBound, staging: true, production: true),
    ]
    let after = phase(
      recorded == nil ? .frozen : .cut, from: train.cut.upperBound, to: train.ends, staging: recorded != nil,
      production: false)
    self = phases.first { $0.range.contains(instant) } ?? after
  }

  private init(train: Train, state: TrainState, range: Range<Instant>, stagingIsOpen: Bool, productionIsOpen: Bool) {
    self.train = train
    self.state = state
    self.range = range
    self.stagingIsOpen = stagingIsOpen
    self.productionIsOpen = productionIsOpen
  }
}
