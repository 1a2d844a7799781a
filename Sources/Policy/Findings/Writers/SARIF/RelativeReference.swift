/// The path of a file as a relative reference (RFC 3986, section 4.2), resolved against the root of the repository.
enum RelativeReference {
  /// The reference of a path as it is shown: one that git would quote is read back to its bytes first.
  static func uri(ofPath shown: String) -> String {
    let bytes = unquoted(shown) ?? Array(shown.utf8)
    var uri: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      // A slash in front would make it a path of the host, and a colon anywhere could end a scheme.
      if isUnreserved(byte) || byte == UInt8(ascii: "/") && index > 0 {
        uri.append(byte)
      } else {
        uri += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: uri, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Section 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// The bytes behind a path that git has put in quotation marks (git-config, `core.quotePath`).
  ///
  /// It is `nil` for a path that is not quoted, or not as git does it.
  private static func unquoted(_ shown: String) -> [UInt8]? {
    let quote = UInt8(ascii: "\"")
    var rest = Array(shown.utf8)[...]
    guard rest.count >= 2, rest.popFirst() == quote, rest.popLast() == quote else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        if byte == quote { return nil }
        bytes.append(byte)
        continue
      }
      guard let escape = rest.popFirst() else { return nil }
      if let meaning = letters[escape] {
        bytes.append(meaning)
      } else if let value = octal(escape, &rest) {
        bytes.append(value)
      } else {
        return nil
      }
    }
    return bytes
  }

  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\""): UInt8(ascii: "\""),
    UInt8(ascii: "\\"): UInt8(ascii: "\\"),
  ]

  private static func octal(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8? {
    var value = 0
    for digit in [first] + rest.prefix(2) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      value = value * 8 + Int(digit - UInt8(ascii: "0"))
    }
    guard rest.count >= 2 else { return nil }
    rest.removeFirst(2)
    return UInt8(exactly: value)
  }
}
