extension ZoneRule {
  /// Reads a TZ string as POSIX has it, with the extensions of RFC 9636, section 3.3.1.
  ///
  /// - Parameters:
  ///   - text: such as `CET-1CEST,M3.5.0,M10.5.0/3`.
  ///   - version: that of the file; from 3 on the time of a turn may have from -167 to 167 hours, and before it 0 to 24.
  init?(_ text: some Collection<UInt8>, version: Int) {
    var scanner = RuleScanner(rest: Array(text)[...])
    guard scanner.name(), let west = scanner.time(hours: 0...24) else { return nil }
    standard = -west
    guard !scanner.isAtEnd else {
      daylight = nil
      return
    }
    guard scanner.name() else { return nil }
    var offset = standard + 3600
    if !scanner.isAt(",") {
      guard let west = scanner.time(hours: 0...24) else { return nil }
      offset = -west
    }
    let hours = version >= 3 ? -167...167 : 0...24
    guard scanner.skip(","), let start = scanner.turn(hours: hours), scanner.skip(","),
      let end = scanner.turn(hours: hours), scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }
}

/// Takes the parts of a TZ string from its front.
private struct RuleScanner {
  var rest: ArraySlice<UInt8>

  var isAtEnd: Bool { rest.isEmpty }

  func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Passes over a designation: at least three letters, or letters, digits and signs in angle brackets.
  mutating func name() -> Bool {
    let isQuoted = skip("<")
    let name = rest.prefix { byte in
      Self.isLetter(byte) || isQuoted && (Self.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
    }
    guard name.count >= 3 else { return false }
    rest.removeFirst(name.count)
    return !isQuoted || skip(">")
  }

  /// A number of one to three digits within some bounds.
  mutating func number(in bounds: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix(while: Self.isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    rest.removeFirst(digits.count)
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return bounds.contains(number) ? number : nil
  }

  /// `[+-]hh[:mm[:ss]]`, in seconds.
  mutating func time(hours: ClosedRange<Int>) -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    // The bounds of a signed time are those of its sign; an offset may always have one.
    let most = isNegative && hours.lowerBound < 0 ? -hours.lowerBound : hours.upperBound
    guard let hour = number(in: 0...most) else { return nil }
    var seconds = hour * 3600
    if skip(":") {
      guard let minute = number(in: 0...59) else { return nil }
      seconds += minute * 60
      if skip(":") {
        guard let second = number(in: 0...59) else { return nil }
        seconds += second
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// A day, and behind a stroke a time; without one it is 02:00.
  mutating func turn(hours: ClosedRange<Int>) -> ZoneRule.Turn? {
    guard let day = day() else { return nil }
    guard skip("/") else { return ZoneRule.Turn(day: day, second: 7200) }
    if isAt("-"), hours.lowerBound == 0 { return nil }
    guard let second = time(hours: hours) else { return nil }
    return ZoneRule.Turn(day: day, second: second)
  }

  private mutating func day() -> ZoneRule.Day? {
    if skip("J") { return number(in: 1...365).map { .withoutLeapDay($0) } }
    guard skip("M") else { return number(in: 0...365).map { .ofYear($0) } }
    guard let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
      let weekday = number(in: 0...6)
    else { return nil }
    return .ofMonth(month: month, week: week, weekday: weekday)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}
