internal import Changes
internal import Documents
package import Findings
internal import Git
internal import Markdown

/// A link of a document to a file of the repository that is not there.
package struct DeadLink: Sendable {
  package let place: Place
  package let destination: String
}

extension MarkdownDocument {
  /// The links to files of the repository that lead nowhere, or out of it.
  ///
  /// Addresses with a scheme, and anchors of the page itself, are left alone.
  func deadLinks(at path: RepositoryPath, in tree: Snapshot) -> [DeadLink] {
    links.compactMap { link in
      guard let target = link.target(from: path.parent) else { return nil }
      if let target = target.path, tree.has(target) { return nil }
      return DeadLink(
        place: Place(link.range, of: source, path: path.description), destination: link.destination)
    }
  }

  /// The files of the repository that it links to.
  func linkedPaths(at path: RepositoryPath) -> [RepositoryPath] {
    links.compactMap { $0.target(from: path.parent)?.path }
  }
}

extension MarkdownDocument.Link {
  /// Where it leads in the repository; the path is `nil` where it leads out of it.
  fileprivate func target(from folder: RepositoryPath) -> (path: RepositoryPath?, Void)? {
    let address = destination.prefix { $0 != "#" && $0 != "?" }
    guard !address.isEmpty, !address.hasPrefix("//"), !Self.hasScheme(address) else { return nil }
    let text = Self.decoded(address)
    let isFromRoot = text.hasPrefix("/")
    return (RepositoryPath.resolving(text, from: isFromRoot ? .root : folder), ())
  }

  /// Whether it is an absolute address (RFC 3986, section 3.1).
  private static func hasScheme(_ address: Substring) -> Bool {
    guard let colon = address.firstIndex(of: ":") else { return false }
    return address[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  private static func decoded(_ address: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(address.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, !digits.hasPrefix("+"), let value = UInt8(digits, radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
