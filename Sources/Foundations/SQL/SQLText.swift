package import Documents

/// What is to be parsed: a file, or a part of it.
package struct SQLText: Sendable {
  package let source: SourceText
  package let range: SourceRange

  package init(_ source: SourceText, in range: SourceRange? = nil) {
    self.source = source
    self.range = range ?? SourceRange(0, source.bytes.count)
  }

  package init(_ text: String) {
    self.init(SourceText(text))
  }
}

extension SourceText {
  /// Why the file is no text that PostgreSQL takes: in another encoding, or with what its scanner has no use for.
  package var sqlEncodingError: SQLError? {
    if let name = utf16Name {
      return SQLError(.encoding, "this file is encoded in \(name), not in UTF-8", at: SourceRange(0, 0))
    }
    if hasByteOrderMark {
      return SQLError(
        .encoding, "this file begins with a byte order mark, which a server reads as a part of the first word",
        at: SourceRange(0, 3))
    }
    let zero = bytes.firstIndex(of: 0)
    if let offset = firstInvalidUTF8, offset < zero ?? .max {
      return SQLError(
        .encoding, "the byte 0x\(hexadecimal(bytes[offset])) is not UTF-8", at: SourceRange(offset, offset + 1))
    }
    return zero.map { SQLError(.encoding, "the text contains a zero byte", at: SourceRange($0, $0 + 1)) }
  }

  /// The name of the UTF-16 that the file begins with: by its mark, or since every second byte of it is zero.
  private var utf16Name: String? {
    if bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
    if bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
    guard bytes.count >= 4 else { return nil }
    return switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (false, true, false, true): "UTF-16LE"
    case (true, false, true, false): "UTF-16BE"
    default: nil
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }
}
