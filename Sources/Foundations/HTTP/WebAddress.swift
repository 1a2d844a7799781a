internal import CLibCurl

/// An absolute URL of the scheme `http` or `https` (RFC 3986; RFC 9110, section 4.2), taken apart by libcurl.
package struct WebAddress: Sendable, Hashable {
  /// The whole URL, without a fragment.
  package let text: String

  /// Whom a request goes to: what must be the same for a secret to be sent there.
  package let origin: Origin

  /// The path with its percent-encoding; at least `/`.
  package let path: String

  /// What stands behind the question mark; `nil` where there is none.
  package let query: String?

  /// Scheme, host and port (RFC 6454, section 4).
  package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let scheme: String
    package let host: String
    package let port: Int

    package var description: String { "\(scheme)://\(host):\(port)" }

    /// Whether nobody between here and there can read along: TLS, or this very machine.
    package var isPrivate: Bool {
      scheme == "https" || host == "localhost" || host == "[::1]" || host.hasPrefix("127.") && isAddress
    }

    private var isAddress: Bool { host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) } }
  }

  /// Takes a URL apart.
  ///
  /// - Throws: `HTTPError` with the code `malformedAddress`, or `unsupportedScheme` for another scheme. A name and a
  ///   password in it are refused, since a URL is shown.
  package init(_ text: String) throws(HTTPError) {
    guard let parts = unsafe curl_url() else { throw HTTPError(.outOfMemory, "there is no memory left") }
    defer { unsafe curl_url_cleanup(parts) }
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
    // Control characters and blanks could begin a line of their own in a request.
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      unsafe curl_url_set(parts, CURLUPART_URL, text, flags) == CURLUE_OK,
      let scheme = unsafe part(CURLUPART_SCHEME, of: parts)
    else { throw HTTPError(.malformedAddress, "this is no URL of a web server") }
    guard scheme == "http" || scheme == "https" else {
      throw HTTPError(.unsupportedScheme, "the scheme \(scheme) is refused, and http and https are not")
    }
    guard unsafe part(CURLUPART_USER, of: parts) == nil, unsafe part(CURLUPART_PASSWORD, of: parts) == nil else {
      throw HTTPError(.malformedAddress, "a URL with a name or password in it is refused")
    }
    unsafe curl_url_set(parts, CURLUPART_FRAGMENT, nil, 0)
    guard let host = unsafe part(CURLUPART_HOST, of: parts), !host.isEmpty,
      let port = unsafe part(CURLUPART_PORT, of: parts, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
      let whole = unsafe part(CURLUPART_URL, of: parts)
    else { throw HTTPError(.malformedAddress, "this is no URL of a web server") }
    origin = Origin(scheme: scheme, host: host.lowercased(), port: port)
    path = unsafe part(CURLUPART_PATH, of: parts) ?? "/"
    query = unsafe part(CURLUPART_QUERY, of: parts)
    self.text = whole
  }

  /// What may be shown: a query can hold a signature that is as good as a password.
  package var shown: String { "\(origin.scheme)://\(origin.host)\(path)" }

  /// Encodes a text for a place in a path or query: all but the unreserved characters of RFC 3986, section 2.3.
  package static func encoded(_ text: String, except kept: String = "") -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let unreserved = Set("-._~".utf8).union(kept.utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: bytes.append(byte)
      case _ where unreserved.contains(byte): bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A part of a URL, which libcurl copies for the caller.
private func part(_ name: CURLUPart, of parts: OpaquePointer, _ flags: UInt32 = 0) -> String? {
  var text: UnsafeMutablePointer<CChar>?
  guard unsafe curl_url_get(parts, name, &text, flags) == CURLUE_OK, let text = unsafe text else { return nil }
  defer { unsafe curl_free(text) }
  return unsafe String(cString: text)
}
