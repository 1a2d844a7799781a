extension Instant: CustomStringConvertible {
  /// The instant in UTC as a `date-time` of RFC 3339, section 5.6; a fraction only where there is one.
  package var description: String { String(decoding: rfc3339, as: UTF8.self) }

  /// The same as ``description`` in ASCII.
  package var rfc3339: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    append(to: &bytes, offset: 0)
    bytes.append(UInt8(ascii: "Z"))
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
    append(to: &bytes, offset: minutes * 60)
    bytes.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
    bytes.append(abs(minutes) / 60, digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(abs(minutes) % 60, digits: 2)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(to bytes: inout [UInt8], offset: Int) {
    let seconds = secondsSince1970 + offset
    let day = seconds.flooredQuotient(dividingBy: 86_400)
    let second = seconds - day * 86_400
    let date = CivilDate(daysSince1970: day)
    bytes.append(date.year, digits: 4)
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
