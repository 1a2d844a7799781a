internal import Documents

/// What assertions ask of a number.
private struct NumberDemand {
  var low: (value: Number, isExclusive: Bool)?
  var high: (value: Number, isExclusive: Bool)?
  var divisors: [Number] = []
  var excludedDivisors: [Number] = []
  var values: Set<Number>?
  var excluded: Set<Number> = []

  mutating func add(_ assertion: NumberAssertion) {
    switch assertion {
    case .atLeast(let value, let isExclusive):
      guard let known = low, known.value > value || known.value == value && known.isExclusive else {
        low = (value, isExclusive)
        return
      }
    case .atMost(let value, let isExclusive):
      guard let known = high, known.value < value || known.value == value && known.isExclusive else {
        high = (value, isExclusive)
        return
      }
    case .multiple(let divisor): divisors.append(divisor)
    case .noMultiple(let divisor): excludedDivisors.append(divisor)
    case .among(let some): values = values.map { $0.intersection(some) } ?? Set(some)
    case .notAmong(let some): excluded.formUnion(some)
    }
  }

  func accepts(_ number: Number, steps: inout Int) -> Bool? {
    if let low, number < low.value || low.isExclusive && number == low.value { return false }
    if let high, number > high.value || high.isExclusive && number == high.value { return false }
    if excluded.contains(number) { return false }
    if let values, !values.contains(number) { return false }
    for divisor in divisors {
      guard let isMultiple = number.isMultiple(of: divisor, steps: &steps) else { return nil }
      if !isMultiple { return false }
    }
    for divisor in excludedDivisors {
      guard let isMultiple = number.isMultiple(of: divisor, steps: &steps) else { return nil }
      if isMultiple { return false }
    }
    return true
  }
}

/// Numbers: intervals, multiples and single values, exactly.
extension Prover {
  mutating func numberValue(for assertions: [TermID], _ kind: ValueKinds) throws(GivenUp) -> Outcome {
    var demand = NumberDemand()
    for term in assertions { if case .number(let assertion) = table[term] { demand.add(assertion) } }
    if kind == .fraction { demand.excludedDivisors.append(1) } else { demand.divisors.append(1) }
    let found: Number
    switch try number(for: demand) {
    case .one(let number): found = number
    case .none: return .empty
    case .unknown(let reason): return .unknown(reason)
    }
    guard kind == .writtenInteger else { return .inhabited(.scalar(.number(found))) }
    return .inhabited(.scalar(try written(found)))
  }

  /// An integer in a notation that is not made of digits alone.
  private func written(_ number: Number) throws(GivenUp) -> Node {
    let text = number.description
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
    do throws(DocumentError) {
      return try Document.json(SourceText(Array((isPlain ? text + ".0" : text).utf8))).root
    } catch {
      throw GivenUp(reason: error.message)
    }
  }

  private enum FoundNumber {
    case one(Number)
    case none
    case unknown(String)
  }

  private mutating func number(for demand: NumberDemand) throws(GivenUp) -> FoundNumber {
    if let values = demand.values { return try first(of: values.sorted(), for: demand) }
    if let low = demand.low, let high = demand.high {
      if low.value > high.value { return .none }
      if low.value == high.value { return try first(of: [low.value], for: demand) }
    }
    guard let scale = NumberScale(demand) else {
      return .unknown("the numbers are too large or too fine to compute with")
    }
    return demand.divisors.isEmpty ? try between(demand, scale) : try multiple(demand, scale)
  }

  private mutating func first(of values: [Number], for demand: NumberDemand) throws(GivenUp) -> FoundNumber {
    for value in values {
      try spend()
      switch demand.accepts(value, steps: &steps) {
      case true?: return .one(value)
      case nil: return .unknown("a multiple takes too many steps to tell")
      case false?: continue
      }
    }
    return .none
  }

  /// Looks at the multiples of the least common multiple, from the one next to zero outwards.
  private mutating func multiple(_ demand: NumberDemand, _ scale: NumberScale) throws(GivenUp) -> FoundNumber {
    guard let step = scale.leastCommonMultiple(of: demand.divisors) else {
      return .unknown("the numbers have no common multiple that can be computed with")
    }
    for divisor in demand.excludedDivisors {
      guard let scaled = scale.scaled(divisor) else { return .unknown("a number is too large to compute with") }
      let share = scaled / NumberScale.greatestCommonDivisor(step, scaled)
      if share == 1 { return .none }
    }
    let low = demand.low.flatMap { bound in
      scale.scaled(bound.value).map { scale.first(of: step, from: $0, bound.isExclusive) }
    }
    let high = demand.high.flatMap { bound in
      scale.scaled(bound.value).map { -scale.first(of: step, from: -$0, bound.isExclusive) }
    }
    if let low, let high, low > high { return .none }
    let start = max(low ?? Int128.min, min(high ?? Int128.max, 0))
    var distance: Int128 = 0
    while distance < 50_000 {
      var isInside = false
      for factor in distance == 0 ? [start] : [start + distance, start - distance] {
        guard factor >= low ?? Int128.min, factor <= high ?? Int128.max else { continue }
        isInside = true
        try spend(4)
        let (product, isTooLarge) = factor.multipliedReportingOverflow(by: step)
        guard !isTooLarge else { return .unknown("the numbers are too large to compute with") }
        let number = scale.number(product)
        switch demand.accepts(number, steps: &steps) {
        case true?: return .one(number)
        case nil: return .unknown("a multiple takes too many steps to tell")
        case false?: continue
        }
      }
      if !isInside { return .none }
      distance += 1
    }
    return .unknown("of the multiples in question too many are excluded")
  }

  /// Looks at decimal fractions in an interval, in which there are as many as one wants.
  private mutating func between(_ demand: NumberDemand, _ scale: NumberScale) throws(GivenUp) -> FoundNumber {
    let half = scale.unit / 2
    let low = demand.low.flatMap { scale.scaled($0.value) }
    let high = demand.high.flatMap { scale.scaled($0.value) }
    var candidates: [Int128] = [half, -half, scale.unit + half]
    if let low { candidates += [low + half, low + scale.unit + half] }
    if let high { candidates += [high - half, high - scale.unit - half] }
    let start = low ?? (high ?? 0) - 1000 * scale.unit
    let width = (high ?? start + 1000 * scale.unit) - start
    for part in [2, 4, 5, 3, 7, 11, 97, 991] as [Int128] {
      for place in 1..<part { candidates.append(start + width / part * place) }
    }
    for candidate in candidates {
      try spend(4)
      let number = scale.number(candidate)
      if demand.accepts(number, steps: &steps) == true { return .one(number) }
    }
    return .unknown("of the numbers in question too many are excluded")
  }
}

/// Decimal numbers as integers, all in the same unit.
private struct NumberScale {
  /// How many digits behind the point are kept.
  let places: Int
  /// What 1 is in that unit.
  let unit: Int128

  /// The unit in which all numbers of a demand are integers, with room to go between them; nil when they do not fit.
  init?(_ demand: NumberDemand) {
    var numbers = demand.divisors + demand.excludedDivisors
    if let low = demand.low { numbers.append(low.value) }
    if let high = demand.high { numbers.append(high.value) }
    places = (numbers.map(\.decimalPlaces).max() ?? 0) + (demand.divisors.isEmpty ? 6 : 0)
    guard places <= 24 else { return nil }
    var unit: Int128 = 1
    for _ in 0..<places { unit *= 10 }
    self.unit = unit
    for number in numbers where scaled(number) == nil { return nil }
  }

  /// A number in the unit; nil when it does not fit with room to spare.
  func scaled(_ number: Number) -> Int128? {
    guard let value = number.shifted(by: places).exactly(Int128.self) else { return nil }
    return value.magnitude < 1 << 110 ? value : nil
  }

  func number(_ scaled: Int128) -> Number { Number(scaled).shifted(by: -places) }

  /// Which multiple of a step is the first from a bound on.
  func first(of step: Int128, from bound: Int128, _ isExclusive: Bool) -> Int128 {
    let (quotient, remainder) = bound.quotientAndRemainder(dividingBy: step)
    if remainder == 0 { return isExclusive ? quotient + 1 : quotient }
    return bound > 0 ? quotient + 1 : quotient
  }

  func leastCommonMultiple(of numbers: [Number]) -> Int128? {
    var result: Int128 = 1
    var isFirst = true
    for number in numbers {
      guard let value = scaled(number) else { return nil }
      guard let next = isFirst ? value : Self.leastCommonMultiple(result, value) else { return nil }
      result = next
      isFirst = false
    }
    return result.magnitude < 1 << 110 ? result : nil
  }

  static func greatestCommonDivisor(_ one: Int128, _ other: Int128) -> Int128 {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }

  static func leastCommonMultiple(_ one: Int128, _ other: Int128) -> Int128? {
    let (product, isTooLarge) = (one / greatestCommonDivisor(one, other)).multipliedReportingOverflow(by: other)
    return isTooLarge ? nil : product
  }
}
