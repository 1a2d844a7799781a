/// Text as XML 1.0 can hold it, whatever it was.
enum XMLText {
  /// The text between tags: its line feeds stay, and every other harmful character is made visible.
  static func content(_ text: String) -> String {
    escaped(text, isAttribute: false)
  }

  /// The text between the quotation marks of an attribute, on one line.
  static func attribute(_ text: String) -> String {
    escaped(text, isAttribute: true)
  }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      // Always, since `]]>` must not stand in content (XML 1.0, section 2.4).
      case ">": escaped += "&gt;".unicodeScalars
      case "\"" where isAttribute: escaped += "&quot;".unicodeScalars
      case "\n" where !isAttribute: escaped.append(scalar)
      // No characters of XML 1.0, section 2.2; the other ones that it forbids become visible.
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(TerminalText.visible(scalar))
      }
    }
    return String(escaped)
  }
}
