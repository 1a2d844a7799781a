/// A URI or a relative reference in its five parts (RFC 3986 §3 and §4.1), as written.
struct URIReference: Hashable, Sendable, CustomStringConvertible {
  var scheme: Substring?
  var authority: Substring?
  var path: Substring
  var query: Substring?
  var fragment: Substring?

  /// Splits a text (RFC 3986, appendix B); every text can be split.
  init(_ text: some StringProtocol) {
    var rest = Substring(text)
    if let hash = rest.firstIndex(of: "#") {
      fragment = rest[rest.index(after: hash)...]
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = rest[..<colon]
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      let start = rest.index(rest.startIndex, offsetBy: 2)
      let end = rest[start...].firstIndex(of: "/") ?? rest.endIndex
      authority = rest[start..<end]
      rest = rest[end...]
    }
    path = rest
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
    }
  }

  /// The parts put together again (RFC 3986 §5.3).
  var description: String {
    var text = ""
    if let scheme { text += "\(scheme):" }
    if let authority { text += "//\(authority)" }
    text += path
    if let query { text += "?\(query)" }
    if let fragment { text += "#\(fragment)" }
    return text
  }

  /// The same in ASCII, as RFC 3987 §3.1 makes a URI of one with other characters.
  var asciiDescription: String {
    let text = description
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.utf8.reduce(into: "") { ascii, byte in
      if byte < 0x80 {
        ascii.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        ascii += "%\(String(byte, radix: 16, uppercase: true))"
      }
    }
  }

  /// The reference without its fragment.
  var withoutFragment: URIReference {
    var copy = self
    copy.fragment = nil
    return copy
  }

  /// Whether it says where to go by itself.
  var isAbsolute: Bool { scheme != nil }

  /// What a reference means that stands in a document of this URI (RFC 3986 §5.2.2).
  func resolving(_ reference: URIReference) -> URIReference {
    var target = reference
    if reference.scheme != nil {
      target.path = Self.withoutDots(reference.path)
      return target
    }
    target.scheme = scheme
    if reference.authority != nil {
      target.path = Self.withoutDots(reference.path)
      return target
    }
    target.authority = authority
    if reference.path.isEmpty {
      target.path = path
      if reference.query == nil { target.query = query }
    } else if reference.path.hasPrefix("/") {
      target.path = Self.withoutDots(reference.path)
    } else {
      target.path = Self.withoutDots(Substring(merged(with: reference.path)))
    }
    return target
  }

  /// Puts a relative path in the place of this path's last segment (RFC 3986 §5.2.3).
  private func merged(with relative: Substring) -> String {
    if authority != nil, path.isEmpty { return "/" + relative }
    guard let slash = path.lastIndex(of: "/") else { return String(relative) }
    return String(path[...slash] + relative)
  }

  /// Takes the segments `.` and `..` out of a path (RFC 3986 §5.2.4).
  private static func withoutDots(_ path: Substring) -> Substring {
    guard path.contains(".") else { return path }
    let isRooted = path.hasPrefix("/")
    var kept: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    for (place, segment) in segments.enumerated() {
      let isLast = place == segments.count - 1
      switch segment {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > (isRooted ? 1 : 0) { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    return Substring(kept.joined(separator: "/"))
  }

  /// The fragment with its percent-encoded bytes decoded; nil when they are no UTF-8.
  var decodedFragment: String? { Self.percentDecoded(fragment ?? "") }

  static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(0x25) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
