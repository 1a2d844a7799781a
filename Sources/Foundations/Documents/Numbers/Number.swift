/// A decimal number of any size and precision, exactly: a significand times a power of ten.
///
/// The form is normal (no trailing zeros in the significand, the exponent of zero is 0), so equal numbers are alike
/// in all parts: 1.0 equals 1, and 2^53 + 1 does not equal 2^53. There is one zero.
@usableFromInline package struct Number: Hashable, Sendable {
  /// The significand with its sign, or −1 or 1 when it needs `digits`.
  let significand: Int64
  /// The power of ten that the significand is multiplied with.
  let exponent: Int64
  /// The digits of a significand whose magnitude is over `Int64.max`, as values 0 to 9, most significant first.
  let digits: [UInt8]?

  package static let zero = Number(0)

  package init(_ value: some BinaryInteger) {
    if let small = Int64(exactly: value), small != .min {
      self.init(significand: small, exponent: 0)
    } else {
      self.init(digits: String(value.magnitude).utf8.map { $0 - Byte.zero }, exponent: 0, isNegative: value < 0)
    }
  }

  /// Makes the number whose shortest notation that reads back as this double it is; nil when it is not finite.
  package init?(shortest value: Double) {
    guard value.isFinite else { return nil }
    self.init(value.description)
  }

  /// Makes the normal form of a significand over −2^63 and an exponent.
  init(significand: Int64, exponent: Int64) {
    var significand = significand
    var exponent = exponent
    if significand == 0 {
      exponent = 0
    } else {
      while significand % 10 == 0 {
        significand /= 10
        exponent += 1
      }
    }
    self.significand = significand
    self.exponent = exponent
    digits = nil
  }

  /// Makes the normal form of digits (0 to 9, most significant first) and an exponent.
  init(digits: [UInt8], exponent: Int64, isNegative: Bool) {
    let first = digits.firstIndex { $0 != 0 } ?? digits.endIndex
    let last = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? digits.startIndex
    guard first < last else {
      self.init(significand: 0, exponent: 0)
      return
    }
    let exponent = exponent + Int64(digits.count - last)
    if let small = Self.magnitude(of: digits[first..<last]) {
      self.init(significand: isNegative ? -small : small, exponent: exponent)
      return
    }
    self.init(sign: isNegative ? -1 : 1, exponent: exponent, largeDigits: Array(digits[first..<last]))
  }

  private init(sign: Int64, exponent: Int64, largeDigits: [UInt8]) {
    significand = sign
    self.exponent = exponent
    digits = largeDigits
  }

  private static func magnitude(of digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.count <= 19 else { return nil }
    var magnitude: Int64 = 0
    for digit in digits {
      let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      magnitude = sum
    }
    return magnitude
  }

  /// The digits of the significand without its sign, as values 0 to 9, most significant first; none for zero.
  var significantDigits: [UInt8] {
    if let digits { return digits }
    return significand == 0 ? [] : String(significand.magnitude).utf8.map { $0 - Byte.zero }
  }

  package var isNegative: Bool { significand < 0 }

  package var isZero: Bool { significand == 0 }

  /// Whether the value has no fraction, in whatever notation it was given.
  package var isInteger: Bool { exponent >= 0 }

  /// The value, if it is one of this type's integers.
  package func exactly<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
    guard exponent >= 0, exponent <= 40 else { return nil }
    if digits == nil, exponent == 0 { return Integer(exactly: significand) }
    var value: Integer = 0
    for digit in significantDigits + repeatElement(0, count: Int(exponent)) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? tens.subtractingReportingOverflow(Integer(digit)) : tens.addingReportingOverflow(Integer(digit))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// The value, if it is an `Int`.
  package var int: Int? { exactly(Int.self) }
}

extension Number: ExpressibleByIntegerLiteral {
  @usableFromInline package init(integerLiteral value: Int) { self.init(value) }
}
