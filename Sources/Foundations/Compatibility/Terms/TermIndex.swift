internal import Documents

/// Finds the numbers of terms by their hashes, in a table that is half empty.
struct TermIndex {
  private var slots: [Int32] = Array(repeating: -1, count: 128)
  private var hashes: [UInt64] = []

  /// The number under a hash for which a condition holds.
  func find(_ hash: UInt64, where isSame: (Int32) -> Bool) -> Int32? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if hashes[Int(slots[slot])] == hash, isSame(slots[slot]) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the number that is one more than the last.
  mutating func insert(_ number: Int32, _ hash: UInt64) {
    hashes.append(hash)
    if hashes.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 2)
      for (number, hash) in hashes.enumerated() { place(Int32(number), hash) }
    } else {
      place(number, hash)
    }
  }

  private mutating func place(_ number: Int32, _ hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = number
  }
}

/// Mixes numbers into a hash, much faster than `Hasher`; whoever makes terms collide makes only himself wait.
private struct QuickHash {
  private(set) var value: UInt64

  init(_ tag: UInt64) { value = (tag &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func add(_ part: UInt64) {
    value = (value ^ part) &* 0x9DDF_EA08_EB38_2D69
    value ^= value >> 29
  }

  mutating func add(_ part: Int) { add(UInt64(truncatingIfNeeded: part)) }
  mutating func add(_ part: TermID) { add(UInt64(truncatingIfNeeded: part.place)) }
  mutating func add(_ part: Number) { add(part.hashValue) }
  mutating func add(_ part: Text) { for byte in part.utf8 { add(UInt64(byte)) } }
  mutating func add(_ part: Places) {
    add(part.first)
    add(part.last ?? -1)
  }
}

extension Term {
  /// A hash that equal terms of one run have in common.
  var quickHash: UInt64 {
    switch self {
    case .never: return 1
    case .always: return 2
    case .kinds(let kinds): return Self.hash(3) { $0.add(UInt64(kinds.rawValue)) }
    case .all(let parts): return Self.hash(4) { for part in parts { $0.add(part) } }
    case .any(let parts): return Self.hash(5) { for part in parts { $0.add(part) } }
    case .definition(let number): return Self.hash(6) { $0.add(Int(number)) }
    case .outsideDefinition(let number): return Self.hash(7) { $0.add(Int(number)) }
    case .number(let assertion): return assertion.quickHash
    case .string(let assertion): return assertion.quickHash
    case .array(let assertion): return assertion.quickHash
    case .object(let assertion): return assertion.quickHash
    case .unknown(let condition, let isHeld): return Self.hash(isHeld ? 8 : 9) { $0.add(condition.hashValue) }
    }
  }

  fileprivate static func hash(_ tag: UInt64, _ add: (inout QuickHash) -> Void) -> UInt64 {
    var hash = QuickHash(tag)
    add(&hash)
    return hash.value
  }
}

extension NumberAssertion {
  fileprivate var quickHash: UInt64 {
    switch self {
    case .atLeast(let bound, let isExclusive): return Term.hash(isExclusive ? 10 : 11) { $0.add(bound) }
    case .atMost(let bound, let isExclusive): return Term.hash(isExclusive ? 12 : 13) { $0.add(bound) }
    case .multiple(let divisor): return Term.hash(14) { $0.add(divisor) }
    case .noMultiple(let divisor): return Term.hash(15) { $0.add(divisor) }
    case .among(let values): return Term.hash(16) { for value in values { $0.add(value) } }
    case .notAmong(let values): return Term.hash(17) { for value in values { $0.add(value) } }
    }
  }
}

extension StringAssertion {
  fileprivate var quickHash: UInt64 {
    switch self {
    case .atLeast(let count): return Term.hash(20) { $0.add(count) }
    case .atMost(let count): return Term.hash(21) { $0.add(count) }
    case .matches(let pattern): return Term.hash(22) { $0.add(pattern) }
    case .matchesNot(let pattern): return Term.hash(23) { $0.add(pattern) }
    case .among(let values): return Term.hash(24) { for value in values { $0.add(value) } }
    case .notAmong(let values): return Term.hash(25) { for value in values { $0.add(value) } }
    }
  }
}

extension ArrayAssertion {
  fileprivate var quickHash: UInt64 {
    switch self {
    case .atLeast(let count): return Term.hash(30) { $0.add(count) }
    case .atMost(let count): return Term.hash(31) { $0.add(count) }
    case .every(let places, let term): return Term.hash(32) { $0.add(places, term) }
    case .some(let places, let term): return Term.hash(33) { $0.add(places, term) }
    case .countAtLeast(let count, let term): return Term.hash(34) { $0.add(count, term) }
    case .countAtMost(let count, let term): return Term.hash(35) { $0.add(count, term) }
    case .distinct: return 36
    case .repeated: return 37
    }
  }
}

extension ObjectAssertion {
  fileprivate var quickHash: UInt64 {
    switch self {
    case .atLeast(let count): return Term.hash(40) { $0.add(count) }
    case .atMost(let count): return Term.hash(41) { $0.add(count) }
    case .every(let name, let value): return Term.hash(42) { $0.add(Int(name.place), value) }
    case .some(let name, let value): return Term.hash(43) { $0.add(Int(name.place), value) }
    }
  }
}

extension QuickHash {
  fileprivate mutating func add(_ places: Places, _ term: TermID) {
    add(places)
    add(term)
  }

  fileprivate mutating func add(_ number: Int, _ term: TermID) {
    add(number)
    add(term)
  }
}
