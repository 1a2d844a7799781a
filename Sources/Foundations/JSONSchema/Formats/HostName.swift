/// Names of hosts (RFC 1123 §2.1); a label that begins with `xn--` is held to IDNA, too (RFC 5890).
enum HostName {
  static func isHostName(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 253 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isLabel($0) }
  }

  static func isLabel(_ label: Substring) -> Bool {
    let bytes = Array(label.utf8)
    guard (1...63).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D,
      bytes.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D })
    else { return false }
    guard bytes.count >= 4, bytes[2] == 0x2D, bytes[3] == 0x2D else { return true }
    guard label.lowercased().hasPrefix("xn--"), let decoded = Punycode.decoded(bytes.dropFirst(4)) else { return false }
    return InternationalHostName.isLabel(decoded) && decoded.contains { !$0.isASCII }
  }
}

/// Letters of all scripts in ASCII (RFC 3492).
enum Punycode {
  /// The scalars that a text stands for; nil when it stands for none.
  static func decoded(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    var output: [Unicode.Scalar] = []
    var rest = text
    if let delimiter = text.lastIndex(of: 0x2D) {
      output = text[..<delimiter].map { Unicode.Scalar($0) }
      rest = text[(delimiter + 1)...]
    }
    var code = 128
    var place = 0
    var bias = 72
    while !rest.isEmpty {
      let before = place
      var weight = 1
      var base = 36
      while true {
        guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
        let (step, overflow) = digit.multipliedReportingOverflow(by: weight)
        guard !overflow, place <= Int.max - step else { return nil }
        place += step
        let threshold = min(max(base - bias, 1), 26)
        if digit < threshold { break }
        let (next, tooLarge) = weight.multipliedReportingOverflow(by: 36 - threshold)
        guard !tooLarge else { return nil }
        weight = next
        base += 36
      }
      bias = adapted(place - before, output.count + 1, isFirst: before == 0)
      let (sum, overflow) = code.addingReportingOverflow(place / (output.count + 1))
      guard !overflow, let value = UInt32(exactly: sum), let scalar = Unicode.Scalar(value) else { return nil }
      code = sum
      place %= output.count + 1
      output.insert(scalar, at: place)
      place += 1
    }
    return output
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30 + 26
    case 0x41...0x5A: Int(byte) - 0x41
    case 0x61...0x7A: Int(byte) - 0x61
    default: nil
    }
  }

  /// Adapts the bias (RFC 3492 §6.1).
  static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var base = 0
    while delta > 455 {
      delta /= 35
      base += 36
    }
    return base + 36 * delta / (delta + 38)
  }
}
