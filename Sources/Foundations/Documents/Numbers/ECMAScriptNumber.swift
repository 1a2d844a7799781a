extension Number {
  /// More digits than this never change to which double a decimal rounds, as long as one says that more follow.
  private static let decisiveDigits = 800

  /// The nearest IEEE 754 double, halves to even; nil when it would be infinite.
  package var double: Double? {
    if digits == nil, exponent == 0, significand.magnitude <= 1 << 53 { return Double(significand) }
    var digits = significantDigits
    var exponent = exponent
    if digits.count > Self.decisiveDigits {
      exponent += Int64(digits.count - Self.decisiveDigits - 1)
      digits = digits[..<Self.decisiveDigits] + [1]
    }
    guard exponent + Int64(digits.count) < 400 else { return nil }
    guard exponent + Int64(digits.count) > -400 else { return 0 }
    let text = "\(isNegative ? "-" : "")\(String(decoding: digits.map { $0 + Byte.zero }, as: UTF8.self))e\(exponent)"
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The notation of ECMAScript for the nearest double (ECMA-262 §6.1.6.1.20, RFC 8785 §3.2.2.3).
  package var ecmaScript: String? {
    guard let double else { return nil }
    return Number(shortest: double)?.ecmaScriptNotation
  }

  /// Lays out the digits: plain from 1e-6 up to 1e21, with an exponent outside.
  private var ecmaScriptNotation: String {
    if isZero { return "0" }
    let digits = String(decoding: significantDigits.map { $0 + Byte.zero }, as: UTF8.self)
    let count = Int64(digits.utf8.count)
    let point = exponent + count
    let sign = isNegative ? "-" : ""
    if point > 21 || point <= -6 {
      let fraction = count > 1 ? ".\(digits.dropFirst())" : ""
      return "\(sign)\(digits.prefix(1))\(fraction)e\(point > 0 ? "+" : "")\(point - 1)"
    }
    if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: Int(-point)))\(digits)" }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: Int(exponent)) }
    return "\(sign)\(digits.prefix(Int(point))).\(digits.dropFirst(Int(point)))"
  }
}
