/// Parses the structure of HCL; expressions are passed over with their brackets and strings.
struct HCLParser {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  /// As many blocks within one another as no configuration has.
  private static let depthLimit = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func file() throws(HCLError) -> HCLBody {
    let body = try body(depth: 0)
    guard index == bytes.count else { throw error("a `}` without its `{`") }
    return body
  }

  private mutating func body(depth: Int) throws(HCLError) -> HCLBody {
    guard depth <= Self.depthLimit else { throw error("blocks are nested more than \(Self.depthLimit) deep") }
    var body = HCLBody()
    while true {
      try skipSpace(withLines: true)
      guard let next = peek, next != UInt8(ascii: "}") else { return body }
      let start = line
      let name = try word()
      try skipSpace(withLines: false)
      if peek == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") {
        advance()
        body.attributes.append(try attribute(name, start))
      } else {
        body.blocks.append(try block(name, start, depth))
      }
    }
  }

  private mutating func block(_ type: String, _ start: Int, _ depth: Int) throws(HCLError) -> HCLBlock {
    var labels: [String] = []
    while peek != UInt8(ascii: "{") {
      guard peek != nil, peek != UInt8(ascii: "\n") else { throw error("`\(type)` is followed by no `=` and no `{`") }
      labels.append(try word())
      try skipSpace(withLines: false)
    }
    advance()
    let body = try body(depth: depth + 1)
    guard peek == UInt8(ascii: "}") else { throw error("the block `\(type)` of line \(start) has no end") }
    advance()
    return HCLBlock(type: type, labels: labels, body: body, line: start)
  }

  /// An identifier, or a string without a template.
  private mutating func word() throws(HCLError) -> String {
    if peek == UInt8(ascii: "\"") {
      let (text, hasTemplate) = try string()
      guard !hasTemplate else { throw error("a name with a template in it") }
      return text
    }
    let start = index
    while let byte = peek, Self.isNameByte(byte) { advance() }
    guard index > start else { throw error("`\(Self.shown(peek))` begins no attribute and no block") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func attribute(_ name: String, _ start: Int) throws(HCLError) -> HCLAttribute {
    try skipSpace(withLines: false)
    var strings: [String] = []
    var parts = 0
    var isTemplate = false
    var open: [UInt8] = []
    loop: while let byte = peek {
      switch byte {
      case UInt8(ascii: "\n") where open.isEmpty: break loop
      case UInt8(ascii: "}") where open.isEmpty: break loop
      case UInt8(ascii: "\""):
        parts += 1
        let (text, hasTemplate) = try string()
        strings.append(text)
        if hasTemplate { isTemplate = true }
      case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "<"):
        parts += 1
        if let text = try heredoc() { strings.append(text) } else { advance() }
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        parts += 1
        open.append(byte)
        advance()
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let last = open.popLast(), Self.closes(byte, last) else {
          throw error("`\(Self.shown(byte))` closes nothing")
        }
        advance()
      default:
        if try skipComment() { continue }
        if !Self.isSpace(byte) { parts += 1 }
        advance()
      }
    }
    guard open.isEmpty else {
      throw HCLError(line: start, message: "a bracket of the attribute `\(name)` is not closed")
    }
    guard parts > 0 else { throw error("the attribute `\(name)` has no value") }
    let literal = parts == 1 && !isTemplate ? strings.first : nil
    return HCLAttribute(name: name, literal: literal, strings: strings, line: start)
  }

  /// A quoted string, and whether it has a template, of which nothing is in its text.
  private mutating func string() throws(HCLError) -> (text: String, hasTemplate: Bool) {
    let start = line
    advance()
    var text: [UInt8] = []
    var isTemplate = false
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        advance()
        return (String(decoding: text, as: UTF8.self), isTemplate)
      case UInt8(ascii: "\n"): throw HCLError(line: start, message: "a string does not end on its line")
      case UInt8(ascii: "\\"):
        advance()
        text += try escaped()
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if peek(1) == byte, peek(2) == UInt8(ascii: "{") {
          // `$${` stands for `${` itself.
          text += [byte, UInt8(ascii: "{")]
          for _ in 0..<3 { advance() }
        } else if peek(1) == UInt8(ascii: "{") {
          isTemplate = true
          advance()
          try skipBraces()
        } else {
          text.append(byte)
          advance()
        }
      default:
        text.append(byte)
        advance()
      }
    }
    throw HCLError(line: start, message: "a string does not end")
  }

  /// What a sequence behind a backslash means; a character may be written by its number (`\u002e`, `\U0000002e`).
  private mutating func escaped() throws(HCLError) -> [UInt8] {
    guard let byte = peek else { return [] }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = byte == UInt8(ascii: "u") ? 4 : 8
      let digits = String(decoding: bytes[index..<min(bytes.count, index + count)], as: UTF8.self)
      guard digits.utf8.count == count, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(number)
      else { throw error("`\\\(Self.shown(byte))` is followed by no character's number") }
      for _ in 0..<count { advance() }
      return Array(String(Character(scalar)).utf8)
    default: return [byte]
    }
  }

  /// Passes over `{ … }` of a template, with the strings in it.
  ///
  /// Strings in templates in strings are kept count of in a list, so that no depth of them takes the stack.
  private mutating func skipBraces() throws(HCLError) {
    let start = line
    // An element for each brace, and for each string that is open.
    var open: [UInt8] = []
    while let byte = peek {
      if open.last == UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "\\") {
          advance()
        } else if byte == UInt8(ascii: "\"") {
          open.removeLast()
        } else if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), peek(1) == UInt8(ascii: "{") {
          advance()
          open.append(UInt8(ascii: "{"))
        }
        advance()
        continue
      }
      advance()
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\"") { open.append(byte) }
      if byte == UInt8(ascii: "}") {
        _ = open.popLast()
        if open.isEmpty { return }
      }
    }
    throw HCLError(line: start, message: "a template does not end")
  }

  /// A heredoc; `nil` where `<<` begins none.
  private mutating func heredoc() throws(HCLError) -> String? {
    var end = index + 2
    if end < bytes.count, bytes[end] == UInt8(ascii: "-") { end += 1 }
    let nameStart = end
    while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
    guard end > nameStart, end < bytes.count, bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "\r")
    else { return nil }
    let mark = bytes[nameStart..<end]
    let start = line
    while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
    advance()
    var text: [UInt8] = []
    while index < bytes.count {
      let lineEnd = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let content = bytes[index..<lineEnd]
      let words = content.split { Self.isSpace($0) }
      if words.count == 1, words[0].elementsEqual(mark) {
        while index < lineEnd { advance() }
        return String(decoding: text, as: UTF8.self)
      }
      text += content + [UInt8(ascii: "\n")]
      while index < lineEnd { advance() }
      advance()
    }
    throw HCLError(line: start, message: "a heredoc does not end")
  }

  // MARK: Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func peek(_ distance: Int) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  private mutating func advance() {
    guard index < bytes.count else { return }
    if bytes[index] == UInt8(ascii: "\n") { line += 1 }
    index += 1
  }

  private mutating func skipSpace(withLines: Bool) throws(HCLError) {
    while let byte = peek {
      if try skipComment() { continue }
      guard Self.isSpace(byte) || withLines && byte == UInt8(ascii: "\n") else { return }
      advance()
    }
  }

  /// Passes over a comment, without the end of its line; `false` where there is none.
  private mutating func skipComment() throws(HCLError) -> Bool {
    let isLine = peek == UInt8(ascii: "#") || peek == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "/")
    if isLine {
      while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
      return true
    }
    guard peek == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") else { return false }
    let start = line
    advance()
    advance()
    while let byte = peek {
      if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        advance()
        advance()
        return true
      }
      advance()
    }
    throw HCLError(line: start, message: "a comment does not end")
  }

  private func error(_ message: String) -> HCLError { HCLError(line: line, message: message) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF:
      true
    default: false
    }
  }

  private static func closes(_ byte: UInt8, _ open: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"): open == UInt8(ascii: "(")
    case UInt8(ascii: "]"): open == UInt8(ascii: "[")
    default: open == UInt8(ascii: "{")
    }
  }

  private static func shown(_ byte: UInt8?) -> String {
    byte.map { String(decoding: [$0], as: UTF8.self) } ?? "the end of the file"
  }
}
