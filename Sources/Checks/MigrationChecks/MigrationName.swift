internal import Calendars

/// The name of a migration's file: `20260105090000_create_eng_schema.sql`, perhaps with `.up` or `.down` in it.
package struct MigrationName: Hashable, Sendable {
  /// Which direction the name says that the file has.
  package enum Part: Hashable, Sendable {
    /// It says nothing, as in `x.sql`.
    case whole
    /// It ends with `.up.sql`.
    case up
    /// It ends with `.down.sql`.
    case down
  }

  /// The name without its endings, which the files of a pair share.
  package let stem: String

  package let part: Part

  /// Its place in the plan of the runner, where the runner has one.
  var rank: Int?

  /// Takes the name of a file; `nil` for one that does not end with `.sql`, in any case.
  package init?(_ name: String) {
    let lowered = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    func hasSuffix(_ suffix: String) -> Bool {
      lowered.count >= suffix.utf8.count && lowered.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
    guard hasSuffix(".sql") else { return nil }
    part = hasSuffix(".up.sql") ? .up : hasSuffix(".down.sql") ? .down : .whole
    let ending = part == .up ? 7 : part == .down ? 9 : 4
    stem = String(decoding: name.utf8.dropLast(ending), as: UTF8.self)
  }

  /// Takes a name apart as a runner does that has no ways back in names.
  init(whole stem: String) {
    self.stem = stem
    part = .whole
  }

  init(stem: String, part: Part) {
    self.stem = stem
    self.part = part
  }

  /// The 14 digits of the time at the front, when it is a real one.
  package var timestamp: String? {
    let digits = String(stem.prefix(14))
    return stem.utf8.count > 14 && Self.problem(withTime: digits) == nil ? digits : nil
  }

  /// What is wrong with the name, in words that go on from "the name"; `nil` for a good one.
  package func problem(of file: String) -> String? {
    guard file.hasSuffix(".sql") else { return "ends with .sql in other letters" }
    let digits = stem.prefix { $0.isASCII && $0.isNumber }
    guard digits.utf8.count == 14 else {
      let count = digits.utf8.count
      return
        "begins with \(count == 0 ? "no digits" : "\(count) digit\(count == 1 ? "" : "s")"), not with the 14 of a time"
    }
    if let problem = Self.problem(withTime: String(digits)) { return problem }
    let rest = stem.utf8.dropFirst(14)
    guard rest.first == UInt8(ascii: "_") else { return "has no _ after its time" }
    let slug = Array(rest.dropFirst())
    guard !slug.isEmpty else { return "has no words after its time" }
    let isPlain = slug.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
    return isPlain ? nil : "has other characters after its time than a to z, 0 to 9, _ and -"
  }

  /// What is wrong with 14 digits as year, month, day, hour, minute and second.
  private static func problem(withTime digits: String) -> String? {
    let bytes = digits.utf8.map { Int($0) - 0x30 }
    guard bytes.count == 14, bytes.allSatisfy({ (0...9).contains($0) }) else { return "has no 14 digits" }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard year >= 1970, CivilDate(year: year, month: month, day: day) != nil else {
      return
        "has an invalid date: \(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
    }
    guard hour < 24, minute < 60, second < 60 else {
      return "has an invalid time: "
        + "\(digits.dropFirst(8).prefix(2)):\(digits.dropFirst(10).prefix(2)):\(digits.dropFirst(12))"
    }
    return nil
  }
}
