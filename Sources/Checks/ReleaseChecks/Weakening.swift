internal import Calendars

/// In what one policy of the train holds less than another.
enum Weakening {
  static func all(from old: ReleasePolicy, to new: ReleasePolicy) -> [String] {
    freeze(old.train, new.train) + cut(old.train, new.train) + hotfix(old.hotfix, new.hotfix) + freezes(old, new)
      + days(old, new)
  }

  private static func freeze(_ old: TrainPolicy, _ new: TrainPolicy) -> [String] {
    var words: [String] = []
    if old.frozen != new.frozen { words.append("\(old.frozen) is not frozen any more, but \(new.frozen)") }
    if new.minutesUntilCut < old.minutesUntilCut {
      words.append("the freeze begins nearer to the cut: \(new.freezeFrom), not \(old.freezeFrom)")
    }
    if new.minutesFrozen - new.minutesUntilCut < old.minutesFrozen - old.minutesUntilCut {
      words.append("a train that is not cut frees \(new.frozen) sooner: \(new.freezeUntil), not \(old.freezeUntil)")
    }
    return words
  }

  private static func cut(_ old: TrainPolicy, _ new: TrainPolicy) -> [String] {
    var words: [String] = []
    if old.released != new.released { words.append("the train goes to \(new.released), no more to \(old.released)") }
    let length = (old.cutUntil.minutes(since: old.cutFrom), new.cutUntil.minutes(since: new.cutFrom))
    if length.1 > length.0 { words.append("the cut may take \(length.1) minutes, not \(length.0)") }
    for name in old.requires where !new.requires.contains(name) { words.append("the cut needs no \(name) any more") }
    return words
  }

  private static func hotfix(_ old: HotfixPolicy, _ new: HotfixPolicy) -> [String] {
    var words = old.approvals.filter { !new.approvals.contains($0) }.map {
      "a hotfix needs no approval of \($0) any more"
    }
    if new.valid > old.valid { words.append("an approval of a hotfix counts for \(new.valid) s, not \(old.valid)") }
    return words
  }

  private static func freezes(_ old: ReleasePolicy, _ new: ReleasePolicy) -> [String] {
    old.freezes.filter { freeze in
      !new.freezes.contains { other in
        other.range.lowerBound <= freeze.range.lowerBound && other.range.upperBound >= freeze.range.upperBound
          && freeze.environments.allSatisfy(other.environments.contains)
      }
    }.map { "the freeze \"\($0.name)\" holds less, or is gone" }
  }

  private static func days(_ old: ReleasePolicy, _ new: ReleasePolicy) -> [String] {
    let now = new.skip.union(new.holidays)
    var words = old.skip.union(old.holidays).subtracting(now).sorted().map { "a train may be cut on \($0)" }
    if new.clockTolerance > old.clockTolerance {
      words.append("clocks may differ by \(new.clockTolerance) s, not \(old.clockTolerance)")
    }
    return words
  }
}
