/// Text that may be shown on a terminal, whatever a repository put into it.
package enum TerminalText {
  /// The text with every character made visible that a terminal would obey or a reader could not see.
  ///
  /// Control characters become their pictures (U+2400 and on), and so an escape sequence does nothing. Characters that
  /// turn the direction of writing or that no font shows become U+FFFD, since they can make code read as what it is
  /// not. What joins letters and emoji, or chooses a form of them, stays.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(visible)))
  }

  /// The text in lines of at most so many columns, broken at spaces; its own line breaks stay.
  package static func wrapped(_ text: String, width limit: Int) -> String {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, width(of: line) + 1 + width(of: String(word)) > limit {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// The columns that a terminal gives to a visible text.
  package static func width(of text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns of what is shown as one: an emoji of several scalars takes two, whatever they would take each.
  static func width(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, scalars.count > 1 else { return scalars.first.map { width(of: $0) } ?? 0 }
    let isFlag = scalars.allSatisfy { (0x1F1E6...0x1F1FF).contains($0.value) }
    // U+FE0F asks for the coloured form of a sign that has a plain one, too (UTS #51, section 1.4.3).
    let isEmoji = first.properties.isEmoji && scalars.dropFirst().contains { [0xFE0F, 0x200D].contains($0.value) }
    let isModified =
      first.properties.isEmojiModifierBase && scalars.dropFirst().contains { $0.properties.isEmojiModifier }
    if isFlag || isEmoji || isModified { return 2 }
    return scalars.reduce(0) { $0 + width(of: $1) }
  }

  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    // Vowels and finals of Hangul join the wide consonant before them.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard isHarmful(scalar) else { return scalar }
    switch scalar.value {
    case 0...0x1F: return Unicode.Scalar(0x2400 + scalar.value) ?? replacement
    case 0x7F: return "\u{2421}"
    default: return replacement
    }
  }

  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFFF9...0xFFFB: true
    case 0x20...0x7E, 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: false
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The blocks of Unicode Standard Annex #11 that are wide throughout, and emoji, of which the halves of flags are not.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    case 0x1F1E6...0x1F1FF: false
    default: scalar.properties.isEmojiPresentation
    }
  }
}
