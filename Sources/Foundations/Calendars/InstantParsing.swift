extension Instant {
  /// Reads a `date-time` of RFC 3339, section 5.6, such as `2026-11-18T18:00:00Z` or `2026-11-18T19:00:00.5+01:00`.
  ///
  /// A leap second (`23:59:60`) is taken for the second after it. Digits beyond the nanosecond are dropped.
  /// The result is `nil` for anything else.
  package init?(rfc3339 text: String) {
    self.init(rfc3339: Array(text.utf8)[...])
  }

  /// Reads the same in ASCII.
  package init?(rfc3339 bytes: ArraySlice<UInt8>) {
    var scanner = DigitScanner(bytes)
    guard let year = scanner.number(of: 4), scanner.skip("-"), let month = scanner.number(of: 2), scanner.skip("-"),
      let day = scanner.number(of: 2), scanner.skip("T") || scanner.skip("t"),
      let hour = scanner.number(of: 2), scanner.skip(":"), let minute = scanner.number(of: 2), scanner.skip(":"),
      let second = scanner.number(of: 2), let fraction = scanner.fraction(), let offset = scanner.offset(),
      scanner.isAtEnd, let date = CivilDate(year: year, month: month, day: day),
      hour <= 23, minute <= 59, second <= 60
    else { return nil }
    let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
    guard second < 60 || seconds.isMultiple(of: 86_400) else { return nil }
    self.init(secondsSince1970: seconds, nanoseconds: second < 60 ? fraction : 0)
  }
}

/// Takes numbers of a fixed width from the front of an ASCII text.
private struct DigitScanner {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(of width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy(isDigit) else { return nil }
    rest.removeFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The nanoseconds behind the point; 0 where there is no point, `nil` where no digit follows it.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    let digits = rest.prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    let nine = Array(digits.prefix(9)) + Array(repeating: UInt8(ascii: "0"), count: max(0, 9 - digits.count))
    return nine.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hour = number(of: 2), skip(":"), let minute = number(of: 2), hour <= 23, minute <= 59 else {
      return nil
    }
    return sign * (hour * 3600 + minute * 60)
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
