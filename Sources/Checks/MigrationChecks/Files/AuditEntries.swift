internal import Calendars

/// The entries that are appended to an audit report: lines `- at:`, `- by:`, `- ran:` and `- result:`.
struct AuditEntries {
  static let keys = ["at", "by", "ran", "result"]

  private var entries: [[String: String]] = []

  init(_ text: ArraySlice<UInt8>) {
    var entry: [String: String] = [:]
    for line in VisibleText(String(decoding: text, as: UTF8.self)).lines {
      let words = line.drop { $0 == "-" || $0 == "*" || $0 == " " }
      guard let colon = words.firstIndex(of: ":") else { continue }
      let key = words[..<colon].lowercased()
      let value = words[words.index(after: colon)...].drop { $0 == " " }
      guard Self.keys.contains(key), !Placeholder.isOne(value), key != "at" || Self.startsWithDay(value) else {
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

  /// The days of the entries, in their order.
  var days: [String] { entries.compactMap { $0["at"].map { String($0.prefix(10)) } } }
}
