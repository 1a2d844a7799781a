/// Instants, dates and times of RFC 3339 §5.6.
enum DateTimeText {
  static func isDateTime(_ text: String) -> Bool {
    var scanner = TextScanner(text)
    return date(&scanner) && scanner.take(anyOf: "Tt") && time(&scanner) && scanner.isAtEnd
  }

  static func isDate(_ text: String) -> Bool {
    var scanner = TextScanner(text)
    return date(&scanner) && scanner.isAtEnd
  }

  static func isTime(_ text: String) -> Bool {
    var scanner = TextScanner(text)
    return time(&scanner) && scanner.isAtEnd
  }

  private static func date(_ scanner: inout TextScanner) -> Bool {
    guard let year = scanner.number(digits: 4), scanner.take("-"), let month = scanner.number(digits: 2),
      scanner.take("-"), let day = scanner.number(digits: 2)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
  }

  private static func time(_ scanner: inout TextScanner) -> Bool {
    guard let hour = scanner.number(digits: 2), scanner.take(":"), let minute = scanner.number(digits: 2),
      scanner.take(":"), let second = scanner.number(digits: 2), hour < 24, minute < 60, second <= 60
    else { return false }
    if scanner.take("."), scanner.skipDigits() == 0 { return false }
    var offset = 0
    if !scanner.take(anyOf: "Zz") {
      let isWest = scanner.next == UInt8(ascii: "-")
      guard scanner.take(anyOf: "+-"), let hours = scanner.number(digits: 2), scanner.take(":"),
        let minutes = scanner.number(digits: 2), hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
    }
    guard second == 60 else { return true }
    // A leap second is the last of a day in UTC.
    return (hour * 60 + minute - offset + 2 * 1440) % 1440 == 1439
  }
}

/// Durations of ISO 8601, in the grammar of RFC 3339, appendix A.
enum DurationText {
  static func isDuration(_ text: String) -> Bool {
    var scanner = TextScanner(text)
    guard scanner.take("P"), !scanner.isAtEnd else { return false }
    guard let date = parts(&scanner, ["Y", "M", "D"], alone: "W") else { return false }
    if date == .alone { return scanner.isAtEnd }
    if scanner.take("T") {
      guard let time = parts(&scanner, ["H", "M", "S"], alone: nil), time != .none else { return false }
    }
    return scanner.isAtEnd
  }

  private enum Outcome {
    case none
    case some
    case alone
  }

  /// Reads numbers with units that follow one another without a gap.
  private static func parts(
    _ scanner: inout TextScanner, _ units: [Character], alone: Character?
  ) -> Outcome? {
    var last: Int?
    while let next = scanner.next, next >= 0x30, next <= 0x39 {
      guard scanner.skipDigits() > 0 else { return nil }
      if last == nil, let alone, scanner.take(alone) { return .alone }
      guard let unit = units.indices.first(where: { place in place > (last ?? -1) && isNext(scanner, units[place]) }),
        scanner.take(units[unit]), last.map({ unit == $0 + 1 }) ?? true
      else { return nil }
      last = unit
    }
    return last == nil ? Outcome.none : .some
  }

  private static func isNext(_ scanner: TextScanner, _ unit: Character) -> Bool { scanner.next == unit.asciiValue }
}
