extension Number: Comparable {
  @usableFromInline package static func < (lhs: Number, rhs: Number) -> Bool {
    if lhs.exponent == rhs.exponent, lhs.digits == nil, rhs.digits == nil { return lhs.significand < rhs.significand }
    let signs = (lhs.significand.signum(), rhs.significand.signum())
    if signs.0 != signs.1 { return signs.0 < signs.1 }
    return switch signs.0 {
    case 0: false
    case 1: hasSmallerMagnitude(lhs, rhs)
    default: hasSmallerMagnitude(rhs, lhs)
    }
  }

  /// Compares two numbers other than zero by the power of ten of their first digit, then digit by digit.
  private static func hasSmallerMagnitude(_ left: Number, _ right: Number) -> Bool {
    let one = left.significantDigits
    let other = right.significantDigits
    let leftOrder = left.exponent + Int64(one.count)
    let rightOrder = right.exponent + Int64(other.count)
    if leftOrder != rightOrder { return leftOrder < rightOrder }
    return one.lexicographicallyPrecedes(other)
  }
}
