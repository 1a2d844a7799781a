extension Instant: CustomStringConvertible {
  /// The instant in UTC as a `date-time` of RFC 3339, section 5.6; a fraction only where there is one.
  ///
  /// RFC 3339 has the years 0000 to 9999. An instant that lies in them by some offset and not in UTC is written with
  /// such an offset, so that every instant that can be read can be written; one that lies further out gets a year with
  /// a sign, as ISO 8601-1 has it (section 4.4).
  package var description: String { String(decoding: rfc3339, as: UTF8.self) }

  /// The same as ``description`` in ASCII.
  package var rfc3339: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    let minutes = Self.minutesIntoCalendar(from: secondsSince1970)
    append(to: &bytes, offset: minutes * 60)
    if minutes == 0 { bytes.append(UInt8(ascii: "Z")) } else { Self.append(offset: minutes, to: &bytes) }
    return bytes
  }

  /// The instant by the clocks of a zone, as a `date-time` of RFC 3339, section 5.6: `2026-11-18T19:00:00+01:00`.
  ///
  /// An offset of seconds, as the local mean times of the 19th century have, is cut to its minutes, and the time with
  /// it, so that what is written is still this instant.
  package func description(in zone: Zone) -> String {
    let offset = zone.offset(at: self)
    let minutes = offset / 60
    var bytes: [UInt8] = []
    guard Self.calendar.contains(secondsSince1970 + minutes * 60) else { return description }
    append(to: &bytes, offset: minutes * 60)
    Self.append(offset: minutes, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The seconds of the years 0000 to 9999.
  private static let calendar =
    CivilDate.newYear(of: 0).daysSince1970 * 86_400..<CivilDate.newYear(of: 10_000).daysSince1970 * 86_400

  /// The offset in minutes by which an instant lies in the years 0000 to 9999; 0 where UTC does, or where none does.
  private static func minutesIntoCalendar(from seconds: Int) -> Int {
    let furthest = 23 * 60 + 59
    guard !calendar.contains(seconds) else { return 0 }
    let minutes = seconds < calendar.lowerBound ? furthest : -furthest
    return calendar.contains(seconds + minutes * 60) ? minutes : 0
  }

  /// Appends an offset as `+01:00`.
  private static func append(offset minutes: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
    bytes.append(abs(minutes) / 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(abs(minutes) % 60, digits: 2)
  }

  private func append(to bytes: inout [UInt8], offset: Int) {
    let seconds = secondsSince1970 + offset
    let day = seconds.flooredQuotient(dividingBy: 86_400)
    let second = seconds - day * 86_400
    let date = CivilDate(daysSince1970: day)
    if (0...9999).contains(date.year) {
      bytes.append(date.year, digits: 4)
    } else {
      bytes += Array(date.yearText.utf8)
    }
    bytes.append(UInt8(ascii: "-"))
    bytes.append(date.month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(date.day, digits: 2)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(second / 3600, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(second / 60 % 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(second % 60, digits: 2)
    guard nanoseconds != 0 else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(nanoseconds, digits: 9)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }
}

extension [UInt8] {
  /// Appends a number of at least so many digits.
  fileprivate mutating func append(_ number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    guard (0..<divisor * 10).contains(number) else {
      self += Array(padded(number, to: digits).utf8)
      return
    }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
