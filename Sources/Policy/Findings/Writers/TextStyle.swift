/// How a text for people is set off: by colour on a terminal that wants it, and not at all elsewhere.
package enum TextStyle: Sendable {
  case plain
  case colour

  /// The parts of a report that look different from each other.
  package enum Role: Sendable, CaseIterable {
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

  /// Select Graphic Rendition (ECMA-48, section 8.3.117): bold for what stands out, with a colour of ``color(of:)``.
  private func code(of role: Role) -> String {
    let color = Self.color(of: role).map { "38;5;\($0)" }
    switch role {
    case .gutter: return color ?? ""
    default: return (["1"] + [color].compactMap(\.self)).joined(separator: ";")
    }
  }

  /// A colour of the cube of 256 that can be read on black and on white alike; `nil` for the terminal's own.
  ///
  /// The sixteen colours of a theme cannot: their yellow is lost on white, and their blue on black.
  package static func color(of role: Role) -> Int? {
    switch role {
    case .error: 196
    case .warning: 166
    case .note: 30
    case .undecided: 165
    case .success: 28
    case .gutter: 32
    case .path, .strong: nil
    }
  }
}
