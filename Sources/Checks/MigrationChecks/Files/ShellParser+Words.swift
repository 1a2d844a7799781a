internal import Documents

extension ShellParser {
  mutating func word(takingOperators: Bool = false) -> ShellWord {
    var word = ShellWord()
    var text: [UInt8] = []
    var quote: UInt8?
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "\\") where quote != UInt8(ascii: "'"):
        if offset + 1 < bytes.count, bytes[offset + 1] != 0x0A { text.append(bytes[offset + 1]) }
        offset += 2
      case UInt8(ascii: "'") where quote != UInt8(ascii: "\""), UInt8(ascii: "\"") where quote != UInt8(ascii: "'"):
        quote = quote == nil ? byte : nil
        offset += 1
      case UInt8(ascii: "$") where quote != UInt8(ascii: "'") && isAt("$(("):
        while offset < bytes.count, !isAt("))") { offset += 1 }
        offset = min(bytes.count, offset + 2)
      case UInt8(ascii: "$") where quote != UInt8(ascii: "'") && isAt("$("): substitution(2, into: &word)
      case UInt8(ascii: "$") where quote != UInt8(ascii: "'") && isAt("${"):
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "}") {
          text.append(bytes[offset])
          offset += 1
        }
        text.append(UInt8(ascii: "}"))
        offset += 1
      case UInt8(ascii: "`") where quote != UInt8(ascii: "'"): backquoted(into: &word)
      case UInt8(ascii: "<") where quote == nil && isAt("<("), UInt8(ascii: ">") where quote == nil && isAt(">("):
        substitution(2, into: &word)
      case UInt8(ascii: "(") where quote == nil && text.last == UInt8(ascii: "=") && !takingOperators:
        offset += 1
        elements(into: &word)
      case _ where quote == nil && (byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D):
        word.text = String(decoding: text, as: UTF8.self)
        return word
      case _ where quote == nil && isOperator && !takingOperators:
        word.text = String(decoding: text, as: UTF8.self)
        return word
      default:
        text.append(byte)
        offset += 1
      }
    }
    offset = min(offset, bytes.count)
    word.text = String(decoding: text, as: UTF8.self)
    return word
  }

  mutating func substitution(_ width: Int, into word: inout ShellWord) {
    offset += width
    word.substitutions.append(list(until: []))
    take(UInt8(ascii: ")"))
  }

  mutating func backquoted(into word: inout ShellWord) {
    let end = bytes[(offset + 1)...].firstIndex(of: UInt8(ascii: "`")) ?? bytes.count
    // Spaces keep the places.
    let before = [UInt8](repeating: 0x20, count: offset + 1)
    word.substitutions.append(Self.parse(before + bytes[(offset + 1)..<end]))
    offset = min(bytes.count, end + 1)
  }

  /// The words of an array up to its parenthesis.
  mutating func elements(into word: inout ShellWord) {
    while offset < bytes.count {
      skipSeparators()
      if peek() == UInt8(ascii: ")") { break }
      let start = offset
      word.elements.append(self.word())
      if offset == start { offset += 1 }
    }
    take(UInt8(ascii: ")"))
  }

  /// The lines below the one at hand up to a delimiter, which are passed over when that line ends.
  mutating func body(endingWith delimiter: String, _ stripsTabs: Bool) -> String {
    guard let lineEnd = bytes[min(offset, bytes.count)...].firstIndex(of: 0x0A) else { return "" }
    var start = bodies[lineEnd] ?? lineEnd + 1
    var lines: [String] = []
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      start = end + 1
      if (stripsTabs ? String(line.drop { $0 == "\t" }) : line) == delimiter { break }
      lines.append(line)
    }
    bodies[lineEnd] = min(start, bytes.count)
    return lines.joined(separator: "\n")
  }

  // MARK: Bytes

  func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func isAt(_ text: String) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }

  var isBreak: Bool { peek() == 0x0A || peek() == UInt8(ascii: ";") }

  var isOperator: Bool {
    guard let byte = peek() else { return false }
    return "&|;()\n<>".utf8.contains(byte) && !isAt("<(") && !isAt(">(")
  }

  var isRedirection: Bool {
    (peek() == UInt8(ascii: "<") || peek() == UInt8(ascii: ">") || isAt("&>")) && !isAt("<(") && !isAt(">(")
  }

  /// The word at hand where no quote and no expansion is in it.
  func peekWord() -> String {
    let word = bytes.dropFirst(offset).prefix { !" \t\n\r;&|()<>\"'$`\\".utf8.contains($0) }
    return String(decoding: word, as: UTF8.self)
  }

  mutating func take(_ byte: UInt8) { if peek() == byte { offset += 1 } }

  mutating func take(_ reserved: String) {
    skipSeparators()
    if peekWord() == reserved { offset += reserved.utf8.count }
  }

  /// Passes over redirections, and says what they substitute.
  @discardableResult
  mutating func skipRedirections() -> [ShellList] {
    var lists: [ShellList] = []
    while true {
      skipBlanks()
      guard isRedirection else { return lists }
      let command = simple()
      lists += command.substitutions
    }
  }

  mutating func skipBlanks() {
    while let byte = peek() {
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        offset += 1
      } else if isAt("\\\n") {
        offset += 2
      } else if byte == UInt8(ascii: "#"), offset == 0 || " \t\n;&|()".utf8.contains(bytes[offset - 1]) {
        offset = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
      } else {
        return
      }
    }
  }

  /// Passes over line breaks with the here-documents behind them, and over semicolons that are not doubled.
  mutating func skipSeparators() {
    while true {
      skipBlanks()
      if peek() == 0x0A {
        offset = bodies[offset] ?? offset + 1
      } else if peek() == UInt8(ascii: ";"), !isAt(";;"), !isAt(";&") {
        offset += 1
      } else {
        return
      }
    }
  }
}
