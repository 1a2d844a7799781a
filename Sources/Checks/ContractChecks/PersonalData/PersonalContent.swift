internal import Documents
internal import JSONSchema

/// What a value itself says: a mail address, a telephone number, or a number whose check digits are right.
enum PersonalContent: String {
  case email = "a mail address"
  case telephone = "a telephone number"
  case iban = "an IBAN"
  case card = "a card number"

  /// What a value of a message or an example is; `nil` where nothing gives it away.
  init?(_ value: Node) {
    switch value.kind {
    case .string: self.init(value.string ?? "")
    // Written as a number, a card has no spaces; of other numbers too many would pass.
    case .number:
      guard let text = value.number?.int.map(String.init), Self.isCard(Array(text.utf8)) else { return nil }
      self = .card
    default: return nil
    }
  }

  init?(_ text: String) {
    guard text.utf8.count <= 1_000 else { return nil }
    if Self.holdsEmail(text) {
      self = .email
    } else if Self.isTelephone(text) {
      self = .telephone
    } else {
      let dense = Array(text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") })
      guard dense.count <= 34 else { return nil }
      if Self.isIBAN(dense) { self = .iban } else if Self.isCard(dense) { self = .card } else { return nil }
    }
  }

  /// Whether one of the words is a mail address whose domain ends as those of people do: with letters, not with a version.
  private static func holdsEmail(_ text: String) -> Bool {
    text.split { " <>\"'(),;|\n\t".contains($0) }.contains { word in
      let word = word.hasPrefix("mailto:") ? word.dropFirst(7) : word
      guard let at = word.lastIndex(of: "@"), FormatText.accepts(String(word), format: "idn-email") == true else {
        return false
      }
      let labels = word[word.index(after: at)...].split(separator: ".", omittingEmptySubsequences: false)
      guard labels.count > 1, let last = labels.last, last.count > 1, last.allSatisfy(\.isLetter) else { return false }
      return !word[..<at].contains(where: { ":/@".contains($0) })
    }
  }

  /// Whether a text is an international number (ITU-T E.164: a plus and 8 to 15 digits), or one written as in North
  /// America.
  private static func isTelephone(_ text: String) -> Bool {
    let text = text.hasPrefix("tel:") ? text.dropFirst(4) : text[...]
    let digits = text.utf8.count { isDigit($0) }
    guard text.utf8.allSatisfy({ isDigit($0) || " ()-./+".utf8.contains($0) }) else { return false }
    if text.hasPrefix("+") {
      return (8...15).contains(digits) && !text.dropFirst().contains("+") && !text.contains(".")
    }
    let groups = text.split { " ()-.".contains($0) }
    return digits == 10 && groups.map(\.count) == [3, 3, 4] && text.first != "+" && text.contains { "()-".contains($0) }
      && groups.allSatisfy { $0.first != "0" || $0.count == 4 }
  }

  /// ISO 13616: two letters, two check digits, and up to 30 letters or digits; modulo 97 it is 1.
  private static func isIBAN(_ text: [UInt8]) -> Bool {
    guard (15...34).contains(text.count), isLetter(text[0]), isLetter(text[1]), isDigit(text[2]), isDigit(text[3])
    else { return false }
    var rest = 0
    for byte in text[4...] + text[..<4] {
      if isDigit(byte) {
        rest = (rest * 10 + Int(byte - UInt8(ascii: "0"))) % 97
      } else if isLetter(byte) {
        rest = (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
      } else {
        return false
      }
    }
    return rest == 1
  }

  /// ISO/IEC 7812: the check digit of Luhn, behind a number that an issuer of cards has, of the length that it uses.
  private static func isCard(_ text: [UInt8]) -> Bool {
    guard (13...19).contains(text.count), text.allSatisfy(isDigit), isIssued(text) else { return false }
    var sum = 0
    for (place, byte) in text.reversed().enumerated() {
      let digit = Int(byte - UInt8(ascii: "0")) * (place % 2 == 0 ? 1 : 2)
      sum += digit > 9 ? digit - 9 : digit
    }
    return sum % 10 == 0
  }

  private static func isIssued(_ text: [UInt8]) -> Bool {
    let lead = text.prefix(4).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return switch lead {
    case 4000...4999: [13, 16, 19].contains(text.count)
    case 5100...5599, 2221...2720: text.count == 16
    case 3400...3499, 3700...3799: text.count == 15
    case 3000...3059, 3600...3699, 3800...3999: text.count == 14
    case 3528...3589, 6011, 6200...6299, 6440...6599: (16...19).contains(text.count)
    case 5000...5099, 5600...5899, 6000...6999: (16...19).contains(text.count)
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
