/// Mailboxes of RFC 5321 §4.1.2, or with letters of all scripts (RFC 6531).
enum EmailText {
  static func isAddress(_ text: String, international: Bool) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let local = text[..<at]
    let domain = text[text.index(after: at)...]
    return isLocal(local, international) && isDomain(domain, international)
  }

  private static func isLocal(_ text: Substring, _ international: Bool) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 64 || international else { return false }
    let bytes = Array(text.utf8)
    if bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") {
      return isQuoted(bytes[1..<bytes.count - 1], international)
    }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.utf8.allSatisfy { byte in
          byte.isASCIILetter || byte.isASCIIDigit || atomPunctuation.contains(byte) || international && byte > 0x7F
        }
    }
  }

  private static let atomPunctuation = Array("!#$%&'*+-/=?^_`{|}~".utf8)

  private static func isQuoted(_ bytes: ArraySlice<UInt8>, _ international: Bool) -> Bool {
    var isEscaped = false
    for byte in bytes {
      guard byte >= 0x20, byte < 0x7F || international && byte > 0x7F else { return false }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return false
      }
    }
    return !isEscaped
  }

  private static func isDomain(_ text: Substring, _ international: Bool) -> Bool {
    if text.hasPrefix("["), text.hasSuffix("]") {
      let literal = text.dropFirst().dropLast()
      if literal.hasPrefix("IPv6:") { return AddressText.isIPv6(literal.dropFirst(5)) }
      return AddressText.isIPv4(literal)
    }
    return international ? InternationalHostName.isHostName(String(text)) : HostName.isHostName(String(text))
  }
}
