package import Calendars

/// How far the instant of a verdict is from the one at which the evidence for it was collected.
package struct EvidenceAge: Sendable {
  /// In seconds, never negative: evidence from the future is as doubtful as old evidence.
  package let seconds: Int

  /// When the evidence was collected, as far as it tells.
  package let collected: Instant

  /// What is far apart, in words.
  package let words: String

  /// Goes by the forge's own clock; where the evidence lacks that, by the clock of whoever collected it.
  package init(_ source: Evidence.Source, at now: Instant) {
    collected = source.serverTime ?? source.collectedAt
    let age = now.secondsSince1970 - collected.secondsSince1970
    seconds = abs(age)
    words =
      source.serverTime == nil
      ? "the evidence was collected \(seconds) s \(age < 0 ? "after" : "before") \(now), the instant to answer for"
      : "the clocks here and at GitHub are \(seconds) s apart"
  }
}

extension Circumstances {
  /// How old the evidence is; `nil` where there is none.
  package var evidenceAge: EvidenceAge? { evidence.map { EvidenceAge($0.source, at: now) } }
}
