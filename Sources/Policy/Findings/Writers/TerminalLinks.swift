/// Links in the text of a terminal: the operating system command 8, as VTE defined it and most terminals know it.
///
/// What is linked is shown as it would be without: a terminal that knows no links ignores the command.
package struct TerminalLinks: Sendable {
  /// The folder that paths of a report begin at, as an absolute path.
  private let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// A text that leads to a file below the folder.
  func text(_ text: String, toFile path: String) -> String {
    Self.link(text, to: "file://" + Self.percentEncoded(path.hasPrefix("/") ? path : "\(folder)/\(path)"))
  }

  /// A text that leads to the page of a rule.
  func text(_ text: String, toRule id: String) -> String { Self.link(text, to: Documentation.page(ofRule: id)) }

  private static func link(_ text: String, to address: String) -> String {
    "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// The path with all bytes but those of a plain name as percent codes (RFC 3986, section 2.1).
  static func percentEncoded(_ path: String) -> String {
    path.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      guard scalar.isASCII,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "/-._~".utf8.contains(byte)
      else { return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
      return String(scalar)
    }.joined()
  }
}

/// Where the documentation of this version is.
package enum Documentation {
  /// The folder `docs/` of the released version: the one place that names it.
  package static let base = "https://github.com/acme/signalbox/blob/v0.1.0/docs"

  /// The schema of a kind of policy file, for editors.
  package static func schema(ofPolicy file: String) -> String {
    let stem = file.split(separator: ".").first ?? ""
    return "https://raw.githubusercontent.com/acme/signalbox/v0.1.0/policies/schema/\(stem).schema.json"
  }

  /// The page of a rule.
  package static func page(ofRule id: String) -> String { "\(base)/rules/\(id).md" }
}
