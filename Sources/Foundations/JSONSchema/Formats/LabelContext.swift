/// The rules of RFC 5892, appendix A: code points that are allowed only beside some others.
enum LabelContext {
  static func allows(_ label: [Unicode.Scalar], at place: Int) -> Bool {
    let before = place > 0 ? label[place - 1] : nil
    let after = place + 1 < label.count ? label[place + 1] : nil
    switch label[place].value {
    case 0x200C: return before.map(isVirama) == true || joins(label, at: place)
    case 0x200D: return before.map(isVirama) == true
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.map(isGreek) == true
    case 0x5F3, 0x5F4: return before.map(isHebrew) == true
    case 0x30FB: return label.contains(where: isJapanese)
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    default: return !label.contains { (0x660...0x669).contains($0.value) }
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass == .virama
  }

  private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
    [0x370...0x3FF, 0x1F00...0x1FFF].contains { $0.contains(scalar.value) }
  }

  private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
    (0x591...0x5F4).contains(scalar.value) || (0xFB1D...0xFB4F).contains(scalar.value)
  }

  /// Hiragana, Katakana or Han; the middle dot itself is none of them.
  private static func isJapanese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30FB: false
    case 0x3005, 0x3007, 0x3041...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F, 0x1B000...0x1B16F: true
    default: scalar.properties.isIdeographic
    }
  }

  /// Whether letters that join stand on both sides, marks aside (RFC 5892, appendix A.1).
  private static func joins(_ label: [Unicode.Scalar], at place: Int) -> Bool {
    guard let before = label[..<place].last(where: { !isTransparent($0) }),
      let after = label[(place + 1)...].first(where: { !isTransparent($0) })
    else { return false }
    return joinsOnBothSides(before) && (joinsOnBothSides(after) || joinsBefore(after))
  }

  private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }

  /// The Arabic letters that join only with the letter before them (Joining_Type R).
  private static func joinsBefore(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x622...0x625, 0x627, 0x629, 0x62F...0x632, 0x648, 0x671...0x673, 0x675...0x677, 0x688...0x699, 0x6C0,
      0x6C3...0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF:
      true
    default: false
    }
  }

  /// The Arabic and Syriac letters that join on both sides (Joining_Type D).
  private static func joinsOnBothSides(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.properties.generalCategory == .otherLetter, !joinsBefore(scalar) else { return false }
    switch scalar.value {
    case 0x621, 0x674, 0x6D5: return false
    case 0x620...0x6FF, 0x750...0x77F, 0x8A0...0x8C7, 0x710...0x74F: return true
    default: return false
    }
  }
}

extension Punycode {
  /// How many digits and letters a label takes (RFC 3492 §6.3).
  static func encodedLength(_ label: [Unicode.Scalar]) -> Int {
    let basic = label.count { $0.isASCII }
    var length = basic + (basic > 0 ? 1 : 0)
    var handled = basic
    var code = 128
    var delta = 0
    var bias = 72
    while handled < label.count {
      let next = label.lazy.map { Int($0.value) }.filter { $0 >= code }.min() ?? code
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in label {
        if Int(scalar.value) < code { delta += 1 }
        guard Int(scalar.value) == code else { continue }
        var quotient = delta
        var base = 36
        while true {
          let threshold = min(max(base - bias, 1), 26)
          length += 1
          if quotient < threshold { break }
          quotient = (quotient - threshold) / (36 - threshold)
          base += 36
        }
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return length
  }
}
