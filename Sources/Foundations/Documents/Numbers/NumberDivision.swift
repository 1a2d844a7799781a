extension Number {
  /// Says whether this is another number, over 0, times an integer, exactly; nil when it takes too many steps.
  ///
  /// The steps are counted down: one for some operations on machine words.
  package func isMultiple(of divisor: Number, steps: inout Int) -> Bool? {
    if isZero { return true }
    // Neither significand ends with a 0, so a power of ten that is missing cannot be made up for.
    let shift = exponent - divisor.exponent
    guard shift >= 0 else { return false }
    if divisor.digits == nil, divisor.significand.magnitude < 1 << 32 {
      return isMultiple(ofSmall: divisor.significand.magnitude, shift: shift)
    }
    let length = divisor.significantDigits.count
    let (building, isHuge) = length.multipliedReportingOverflow(by: length)
    guard !isHuge, building / 64 < steps else { return nil }
    steps -= building / 64
    let modulus = Limbs(divisor.significantDigits)
    // A power of ten of as many digits as the divisor has bits holds all the 2s and 5s that the divisor can.
    let zeros = min(shift, Int64(4 * divisor.significantDigits.count))
    let digits = significantDigits
    let (cost, overflow) = (digits.count + Int(zeros)).multipliedReportingOverflow(by: modulus.words.count)
    guard !overflow, cost / 4 < steps else { return nil }
    steps -= cost / 4
    var remainder = Limbs([])
    for digit in digits { remainder.take(digit, modulus) }
    for _ in 0..<zeros { remainder.take(0, modulus) }
    return remainder.isZero
  }

  private func isMultiple(ofSmall modulus: UInt64, shift: Int64) -> Bool {
    var remainder: UInt64
    if digits == nil {
      remainder = significand.magnitude % modulus
    } else {
      remainder = 0
      for digit in significantDigits { remainder = (remainder * 10 + UInt64(digit)) % modulus }
    }
    // Beyond that the powers of ten bring nothing new: the divisor has at most 32 factors of 2 or 5.
    for _ in 0..<min(shift, 32) { remainder = remainder * 10 % modulus }
    return remainder == 0
  }
}

/// A natural number in words of 32 bits, the lowest first, as long as a remainder needs.
private struct Limbs {
  var words: [UInt32] = []

  init(_ digits: [UInt8]) {
    for digit in digits { multiplyByTen(adding: UInt32(digit)) }
  }

  var isZero: Bool { words.allSatisfy { $0 == 0 } }

  private mutating func multiplyByTen(adding digit: UInt32) {
    var carry = UInt64(digit)
    for place in words.indices {
      carry += UInt64(words[place]) * 10
      words[place] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
  }

  /// Appends a digit and keeps the remainder of a division.
  mutating func take(_ digit: UInt8, _ modulus: Limbs) {
    multiplyByTen(adding: UInt32(digit))
    while !isLess(than: modulus) { subtract(modulus) }
  }

  private func isLess(than other: Limbs) -> Bool {
    var place = max(words.count, other.words.count)
    while place > 0 {
      place -= 1
      let one = place < words.count ? words[place] : 0
      let two = place < other.words.count ? other.words[place] : 0
      if one != two { return one < two }
    }
    return false
  }

  private mutating func subtract(_ other: Limbs) {
    var borrow: Int64 = 0
    for place in words.indices {
      let difference = Int64(words[place]) - (place < other.words.count ? Int64(other.words[place]) : 0) + borrow
      words[place] = UInt32(truncatingIfNeeded: difference)
      borrow = difference < 0 ? -1 : 0
    }
    while words.last == 0 { words.removeLast() }
  }
}
