/// What a person is told about each fault of a string or number.
extension JSONParser {
  private func problem(
    _ message: String, from start: Int, to end: Int, expected: String? = nil, help: String? = nil
  ) -> DocumentError {
    DocumentError(.syntax, message, at: SourceRange(start, end), in: source, expected: expected, help: help)
  }

  func unterminatedString(_ bytes: Span<UInt8>, start: Int) -> DocumentError {
    var end = start
    while end < bytes.count, bytes[end] != Byte.lineFeed, bytes[end] != Byte.carriageReturn { end += 1 }
    return problem("this string is not closed", from: start, to: end, expected: "'\"'", help: "close it with '\"'")
  }

  func controlCharacter(_ bytes: Span<UInt8>, at offset: Int, stringStart: Int) -> DocumentError {
    switch bytes[offset] {
    case Byte.lineFeed, Byte.carriageReturn:
      return problem(
        "this string is not closed at the end of its line", from: stringStart, to: offset, expected: "'\"'",
        help: "close it with '\"'; a line break inside a string is written \\n")
    case Byte.tab:
      return problem("a tab inside a string is written \\t", from: offset, to: offset + 1, expected: "\\t")
    default:
      let code = SourceText.hexadecimal(UInt32(bytes[offset]), digits: 4)
      return problem(
        "the control character U+\(code) inside a string is written \\u\(code)", from: offset, to: offset + 1,
        expected: "\\u\(code)")
    }
  }

  func badEscape(_ bytes: Span<UInt8>, at start: Int) -> DocumentError {
    let found = source.found(at: start + 1)
    let expected = "one of \" \\ / b f n r t u"
    return problem(
      "expected \(expected) after the backslash, found \(found)", from: start,
      to: start + 1 + source.lengthOfScalar(at: start + 1), expected: expected,
      help: "a backslash itself is written \\\\")
  }

  func badUnicodeEscape(_ bytes: Span<UInt8>, at start: Int) -> DocumentError {
    var end = start + 2
    while end < bytes.count, end < start + 6, Byte.hexadecimal(bytes[end]) != nil { end += 1 }
    return problem(
      "expected four hexadecimal digits after \\u, found \(source.found(at: end))", from: start, to: end,
      expected: "four hexadecimal digits")
  }

  func loneSurrogate(_ bytes: Span<UInt8>, at start: Int) -> DocumentDefect {
    let range = SourceRange(start, start + 6)
    return DocumentDefect(
      .loneSurrogate, "\(source.text(in: range)) is half of a surrogate pair, and no text", at: range)
  }

  func badNumber(_ bytes: Span<UInt8>, start: Int, at offset: Int) -> DocumentError {
    if offset < bytes.count, bytes[offset] == 0x49 || bytes[offset] == 0x69 {
      return problem(
        "JSON has neither NaN nor Infinity", from: start, to: endOfWord(bytes, from: offset), expected: "a number",
        help: "write null or a number")
    }
    let after =
      switch bytes[offset - 1] {
      case Byte.minus where offset - 1 == start: "'-'"
      case Byte.dot: "the decimal point"
      default: "the exponent's 'e'"
      }
    return problem(
      "expected a digit after \(after), found \(source.found(at: offset))", from: start, to: offset,
      expected: "a digit")
  }

  func leadingZero(_ bytes: Span<UInt8>, start: Int) -> DocumentError {
    problem(
      "a number has no leading zeros in JSON", from: start, to: endOfWord(bytes, from: start + 1),
      help: "remove the zeros, or write a string")
  }
}

extension SourceText {
  func duplicateKey(_ duplicate: DuplicateKey) -> DocumentDefect {
    DocumentDefect(
      .duplicateKey,
      "duplicate key `\(duplicate.text)` (first defined at line \(position(at: Int(duplicate.earlier.start)).line))",
      at: duplicate.later, earlier: duplicate.earlier)
  }
}
