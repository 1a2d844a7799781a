internal import Calendars

/// In which state the train is.
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
  ///   - cut: when the cut was made, if it was.
  ///   - isStillFrozen: whether the freeze of the train before lasts until a cut, and there was none.
  init(of train: Train, at instant: Instant, cutAt cut: Instant?, isStillFrozen: Bool) {
    self.train = train
    guard train.skipped == nil else {
      (state, range) = (.skipped, train.boards..<train.ends)
      (stagingIsOpen, productionIsOpen) = (!isStillFrozen, false)
      return
    }
    var turns = [train.boards, train.freezes, train.ends]
    for window in train.windows { turns += [window.lowerBound, window.upperBound] }
    if let cut { turns.append(cut) }
    let start = turns.filter { $0 <= instant }.max() ?? train.boards
    let end = turns.filter { $0 > instant }.min() ?? train.ends
    range = start..<max(start, end)
    let isFrozen = start >= train.freezes || isStillFrozen
    let isCut = cut.map { $0 <= start } ?? false
    productionIsOpen = train.windows.contains { $0.contains(start) }
    stagingIsOpen = isCut || !isFrozen
    state = isCut ? .cut : productionIsOpen ? .cutOpen : isFrozen ? .frozen : .boarding
  }
}
