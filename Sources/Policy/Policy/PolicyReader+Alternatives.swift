package import Calendars
internal import Documents

/// Values that may be written in more than one way.
extension PolicyReader {
  /// A list of texts, or a single one, which is a list of one.
  package mutating func textOrTexts(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    return node.array == nil ? text(key).map { [$0] } : texts(key)
  }

  /// Whether the value of a key is a list.
  package mutating func isList(_ key: String) -> Bool { value(key)?.array != nil }

  /// A name, or false for none; true stands for the usual one.
  package mutating func nameOrFlag(_ key: String, usual: String) -> String? {
    guard let node = value(key) else { return usual }
    if let flag = node.boolean { return flag ? usual : nil }
    return text(key)
  }

  /// Days, and ranges of days as `2026-12-25..2027-01-01`, both ends of which belong to them.
  package mutating func dateRanges(_ key: String) -> [ClosedRange<CivilDate>] {
    elements(key).compactMap { element in
      let text = element.string ?? ""
      if let day = CivilDate(text) { return day...day }
      if let dots = text.firstRange(of: ".."), let first = CivilDate(String(text[..<dots.lowerBound])),
        let last = CivilDate(String(text[dots.upperBound...])), first <= last
      {
        return first...last
      }
      fault("`\(text)` is no range of days", at: element.range, help: "write it as 2026-12-25..2027-01-01")
      return nil
    }
  }
}
