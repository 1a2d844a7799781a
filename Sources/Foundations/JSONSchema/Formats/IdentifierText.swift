/// URIs (RFC 3986) and IRIs (RFC 3987).
struct IdentifierText {
  private let reference: URIReference
  private let international: Bool

  init(_ text: String, international: Bool) {
    reference = URIReference(text)
    self.international = international
  }

  /// Whether it has a scheme and is in order.
  var isAbsolute: Bool { reference.scheme != nil && isReference }

  /// Whether all parts are in order.
  var isReference: Bool {
    if let authority = reference.authority, !isAuthority(authority) { return false }
    // Without a scheme the first segment must not look like one that has a scheme (RFC 3986 §4.2).
    if reference.scheme == nil, reference.authority == nil,
      reference.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).first?.contains(":") == true
    {
      return false
    }
    if reference.authority == nil, reference.path.hasPrefix("//") { return false }
    return allow(reference.path, Self.path) && reference.query.map { allow($0, Self.query, isQuery: true) } ?? true
      && reference.fragment.map { allow($0, Self.query) } ?? true
  }

  private func isAuthority(_ text: Substring) -> Bool {
    var host = text
    if let at = text.lastIndex(of: "@") {
      guard allow(text[..<at], Self.user) else { return false }
      host = text[text.index(after: at)...]
    }
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return false }
      guard isLiteral(host[host.index(after: host.startIndex)..<end]) else { return false }
      return isPort(host[host.index(after: end)...])
    }
    let colon = host.firstIndex(of: ":") ?? host.endIndex
    return allow(host[..<colon], Self.name) && isPort(host[colon...])
  }

  /// A colon and digits, or nothing.
  private func isPort(_ text: Substring) -> Bool {
    text.isEmpty || text.hasPrefix(":") && text.dropFirst().utf8.allSatisfy(\.isASCIIDigit)
  }

  private func isLiteral(_ text: Substring) -> Bool {
    guard text.hasPrefix("v") || text.hasPrefix("V") else { return AddressText.isIPv6(text) }
    let parts = text.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[0].utf8.allSatisfy(\.isHexadecimal) && !parts[1].isEmpty
      && parts[1].utf8.allSatisfy { Self.user.contains($0) || Self.isUnreserved($0) }
  }

  private static let subDelimiters = "!$&'()*+,;="
  private static let name = Set(subDelimiters.utf8)
  private static let user = Set((subDelimiters + ":").utf8)
  private static let path = Set((subDelimiters + ":@/").utf8)
  private static let query = Set((subDelimiters + ":@/?").utf8)

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
  }

  /// Whether a part holds only unreserved characters, some others, and bytes that are percent-encoded.
  private func allow(_ text: Substring, _ others: Set<UInt8>, isQuery: Bool = false) -> Bool {
    var hexadecimal = 0
    for scalar in text.unicodeScalars {
      guard scalar.isASCII else {
        guard hexadecimal == 0, international, Self.isInternational(scalar, isQuery: isQuery) else { return false }
        continue
      }
      let byte = UInt8(scalar.value)
      if hexadecimal > 0 {
        guard byte.isHexadecimal else { return false }
        hexadecimal -= 1
      } else if byte == UInt8(ascii: "%") {
        hexadecimal = 2
      } else if !Self.isUnreserved(byte), !others.contains(byte) {
        return false
      }
    }
    return hexadecimal == 0
  }

  /// The `ucschar` and `iprivate` of RFC 3987 §2.2.
  private static func isInternational(_ scalar: Unicode.Scalar, isQuery: Bool) -> Bool {
    switch scalar.value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
    case 0x10000...0xDFFFD: scalar.value & 0xFFFF <= 0xFFFD
    case 0xE1000...0xEFFFD: true
    default: false
    }
  }
}
