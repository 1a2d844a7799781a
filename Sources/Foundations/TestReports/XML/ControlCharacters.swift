/// Replaces the characters that XML 1.0 has no place for (section 2.2) and that test runners write all the same.
///
/// Terminal colours are the usual ones: raw, or as a reference such as `&#x1B;`. A document that has nothing else wrong
/// with it can be read then, and the number of them is said.
struct ControlCharacters {
  private(set) var replaced = 0

  /// The end of a piece that may begin a reference.
  private var pending: [UInt8] = []

  /// Whether the document is in an encoding of single bytes; `nil` before its first bytes.
  private var isApplicable: Bool?

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The longest reference that stands for a character, in bytes.
  private static let longest = 12

  mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
    if isApplicable == nil {
      let isWide = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0)
      isApplicable = !isWide
    }
    guard isApplicable == true else { return bytes }
    guard !pending.isEmpty || bytes.contains(where: { Self.isForbidden($0) || $0 == UInt8(ascii: "&") }) else {
      return bytes
    }
    let all = pending + bytes
    pending = []
    var result: [UInt8] = []
    result.reserveCapacity(all.count)
    var index = 0
    while index < all.count {
      let byte = all[index]
      if Self.isForbidden(byte) {
        result += Self.replacement
        replaced += 1
        index += 1
      } else if byte == UInt8(ascii: "&") {
        guard let end = all[index...].prefix(Self.longest).firstIndex(of: UInt8(ascii: ";")) else {
          if all.count - index < Self.longest {
            pending = Array(all[index...])
            return result
          }
          result.append(byte)
          index += 1
          continue
        }
        if Self.isForbidden(reference: all[index...end]) {
          result += Self.replacement
          replaced += 1
        } else {
          result += all[index...end]
        }
        index = end + 1
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  /// What is left at the end of the document.
  mutating func rest() -> [UInt8] {
    defer { pending = [] }
    return pending
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
  }

  /// Whether `&#…;` names no character of XML.
  private static func isForbidden(reference: ArraySlice<UInt8>) -> Bool {
    let text = reference.dropFirst().dropLast()
    guard text.first == UInt8(ascii: "#") else { return false }
    let isHexadecimal = text.dropFirst().first == UInt8(ascii: "x")
    let digits = String(decoding: text.dropFirst(isHexadecimal ? 2 : 1), as: UTF8.self)
    guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: isHexadecimal ? 16 : 10)
    else { return false }
    if value < 0x20 { return isForbidden(UInt8(value)) }
    return (0xD800...0xDFFF).contains(value) || value == 0xFFFE || value == 0xFFFF || value > 0x10FFFF
  }
}
