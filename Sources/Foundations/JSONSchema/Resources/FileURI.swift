/// File URIs (RFC 8089) of the paths that documents stand at: a path becomes one, and a loader gets its path back.
package enum FileURI {
  /// The URI of an absolute path.
  package static func uri(ofPath path: String) -> String {
    var bytes = Array("file://".utf8)
    for byte in path.utf8 {
      if byte.isASCIILetter || byte.isASCIIDigit || "-._~!$&'()*+,;=:@/".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The absolute path of a URI; nil for the URI of no file of this machine.
  package static func path(of uri: String) -> String? {
    let reference = URIReference(uri)
    guard reference.scheme?.lowercased() == "file", reference.authority ?? "" == "", reference.path.hasPrefix("/")
    else { return nil }
    return URIReference.percentDecoded(reference.path)
  }

  /// What a reference means that stands in the document of a URI, without a fragment (RFC 3986 §5).
  package static func resolve(_ reference: String, against base: String) -> String {
    URIReference(base).resolving(URIReference(reference)).withoutFragment.description
  }

  /// The fragment of a reference, decoded and empty where there is none; nil where it is no percent-encoded UTF-8.
  package static func fragment(of reference: String) -> String? { URIReference(reference).decodedFragment }
}
