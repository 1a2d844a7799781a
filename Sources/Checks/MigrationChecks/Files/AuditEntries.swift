internal import Calendars

/// The entries that are appended to an audit report: lines `- at:`, `- by:`, `- ran:`, `- result:`, and `- refreshed:` of
/// those that made a database anew.
struct AuditEntries {
  static let keys = ["at", "by", "ran", "result"]
  private static let refreshed = "refreshed"

  private var entries: [[String: String]] = []

  init(_ text: ArraySlice<UInt8>) {
    var entry: [String: String] = [:]
    for line in VisibleText(String(decoding: text, as: UTF8.self)).lines {
      let words = line.drop { $0 == "-" || $0 == "*" || $0 == " " }
      guard let colon = words.firstIndex(of: ":") else { continue }
      let key = words[..<colon].lowercased()
      let value = words[words.index(after: colon)...].drop { $0 == " " }
      guard Self.keys.contains(key) || key == Self.refreshed, !Placeholder.isOne(value),
        key != "at" || Self.startsWithDay(value)
      else {
        continue
      }
      // The time begins an entry.
      if key == "at", entry["at"] != nil {
        entries.append(entry)
        entry = [:]
      }
      entry[key] = String(value)
    }
    entries.append(entry)
  }

  /// Whether a text begins with a date, as an instant of RFC 3339 does.
  private static func startsWithDay(_ text: Substring) -> Bool { CivilDate(String(text.prefix(10))) != nil }

  /// What an entry lacks.
  var missing: [String] { Self.keys.filter { key in entries.contains { $0[key] == nil } } }

  /// When an environment was made anew, in the order of the entries.
  func refreshes(of environment: String) -> [Instant] {
    entries.compactMap { entry in
      guard entry[Self.refreshed]?.prefix(while: { !$0.isWhitespace }) == environment[...],
        entry["result"]?.hasPrefix("pass") == true
      else { return nil }
      return entry["at"].flatMap { Instant(rfc3339: $0.filter { !$0.isWhitespace }) }
    }
  }

  /// The days of the entries, in their order.
  var days: [String] { entries.compactMap { $0["at"].map { String($0.prefix(10)) } } }
}
