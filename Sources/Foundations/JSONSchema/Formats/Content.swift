internal import Documents

/// Texts that hold other texts (draft 7, validation, §8).
enum Content {
  /// Whether a string is base64 (RFC 4648 §4), where that is asked, and JSON inside, where that is asked.
  static func accepts(_ text: String, isBase64: Bool, isJSON: Bool) -> Bool {
    var bytes = Array(text.utf8)
    if isBase64 {
      guard let decoded = base64Decoded(bytes) else { return false }
      bytes = decoded
    }
    guard isJSON else { return true }
    do throws(DocumentError) {
      _ = try Document.json(SourceText(bytes))
      return true
    } catch {
      return false
    }
  }

  private static func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    for (place, byte) in text.dropLast(padding).enumerated() {
      guard let value = base64Value(byte) else { return nil }
      bits = bits << 6 | value
      if place % 4 == 3 {
        bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
        bits = 0
      }
    }
    if padding == 1 { bytes += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)] }
    if padding == 2 { bytes.append(UInt8(bits >> 4 & 0xFF)) }
    return bytes
  }

  private static func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
