/// Names of hosts in letters of all scripts: IDNA 2008 (RFC 5890 to 5893).
enum InternationalHostName {
  static func isHostName(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    // The ideographic and the half-width full stop separate labels, too (RFC 3490 §3.1).
    let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { ".。．｡".unicodeScalars.contains($0) }
    return labels.allSatisfy { label in
      let scalars = Array(label)
      if scalars.allSatisfy(\.isASCII) { return HostName.isLabel(Substring(label)) }
      return isLabel(scalars) && encodedLength(scalars) <= 63
    }
  }

  /// A label of letters and digits in the sense of RFC 5892, with its rules of context (appendix A).
  static func isLabel(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first, let last = label.last, first != "-", last != "-" else { return false }
    if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
    switch first.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    guard isNormal(label) else { return false }
    return label.indices.allSatisfy { place in
      switch LabelScalar.status(of: label[place]) {
      case .valid: true
      case .disallowed: false
      case .contextual: LabelContext.allows(label, at: place)
      }
    }
  }

  /// Whether a label is in normal form C.
  private static func isNormal(_ label: [Unicode.Scalar]) -> Bool {
    var text = String(String.UnicodeScalarView(label))
    text.makeContiguousUTF8()
    var span = text.utf8Span
    return span.checkForNFC(quickCheck: false)
  }

  /// The length of a label in Punycode with its prefix: one digit at least for each scalar beyond ASCII.
  private static func encodedLength(_ label: [Unicode.Scalar]) -> Int { Punycode.encodedLength(label) + 4 }
}

/// What RFC 5892 §3 says of a code point by itself.
enum LabelScalar {
  case valid
  case contextual
  case disallowed

  static func status(of scalar: Unicode.Scalar) -> LabelScalar {
    if let exception = exceptions[scalar.value] { return exception }
    switch scalar.value {
    case 0x200C, 0x200D: return .contextual
    case 0x2D, 0x30...0x39, 0x61...0x7A: return .valid
    // Conjoining Jamo (§2.9).
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return .disallowed
    default: break
    }
    let properties = scalar.properties
    if properties.isNoncharacterCodePoint || properties.isDefaultIgnorableCodePoint || properties.isWhitespace {
      return .disallowed
    }
    if properties.changesWhenNFKCCaseFolded { return .disallowed }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return .valid
    default: return .disallowed
    }
  }

  /// The exceptions of RFC 5892 §2.6.
  private static let exceptions: [UInt32: LabelScalar] = {
    var exceptions: [UInt32: LabelScalar] = [:]
    for value: UInt32 in [0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007] { exceptions[value] = .valid }
    for value: UInt32 in [0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB] { exceptions[value] = .contextual }
    for value: UInt32 in 0x660...0x669 { exceptions[value] = .contextual }
    for value: UInt32 in 0x6F0...0x6F9 { exceptions[value] = .contextual }
    for value: UInt32 in [0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B] {
      exceptions[value] = .disallowed
    }
    return exceptions
  }()
}
