internal import Documents

/// Finds the members of a JSON text that have some keys and a text as their value.
struct MemberScan {
  /// With their quotation marks.
  private let keys: [(text: String, bytes: [UInt8])]
  /// What is looked for: the byte that all keys have at the same offset.
  private let mark: UInt8
  private let markOffset: Int
  private var offset = 0
  /// Whether an escape stands in a value, or one that can hide a key anywhere.
  private(set) var isEscaped: Bool

  /// - Parameters:
  ///   - text: what is looked through.
  ///   - keys: what is sought, without quotation marks.
  ///   - mark: which byte of all of them is the same, counted from the quotation mark; the rarer it is, the better.
  init(_ text: Span<UInt8>, keys: [String], mark: Int) {
    self.keys = keys.map { ($0, Array("\"\($0)\"".utf8)) }
    self.mark = self.keys[0].bytes[mark]
    markOffset = mark
    isEscaped = Self.hasCharacterEscape(text)
  }

  /// Whether `\u` stands in a text: no other escape means a letter or a dollar sign.
  private static func hasCharacterEscape(_ text: Span<UInt8>) -> Bool {
    var offset = 0
    while let escape = text.firstOffset(of: UInt8(ascii: "\\"), from: offset) {
      offset = escape + 2
      if offset <= text.count, text[escape + 1] == UInt8(ascii: "u") { return true }
    }
    return false
  }

  /// The next member; nil at the end of the text, and after an escape.
  mutating func next(in text: Span<UInt8>) -> (key: String, text: String)? {
    while !isEscaped, let place = text.firstOffset(of: mark, from: offset) {
      offset = place + 1
      if let key = key(in: text, at: place - markOffset), let value = value(in: text) {
        return (key, text.text(of: value))
      }
    }
    return nil
  }

  private mutating func key(in text: Span<UInt8>, at start: Int) -> String? {
    for key in keys where start >= 0 && start + key.bytes.count <= text.count {
      var length = 0
      while length < key.bytes.count, text[start + length] == key.bytes[length] { length += 1 }
      guard length == key.bytes.count else { continue }
      offset = start + length
      return key.text
    }
    return nil
  }

  /// The bytes of the text behind the key; nil where no text stands there.
  private mutating func value(in text: Span<UInt8>) -> Range<Int>? {
    skipSpace(text)
    guard offset < text.count, text[offset] == UInt8(ascii: ":") else { return nil }
    offset += 1
    skipSpace(text)
    guard offset < text.count, text[offset] == UInt8(ascii: "\"") else { return nil }
    let start = offset + 1
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\"") {
      if text[end] == UInt8(ascii: "\\") {
        isEscaped = true
        return nil
      }
      end += 1
    }
    offset = end + 1
    return start..<end
  }

  private mutating func skipSpace(_ text: Span<UInt8>) {
    while offset < text.count {
      switch text[offset] {
      case 0x09, 0x0A, 0x0D, 0x20: offset += 1
      default: return
      }
    }
  }
}
