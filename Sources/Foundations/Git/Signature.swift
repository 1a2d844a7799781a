/// Who did something and when, as a commit or a tag records it.
package struct Signature: Hashable, Sendable {
  /// The name; empty when there is none.
  package let name: String
  /// The address, in whatever form the author gave it.
  package let email: String
  /// Seconds since 1970-01-01T00:00:00Z, as the author's clock had it; 0 when it cannot be read, as git has it.
  package let time: Int64
  /// Minutes east of UTC at the author's place.
  package let offset: Int

  package init(name: String, email: String, time: Int64, offset: Int) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }

  /// Reads `Name <address> 1767603600 +0100`; parts that are missing or damaged are empty or zero.
  init(_ line: [UInt8], encoding: TextEncoding) {
    let end = line.lastIndex(of: UInt8(ascii: ">")) ?? line.endIndex
    let start = line[..<end].firstIndex(of: UInt8(ascii: "<")) ?? end
    name = encoding.text(line[..<start]).trimmingSpaces
    email = start < end ? encoding.text(line[(start + 1)..<end]).trimmingSpaces : ""
    let clock = end < line.endIndex ? line[(end + 1)...].split(separator: UInt8(ascii: " ")) : []
    time = clock.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    let zone = clock.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    offset = abs(zone) < 10_000 ? zone / 100 * 60 + zone % 100 : 0
  }

  /// The time of a signature, without the rest of it; 0 when it cannot be read.
  static func time(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64 {
    guard var index = range.last(where: { bytes[$0] == UInt8(ascii: ">") }) else { return 0 }
    index += 1
    while index < range.upperBound, bytes[index] == HeaderLines.space { index += 1 }
    var seconds: Int64 = 0
    while index < range.upperBound, case let digit = bytes[index], digit >= 0x30, digit <= 0x39 {
      let (shifted, tooLarge) = seconds.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = shifted.addingReportingOverflow(Int64(digit - 0x30))
      if tooLarge || overflow { return 0 }
      seconds = sum
      index += 1
    }
    return seconds
  }
}

extension Signature: CustomStringConvertible {
  /// Name and address, as git prints them.
  package var description: String { "\(name) <\(email)>" }
}

/// The encoding that a commit declares for its texts (git-commit, "Discussion"); UTF-8 unless it says otherwise.
enum TextEncoding {
  case utf8
  case latin1

  init(named name: String) {
    self = ["iso-8859-1", "iso8859-1", "latin1", "latin-1"].contains(name.lowercased()) ? .latin1 : .utf8
  }

  /// Decodes a text; bytes that are not UTF-8 become replacement characters.
  func text(_ bytes: some Collection<UInt8>) -> String {
    switch self {
    case .utf8: String(decoding: bytes, as: UTF8.self)
    case .latin1: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let rest = drop { $0 == " " }
    guard let last = rest.lastIndex(where: { $0 != " " }) else { return "" }
    return String(rest[...last])
  }
}
