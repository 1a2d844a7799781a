/// The wall times of two commands that were run by turns.
struct Measurement: Sendable {
  var ours: [Duration] = []
  var theirs: [Duration] = []

  /// How many times as long as the other's our median is.
  var ratio: Double { Self.median(ours) / Self.median(theirs) }

  /// A line of the table: minimum and median of both sides in milliseconds, and the ratio of the medians.
  func row(_ name: String, limit: Double?) -> String {
    let times = [ours, theirs].map { "\(Self.milliseconds($0.min()))  \(Self.milliseconds(Self.median($0)))" }
    let verdict = limit.map { ratio > $0 ? "  above \($0)" : "  within \($0)" } ?? ""
    return "\(name.padded(to: 34))\(times[0])   \(times[1])   \(Self.text(ratio, width: 5))\(verdict)"
  }

  static let heading =
    "".padded(to: 34) + "     ours          peer\n" + "milliseconds".padded(to: 34)
    + "   min     med      min     med   ratio"

  private static func median(_ durations: [Duration]) -> Duration {
    durations.isEmpty ? .zero : durations.sorted()[durations.count / 2]
  }

  private static func milliseconds(_ duration: Duration?) -> String {
    text((duration ?? .zero) / .milliseconds(1), width: 6)
  }

  /// A number with two digits behind the point.
  private static func text(_ number: Double, width: Int) -> String {
    let hundredths = Int((number * 100).rounded())
    let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
