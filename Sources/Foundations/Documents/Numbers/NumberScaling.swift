extension Number {
  /// How many digits stand behind the point; 0 for integers.
  package var decimalPlaces: Int { Int(max(0, -exponent)) }

  /// The number times a power of ten.
  package func shifted(by places: Int) -> Number {
    if let digits {
      return Number(digits: digits, exponent: exponent + Int64(places), isNegative: isNegative)
    }
    return Number(significand: significand, exponent: exponent + Int64(places))
  }
}
