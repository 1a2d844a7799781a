/// What a plain scalar means by the core schema (YAML 1.2.2 §10.3.2).
enum CoreSchema {
  enum Resolution: Equatable {
    case null
    case boolean(Bool)
    /// A number, written as JSON.
    case integer([UInt8])
    case float([UInt8])
    /// `.inf` or `.nan`, which JSON does not have.
    case notFinite
    /// A number that is longer than this module reads.
    case outOfRange
    case string
  }

  static func resolve(_ text: [UInt8]) -> Resolution {
    guard let first = text.first else { return .null }
    switch first {
    case Byte.zero...Byte.nine, Byte.plus, Byte.minus, Byte.dot: return number(text)
    default: break
    }
    return switch packed(text.span) {
    case 0x7E, 0x6E75_6C6C, 0x4E75_6C6C, 0x4E55_4C4C: .null
    case 0x7472_7565, 0x5472_7565, 0x5452_5545: .boolean(true)
    case 0x66_616C_7365, 0x46_616C_7365, 0x46_414C_5345: .boolean(false)
    default: .string
    }
  }

  private static func number(_ text: [UInt8]) -> Resolution {
    if text.count > 2, text[0] == Byte.zero {
      if text[1] == 0x78 { return integer(text[2...], radix: 16) }
      if text[1] == 0x6F { return integer(text[2...], radix: 8) }
    }
    let isSigned = text[0] == Byte.minus || text[0] == Byte.plus
    switch packed(text.span.extracting((isSigned ? 1 : 0)...)) {
    case 0x2E69_6E66, 0x2E49_6E66, 0x2E49_4E46: return .notFinite
    case 0x2E6E_616E, 0x2E4E_614E, 0x2E4E_414E: return isSigned ? .string : .notFinite
    default: return decimal(text)
    }
  }

  private static func integer(_ digits: ArraySlice<UInt8>, radix: Int) -> Resolution {
    guard digits.allSatisfy({ Byte.hexadecimal($0).map { $0 < radix } ?? false }) else { return .string }
    guard let value = UInt64(String(decoding: digits, as: UTF8.self), radix: radix) else { return .outOfRange }
    return .integer(Array(String(value).utf8))
  }

  /// Reads `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` and writes it as JSON does.
  private static func decimal(_ text: [UInt8]) -> Resolution {
    var rest = text[...]
    let isNegative = rest.first == Byte.minus
    if isNegative || rest.first == Byte.plus { rest.removeFirst() }
    let whole = rest.prefix(while: Byte.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    var isInteger = true
    if rest.first == Byte.dot {
      fraction = rest.dropFirst().prefix(while: Byte.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
      isInteger = false
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return .string }
    var json: [UInt8] = isNegative ? [Byte.minus] : []
    json +=
      whole.dropLast().drop { $0 == Byte.zero }.isEmpty ? [whole.last ?? Byte.zero] : whole.drop { $0 == Byte.zero }
    if !fraction.isEmpty { json += [Byte.dot] + fraction }
    if !rest.isEmpty {
      json += rest
      isInteger = false
    }
    var scanner = NumberScanner(offset: 0)
    guard scanner.scan(json.span), scanner.offset == json.count else { return .string }
    if scanner.isExponentTooLong(json.span) { return .outOfRange }
    return isInteger ? .integer(json) : .float(json)
  }
}
