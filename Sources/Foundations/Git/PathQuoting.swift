extension RepositoryPath: CustomStringConvertible {
  /// The path as git prints it with `core.quotePath=false`, or with `true` where the bytes are not UTF-8.
  ///
  /// A path with a control character, a quotation mark or a backslash, or one that is not UTF-8, is put in quotation
  /// marks and escaped as in C (git-config, `core.quotePath`); any other stands as it is.
  package var description: String {
    let isText = text != nil
    guard !isText || bytes.contains(where: Self.needsEscape) else { return String(decoding: bytes, as: UTF8.self) }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      if Self.needsEscape(byte) || !isText && byte >= 0x80 {
        quoted += Self.escape(byte)
      } else {
        quoted.append(byte)
      }
    }
    quoted.append(UInt8(ascii: "\""))
    return String(decoding: quoted, as: UTF8.self)
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let backslash = UInt8(ascii: "\\")
    let letters: [UInt8: UInt8] = [
      0x07: UInt8(ascii: "a"), 0x08: UInt8(ascii: "b"), 0x09: UInt8(ascii: "t"), 0x0A: UInt8(ascii: "n"),
      0x0B: UInt8(ascii: "v"), 0x0C: UInt8(ascii: "f"), 0x0D: UInt8(ascii: "r"),
      UInt8(ascii: "\""): UInt8(ascii: "\""), backslash: backslash,
    ]
    if let letter = letters[byte] { return [backslash, letter] }
    let zero = UInt8(ascii: "0")
    return [backslash, zero + byte >> 6, zero + byte >> 3 & 7, zero + byte & 7]
  }
}
