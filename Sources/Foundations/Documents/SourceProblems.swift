/// The problems that both formats have, in words.
extension SourceText {
  func requireLength(within limits: DocumentLimits) throws(DocumentError) {
    let limit = min(limits.bytes, DocumentLimits.largestText)
    guard bytes.count > limit else { return }
    throw DocumentError(
      .tooLong, "the file has \(bytes.count) bytes, more than the \(limit) that are read", at: SourceRange(0, 0),
      in: self,
      help: "split the file, or leave it out")
  }

  func requireUTF8() throws(DocumentError) {
    guard let offset = firstInvalidUTF8 else { return }
    let range = SourceRange(offset, offset + 1)
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw DocumentError(
        .encoding, "this file is UTF-16 by its byte order mark, expected UTF-8", at: range, in: self, expected: "UTF-8",
        help: "save it as UTF-8")
    }
    throw DocumentError(
      .encoding, "byte 0x\(Self.hexadecimal(UInt32(bytes[offset]), digits: 2)) is not UTF-8 here", at: range, in: self,
      expected: "UTF-8", help: "save the file as UTF-8")
  }

  func tooDeep(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .tooDeep, "this is nested deeper than the \(limits.depth) levels that are read",
      at: SourceRange(offset, offset + 1), in: self, help: "flatten the document")
  }

  func tooManyNodes(_ limits: DocumentLimits, at offset: Int) -> DocumentError {
    DocumentError(
      .tooManyNodes, "the document has more than the \(limits.nodes) values and keys that are read",
      at: SourceRange(offset, offset + 1), in: self, help: "split the file")
  }

  func hugeExponent(_ range: SourceRange) -> DocumentError {
    DocumentError(
      .number, "the exponent of this number has more than \(Number.longestExponent) digits", at: range, in: self,
      help: "write the number with a smaller exponent")
  }

  /// Stops a tree with too many duplicate keys while it is built: each costs time to settle.
  func requireFewDuplicates(in builder: borrowing TapeBuilder, _ limits: DocumentLimits) throws(DocumentError) {
    guard builder.duplicates.count > limits.defects, let last = builder.duplicates.last else { return }
    throw tooManyDefects(limits, last: duplicateKey(last))
  }

  func tooManyDefects(_ limits: DocumentLimits, last defect: DocumentDefect) -> DocumentError {
    DocumentError(
      .defective, "\(defect.message), and \(limits.defects) more such defects stand in this document",
      at: defect.range, in: self)
  }

  /// Names what stands at an offset: a word, a character, or the end of the text.
  func found(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the text" }
    var end = offset
    while end < bytes.count, end - offset < 24, Self.isWord(bytes[end]) { end += 1 }
    if end > offset + 1 { return "\"\(text(in: SourceRange(offset, end)))\"" }
    let scalars = text(in: SourceRange(offset, offset + lengthOfScalar(at: offset))).unicodeScalars
    guard let scalar = scalars.first else { return "the end of the text" }
    switch scalar.properties.generalCategory {
    case .control where scalar == "\n" || scalar == "\r": return "the end of the line"
    case .control where scalar == "\t": return "a tab"
    case .spaceSeparator where scalar == " ": return "a space"
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
      return "U+" + Self.hexadecimal(scalar.value, digits: 4)
    default: return scalar == "'" ? "\"'\"" : "'\(scalar)'"
    }
  }

  /// The range of what `found` names.
  func foundRange(at offset: Int) -> SourceRange {
    guard offset < bytes.count else { return SourceRange(bytes.count, bytes.count) }
    var end = offset
    while end < bytes.count, end - offset < 24, Self.isWord(bytes[end]) { end += 1 }
    return SourceRange(offset, end > offset ? end : offset + lengthOfScalar(at: offset))
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
