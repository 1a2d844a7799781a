internal import ArgumentParser
internal import Calendars
internal import CommandSupport
internal import ReleaseChecks

/// Answers instants from standard input, a JSON object a line, in their order.
final class StatusStream {
  private let timeline: TrainTimeline
  private var output: [UInt8] = []

  /// What was answered lately: all but the instant is the same for as long as a status lasts.
  private var known: [Known] = []

  private struct Known {
    let validity: Range<Instant>
    /// All of the line behind the instant.
    let rest: [UInt8]
  }

  init(_ timeline: TrainTimeline) {
    self.timeline = timeline
  }

  /// Reads until the end; a line that is no instant ends it there, after the answers to all lines before.
  func answer() throws {
    var number = 0
    output.reserveCapacity(Self.chunk + 4096)
    try Files.inputLines(limit: 100) { line in
      number += 1
      guard let instant = Instant(rfc3339: line.last == UInt8(ascii: "\r") ? line.dropLast() : line) else {
        try flush()
        throw ValidationError("line \(number) of standard input is no instant of RFC 3339, as 2026-11-18T09:12:00Z")
      }
      append(instant)
      if output.count >= Self.chunk || !Files.isInputReady { try flush() }
      return true
    }
    try flush()
  }

  private func append(_ instant: Instant) {
    output += Self.lead
    output += instant.rfc3339
    output += rest(for: instant)
  }

  private func rest(for instant: Instant) -> [UInt8] {
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle].validity.upperBound <= instant { low = middle + 1 } else { high = middle }
    }
    if low < known.count, known[low].validity.contains(instant) { return known[low].rest }
    let status = timeline.status(at: instant)
    let rest = Array("\",".utf8) + status.jsonMembers(timeline) + [UInt8(ascii: "\n")]
    // Instants of centuries must not fill the memory.
    if known.count >= Self.memory {
      known.removeAll()
      low = 0
    }
    known.insert(Known(validity: status.validity, rest: rest), at: low)
    return rest
  }

  private func flush() throws {
    guard !output.isEmpty else { return }
    try Files.writeToOutput(output)
    output.removeAll(keepingCapacity: true)
  }

  private static let lead = Array("{\"at\":\"".utf8)
  private static let chunk = 64 * 1024
  private static let memory = 4096
}
