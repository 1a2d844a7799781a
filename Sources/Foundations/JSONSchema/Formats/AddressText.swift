/// Addresses of hosts.
enum AddressText {
  /// Four decimal octets without leading zeros (RFC 2673 §3.2).
  static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        if part.count > 1, part.first == 0x30 { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }

  /// Eight groups, of which `::` leaves some out (RFC 4291 §2.2).
  static func isIPv6(_ text: Substring) -> Bool {
    let halves = split(text)
    guard halves.count <= 2, !text.isEmpty else { return false }
    var groups = 0
    for (place, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (number, part) in parts.enumerated() {
        let isLast = place == halves.count - 1 && number == parts.count - 1
        if isLast, part.contains("."), isIPv4(part) {
          groups += 2
        } else if (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexadecimal) {
          groups += 1
        } else {
          return false
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  /// Splits at `::`.
  private static func split(_ text: Substring) -> [Substring] {
    var halves: [Substring] = []
    var rest = text
    while let gap = rest.firstRange(of: "::") {
      halves.append(rest[..<gap.lowerBound])
      rest = rest[gap.upperBound...]
    }
    return halves + [rest]
  }
}

extension UInt8 {
  var isHexadecimal: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
