/// JSON Pointers (RFC 6901), relative ones, and UUIDs (RFC 4122).
enum PointerText {
  static func isPointer(_ text: String) -> Bool {
    guard text.utf8.first.map({ $0 == UInt8(ascii: "/") }) ?? true else { return false }
    var isEscape = false
    for byte in text.utf8 {
      if isEscape, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
      isEscape = !isEscape && byte == UInt8(ascii: "~")
    }
    return !isEscape
  }

  /// An integer, then `#` or a pointer (draft-bhutton-relative-json-pointer §3).
  static func isRelativePointer(_ text: String) -> Bool {
    let digits = text.utf8.prefix(while: \.isASCIIDigit)
    guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return false }
    let rest = text.utf8.dropFirst(digits.count)
    return rest.elementsEqual("#".utf8) || isPointer(String(rest) ?? "?")
  }

  static func isUUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return false }
    return bytes.indices.allSatisfy { place in
      [8, 13, 18, 23].contains(place) ? bytes[place] == UInt8(ascii: "-") : bytes[place].isHexadecimal
    }
  }
}
