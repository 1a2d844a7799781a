/// The way from a root to one value (RFC 6901).
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  /// Keys and array places, unescaped, from the root inwards; none for the root itself.
  package var tokens: [String]

  package init(_ tokens: [String] = []) {
    self.tokens = tokens
  }

  /// Parses the notation `/definitions/a~1b/0`.
  ///
  /// - Throws: a `JSONPointerError` when it does not begin with '/' or a '~' is not followed by 0 or 1.
  package init(parsing text: String) throws(JSONPointerError) {
    tokens = []
    guard !text.isEmpty else { return }
    guard text.utf8.first == Byte.slash else {
      throw JSONPointerError(text: text, message: "a JSON Pointer is empty or begins with '/'")
    }
    for token in text.utf8.dropFirst().split(separator: Byte.slash, omittingEmptySubsequences: false) {
      guard let unescaped = Self.unescaped(token) else {
        throw JSONPointerError(text: text, message: "'~' is followed by 0 (for '~') or 1 (for '/')")
      }
      tokens.append(unescaped)
    }
  }

  private static func unescaped(_ token: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in token {
      switch (isEscape, byte) {
      case (false, 0x7E): isEscape = true
      case (false, _): bytes.append(byte)
      case (true, Byte.zero), (true, Byte.zero + 1):
        bytes.append(byte == Byte.zero ? 0x7E : Byte.slash)
        isEscape = false
      case (true, _): return nil
      }
    }
    return isEscape ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The notation of RFC 6901 §3.
  package var description: String {
    tokens.map { token in
      var bytes = [Byte.slash]
      for byte in token.utf8 {
        switch byte {
        case 0x7E: bytes += [0x7E, Byte.zero]
        case Byte.slash: bytes += [0x7E, Byte.zero + 1]
        default: bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }.joined()
  }

  /// The pointer one step further in, to the value of a key.
  package func appending(_ key: String) -> JSONPointer { JSONPointer(tokens + [key]) }

  /// The pointer one step further in, to the element at a place counted from 0.
  package func appending(_ place: Int) -> JSONPointer { JSONPointer(tokens + [String(place)]) }

  /// The place in an array that a token names: digits without leading zeros (RFC 6901 §4).
  static func place(_ token: String) -> Int? {
    let digits = token.utf8
    guard let first = digits.first, digits.allSatisfy(Byte.isDigit) else { return nil }
    return first == Byte.zero && digits.count > 1 ? nil : Int(token)
  }
}

/// A text that is no JSON Pointer.
package struct JSONPointerError: Error, Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package let message: String

  package var description: String { "\(Node.string(text).json()) is no JSON Pointer: \(message)" }
}

extension Node {
  /// The value that a pointer leads to; nil when there is none ('-' never names an element).
  package subscript(pointer: JSONPointer) -> Node? {
    var node = self
    for token in pointer.tokens {
      let next =
        switch node.kind {
        case .object: node[token]
        case .array: JSONPointer.place(token).flatMap { place in node.array?[place] }
        case .null, .boolean, .number, .string: Node?.none
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
