/// URI templates (RFC 6570 §2).
enum URITemplateText {
  static func isTemplate(_ text: String) -> Bool {
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[brace] == "{", isLiteral(rest[..<brace]),
        let end = rest[brace...].firstIndex(of: "}")
      else { return false }
      guard isExpression(rest[rest.index(after: brace)..<end]) else { return false }
      rest = rest[rest.index(after: end)...]
    }
    return isLiteral(rest)
  }

  private static func isLiteral(_ text: Substring) -> Bool {
    var hexadecimal = 0
    for scalar in text.unicodeScalars {
      if hexadecimal > 0 {
        guard scalar.isASCII, UInt8(scalar.value).isHexadecimal else { return false }
        hexadecimal -= 1
        continue
      }
      switch scalar {
      case "%": hexadecimal = 2
      case "\"", "<", ">", "\\", "^", "`", "|", "'", " ": return false
      default: if scalar.value <= 0x20 || scalar.value == 0x7F { return false }
      }
    }
    return hexadecimal == 0
  }

  private static func isExpression(_ text: Substring) -> Bool {
    var list = text
    if let first = list.utf8.first, "+#./;?&=,!@|".utf8.contains(first) { list = list.dropFirst() }
    return list.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  private static func isVariable(_ text: Substring) -> Bool {
    var name = text
    if name.hasSuffix("*") {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: ":") {
      let length = name[name.index(after: colon)...]
      guard (1...4).contains(length.utf8.count), length.utf8.first != UInt8(ascii: "0"),
        length.utf8.allSatisfy(\.isASCIIDigit)
      else { return false }
      name = name[..<colon]
    }
    return !name.isEmpty
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && isName(part)
      }
  }

  private static func isName(_ part: Substring) -> Bool {
    var hexadecimal = 0
    for byte in part.utf8 {
      if hexadecimal > 0 {
        guard byte.isHexadecimal else { return false }
        hexadecimal -= 1
      } else if byte == UInt8(ascii: "%") {
        hexadecimal = 2
      } else if !byte.isASCIILetter, !byte.isASCIIDigit, byte != UInt8(ascii: "_") {
        return false
      }
    }
    return hexadecimal == 0
  }
}
