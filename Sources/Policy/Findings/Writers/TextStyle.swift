/// How a text for people is set off: by colour on a terminal that wants it, and not at all elsewhere.
package enum TextStyle: Sendable {
  case plain
  case colour

  /// The parts of a report that look different from each other.
  package enum Role: Sendable {
    case error
    case warning
    case note
    case undecided
    case success
    case path
    case gutter
    case strong
  }

  package func paint(_ text: String, as role: Role) -> String {
    switch self {
    case .plain: text
    case .colour: "\u{1B}[\(code(of: role))m\(text)\u{1B}[0m"
    }
  }

  /// Select Graphic Rendition (ECMA-48, section 8.3.117), from the sixteen colours that every theme defines.
  private func code(of role: Role) -> String {
    switch role {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    case .undecided: "1;35"
    case .success: "1;32"
    case .path: "1"
    case .gutter: "34"
    case .strong: "1"
    }
  }
}
