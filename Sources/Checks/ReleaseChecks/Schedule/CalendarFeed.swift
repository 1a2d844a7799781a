package import Calendars

/// A schedule as an iCalendar object (RFC 5545), to be subscribed to.
package struct CalendarFeed {
  private let schedule: ReleaseSchedule
  private let written: Instant

  /// - Parameters:
  ///   - schedule: the events.
  ///   - written: when the feed was made, which RFC 5545, section 3.8.7.2, asks for.
  package init(_ schedule: ReleaseSchedule, written: Instant) {
    self.schedule = schedule
    self.written = written
  }

  /// The object: lines of at most 75 octets that end with CR and LF (section 3.1).
  package var bytes: [UInt8] {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Signalbox//release-train//EN", "CALSCALE:GREGORIAN"]
    for event in schedule.events {
      lines += [
        "BEGIN:VEVENT", "UID:\(event.id)@release-train.signalbox", "DTSTAMP:\(Self.time(written))",
        "DTSTART:\(Self.time(event.range.lowerBound))", "DTEND:\(Self.time(event.range.upperBound))",
        "SUMMARY:\(Self.escaped(event.title))", "CATEGORIES:\(event.kind.rawValue)", "TRANSP:TRANSPARENT", "END:VEVENT",
      ]
    }
    lines.append("END:VCALENDAR")
    return lines.flatMap { Self.folded($0) }
  }

  /// A date with UTC time (section 3.3.5): `20261119T090000Z`.
  package static func time(_ instant: Instant) -> String {
    let digits = Instant(secondsSince1970: instant.secondsSince1970).description.filter { $0 != "-" && $0 != ":" }
    return digits
  }

  /// A text (section 3.3.11).
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\", ";", ",": escaped += "\\\(character)"
      case let other where other.isNewline: escaped += "\\n"
      case let other: escaped.append(other)
      }
    }
    return escaped
  }

  /// A line in parts of at most 75 octets, none of which splits a character; each but the first begins with a space.
  private static func folded(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var length = 0
    for scalar in line.unicodeScalars where scalar.value >= 0x20 || scalar == "\t" {
      let octets = Array(String(scalar).utf8)
      if length + octets.count > 75 {
        bytes += [0x0D, 0x0A, 0x20]
        length = 1
      }
      bytes += octets
      length += octets.count
    }
    return bytes + [0x0D, 0x0A]
  }
}
