internal import Compatibility
internal import Documents

/// Compares two schemas keyword by keyword, as the registry does.
///
/// First it is decided which pairs of schemas break: all count as compatible until something in them is found that
/// is not, and whatever rests on such a pair is looked at again. Then the differences are listed from the outermost
/// pair inwards. Neither depends on how deep schemas stand inside one another, or whether they lead back.
struct RegistryComparison {
  let schemas: [RegistrySchema]
  let profile: RegistryProfile
  var patterns = PatternLibrary()
  private var steps = 3_000_000
  private var pairs: [Pair] = []
  /// The places of the pairs, by those of their schemas.
  private var places: [UInt64: Int] = [:]
  /// Who rests on a pair, as lists that begin in `Pair.dependent`.
  private var dependents: [(pair: Int, next: Int)] = []
  private var waiting: [Int] = []
  /// The pair that is being decided, nil once all are.
  private var current: Int?
  private var listed: [Int: RegistryFindings] = [:]
  private var depth = 0

  private struct Pair {
    let original: Int
    let update: Int
    /// As far as it is known.
    var breaks = false
    var isWaiting = true
    /// Whether its differences are being listed.
    var isOpen = false
    /// The first of those that rest on it in `dependents`, −1 for none.
    var dependent = -1
  }

  init(schemas: [RegistrySchema], profile: RegistryProfile) {
    self.schemas = schemas
    self.profile = profile
  }

  /// Compares the schemas at two places.
  ///
  /// - Throws: a `RegistryFailure` for what the registry fails on, or what is too much to follow.
  mutating func run(_ original: Int, _ update: Int) throws(RegistryFailure) -> RegistryFindings {
    _ = pair(normalized(original), normalized(update))
    var position = 0
    while position < waiting.count {
      let place = waiting[position]
      position += 1
      pairs[place].isWaiting = false
      guard !pairs[place].breaks else { continue }
      current = place
      guard try findings(of: pairs[place].original, pairs[place].update).breaks else { continue }
      pairs[place].breaks = true
      var next = pairs[place].dependent
      while next >= 0 {
        let dependent = dependents[next].pair
        if !pairs[dependent].breaks, !pairs[dependent].isWaiting {
          pairs[dependent].isWaiting = true
          waiting.append(dependent)
        }
        next = dependents[next].next
      }
    }
    current = nil
    return try compare(original, update)
  }

  /// The place of a pair, which waits to be decided when it is new.
  private mutating func pair(_ original: Int, _ update: Int) -> Int {
    let key = UInt64(original) << 32 | UInt64(update)
    if let place = places[key] { return place }
    places[key] = pairs.count
    waiting.append(pairs.count)
    pairs.append(Pair(original: original, update: update))
    return pairs.count - 1
  }

  /// Counts work, and ends a comparison that has become too much.
  mutating func spend(_ cost: Int = 1) throws(RegistryFailure) {
    steps -= cost
    guard steps > 0 else {
      throw RegistryFailure(reason: "the schemas have more pairs of parts than are followed here")
    }
  }

  func finding(_ type: String, _ path: @autoclosure () -> String = "") -> RegistryFindings {
    // While it is being decided what breaks, nobody asks where.
    RegistryFindings(differences: current == nil ? [(type, path())] : [], breaks: !profile.allows(type))
  }

  /// A reference stands for what it leads to, but not for what a further one leads to.
  private func normalized(_ place: Int) -> Int {
    schemas[place].kind == .reference ? schemas[place].parts[0] : place
  }

  /// What is found between two schemas; while it is being decided what breaks, only whether they do.
  mutating func compare(_ original: Int?, _ update: Int?) throws(RegistryFailure) -> RegistryFindings {
    guard let original else { return update == nil ? RegistryFindings() : finding("SCHEMA_ADDED") }
    guard let update else { return finding("SCHEMA_REMOVED") }
    let (old, new) = (normalized(original), normalized(update))
    try spend()
    guard schemas[old].isComposite || schemas[new].isComposite else { return try findings(of: old, new) }
    let place = pair(old, new)
    if let current {
      try spend(2)
      if pairs[place].dependent < 0 || dependents[pairs[place].dependent].pair != current {
        dependents.append((current, pairs[place].dependent))
        pairs[place].dependent = dependents.count - 1
      }
      return RegistryFindings(breaks: pairs[place].breaks)
    }
    if let known = listed[place] { return known }
    // What leads back or stands very deep is not listed again.
    guard depth < Self.deepest, !pairs[place].isOpen else { return RegistryFindings(breaks: pairs[place].breaks) }
    pairs[place].isOpen = true
    depth += 1
    var found = try findings(of: old, new)
    depth -= 1
    pairs[place].isOpen = false
    found.breaks = pairs[place].breaks
    try spend(found.differences.count)
    listed[place] = found
    return found
  }

  private mutating func findings(of original: Int, _ update: Int) throws(RegistryFailure) -> RegistryFindings {
    let (old, new) = (schemas[original], schemas[update])
    if old.kind == .combined || new.kind == .combined, let found = try unwrapped(original, update) { return found }
    return try compare(old, new)
  }

  private mutating func compare(
    _ original: RegistrySchema, _ update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    guard original.kind == update.kind else {
      let isAccepted =
        original.kind == .never || update.isEmpty || original.isConnectBytes && update.isConnectBytes
      return isAccepted ? RegistryFindings() : finding("TYPE_CHANGED")
    }
    var findings = RegistryFindings()
    for (place, type) in ["ID_CHANGED", "TITLE_CHANGED", "DESCRIPTION_CHANGED"].enumerated()
    where original.annotations[place] != update.annotations[place] {
      findings.add(finding(type))
    }
    try spend((original.defaultValue?.size ?? 0) / 20)
    if original.defaultValue != update.defaultValue { findings.add(finding("DEFAULT_CHANGED")) }
    switch original.kind {
    case .string: compareStrings(original, update, &findings)
    case .number: try compareNumbers(original, update, &findings)
    case .enumeration: try compareValues(original, update, &findings)
    case .constant: try compareConstants(original, update, &findings)
    case .negation:
      // The other way round, since the more is refused the less is accepted.
      let inner = try compare(update.parts[0], original.parts[0])
      findings.add(finding(inner.breaks ? "NOT_TYPE_EXTENDED" : "NOT_TYPE_NARROWED", "not"))
    case .combined: findings.add(try compareCombinations(original, update))
    case .object: findings.add(try compareObjects(original, update))
    case .array: findings.add(try compareArrays(original, update))
    case .empty, .always, .never, .boolean, .null, .conditional, .reference: break
    }
    return findings
  }

  /// Compares a combination with what is none by its members; nil where that does not settle it.
  private mutating func unwrapped(
    _ originalPlace: Int, _ updatePlace: Int
  ) throws(RegistryFailure) -> RegistryFindings? {
    let (original, update) = (schemas[originalPlace], schemas[updatePlace])
    switch (original.kind == .combined, update.kind == .combined) {
    case (false, true):
      guard update.parts.count == 1 || update.criterion != .allOf else { return nil }
      for part in update.parts {
        var findings = try compare(originalPlace, part)
        if findings.breaks { continue }
        if update.parts.count > 1 { findings.add(finding("SUM_TYPE_EXTENDED")) }
        return findings
      }
    case (true, false):
      guard original.parts.count == 1 || original.criterion == .allOf else { return nil }
      for part in original.parts {
        var findings = try compare(part, updatePlace)
        if findings.breaks { continue }
        if original.parts.count > 1 { findings.add(finding("PRODUCT_TYPE_NARROWED")) }
        return findings
      }
    default: break
    }
    return nil
  }

  /// How many schemas may stand inside one another where differences are listed.
  private static let deepest = 150
}

extension Node {
  /// How many values it holds, itself among them.
  fileprivate var size: Int { tape.entries[index].stride }
}

extension RegistrySchema {
  /// Whether it holds other schemas.
  fileprivate var isComposite: Bool {
    switch kind {
    case .array, .object, .combined, .negation, .reference: true
    default: false
    }
  }
}
