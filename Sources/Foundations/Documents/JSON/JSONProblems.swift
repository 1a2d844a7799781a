/// What a person is told about each fault of a JSON text.
extension JSONParser {
  mutating func finish() throws(DocumentError) -> Document {
    for duplicate in builder.duplicates { try add(source.duplicateKey(duplicate)) }
    let defects = defects.sorted { $0.range.start < $1.range.start }
    return Document(source: source, root: Node(tape: builder.finish(), index: 0), defects: defects)
  }

  mutating func add(_ defect: DocumentDefect) throws(DocumentError) {
    guard defects.count < limits.defects else { throw source.tooManyDefects(limits, last: defect) }
    defects.append(defect)
  }

  private func problem(
    _ message: String, at range: SourceRange, expected: String? = nil, help: String? = nil
  ) -> DocumentError {
    DocumentError(.syntax, message, at: range, in: source, expected: expected, help: help)
  }

  private func missing(_ expected: String, help: String? = nil) -> DocumentError {
    problem(
      "expected \(expected), found \(source.found(at: offset))", at: source.foundRange(at: offset), expected: expected,
      help: help ?? helpForUnclosed)
  }

  /// At the end of the text: which array or object is still open.
  private var helpForUnclosed: String? {
    guard offset >= source.bytes.count, let frame = open.last else { return nil }
    let position = source.position(at: Int(builder.range(at: frame.index).start))
    return "the \(frame.isObject ? "object" : "array") that opens at \(position) is not closed"
  }

  /// Why the text at the offset is no value, key or separator, if it is a well-known mistake.
  private func wellKnownMistake(_ bytes: Span<UInt8>) -> DocumentError? {
    guard offset < bytes.count else { return nil }
    let range = source.foundRange(at: offset)
    switch bytes[offset] {
    case Byte.apostrophe:
      return problem(
        "a JSON string is in double quotes, found a single quote", at: range, expected: "'\"'",
        help: "write \"…\"")
    case Byte.slash, 0x23: return problem("JSON has no comments", at: range, help: "remove the comment")
    default: return nil
    }
  }

  func missingValue(_ bytes: Span<UInt8>) -> DocumentError {
    if let mistake = wellKnownMistake(bytes) { return mistake }
    let range = SourceRange(offset, endOfWord(bytes, from: offset))
    switch source.text(in: range) {
    case "NaN", "Infinity", "nan", "inf", "Inf":
      return problem(
        "JSON has neither NaN nor Infinity", at: range, expected: "a number", help: "write null or a number")
    case "True", "TRUE": return problem("expected true in lower case", at: range, expected: "true", help: "write true")
    case "False", "FALSE":
      return problem("expected false in lower case", at: range, expected: "false", help: "write false")
    case "None", "Null", "NULL", "nil", "undefined":
      return problem("JSON's word for nothing is null", at: range, expected: "null", help: "write null")
    default: break
    }
    if offset < bytes.count, bytes[offset] == Byte.plus || bytes[offset] == Byte.dot {
      return problem(
        "a number starts with '-' or a digit in JSON, found \(source.found(at: offset))",
        at: source.foundRange(at: offset),
        expected: "'-' or a digit", help: bytes[offset] == Byte.dot ? "write 0 before the point" : "remove the '+'")
    }
    return missing(open.isEmpty ? "a JSON value" : "a value")
  }

  func missingKey(_ bytes: Span<UInt8>) -> DocumentError {
    if let mistake = wellKnownMistake(bytes) { return mistake }
    if offset < bytes.count, bytes[offset] == Byte.closeBrace { return trailingComma(bytes) }
    let isWord = offset < bytes.count && endOfWord(bytes, from: offset) > offset
    return missing("a key in double quotes", help: isWord ? "write the key in double quotes" : nil)
  }

  func missingColon(_ bytes: Span<UInt8>) -> DocumentError {
    wellKnownMistake(bytes) ?? missing("':' after this key")
  }

  func missingSeparator(_ bytes: Span<UInt8>) -> DocumentError {
    if let mistake = wellKnownMistake(bytes) { return mistake }
    return open.last?.isObject == true
      ? missing("',' or '}' after this member") : missing("',' or ']' after this element")
  }

  func trailingComma(_ bytes: Span<UInt8>) -> DocumentError {
    var comma = offset - 1
    while comma > 0, bytes[comma] != Byte.comma { comma -= 1 }
    return problem(
      "trailing comma before \(source.found(at: offset))", at: SourceRange(comma, comma + 1),
      help: "remove this comma")
  }

  func trailingContent(_ bytes: Span<UInt8>) -> DocumentError {
    wellKnownMistake(bytes)
      ?? missing("the end of the text after the value", help: "a JSON text is one value; put several into an array")
  }
}
