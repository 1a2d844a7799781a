internal import Documents

/// Compares two schemas keyword by keyword, as the registry does.
///
/// A pair of schemas that leads to itself counts as compatible at first; if it turns out not to be, everything is
/// compared again without that belief, until none is left that was wrong.
struct RegistryComparison {
  let schemas: [RegistrySchema]
  let profile: RegistryProfile
  private var found: [Pair: RegistryFindings] = [:]
  private var open: Set<Pair> = []
  private var believed: Set<Pair> = []
  private var refuted: Set<Pair> = []
  private var steps = 1_500_000
  var names = PatternLibrary()

  private struct Pair: Hashable {
    let original: Int
    let update: Int
  }

  init(schemas: [RegistrySchema], profile: RegistryProfile) {
    self.schemas = schemas
    self.profile = profile
  }

  /// Compares the schemas at two places.
  ///
  /// - Throws: a `RegistryFailure` for what the registry fails on, or what is too much to follow.
  mutating func run(_ original: Int, _ update: Int) throws(RegistryFailure) -> RegistryFindings {
    while true {
      let known = refuted.count
      let findings = try compare(original, update)
      if refuted.count == known { return findings }
      found = [:]
      believed = []
    }
  }

  /// Counts work, and ends a comparison that has become too much.
  mutating func spend(_ cost: Int = 1) throws(RegistryFailure) {
    steps -= cost
    guard steps > 0 else {
      throw RegistryFailure(reason: "the schemas have more pairs of parts than are followed here")
    }
  }

  func finding(_ type: String, _ path: String = "") -> RegistryFindings {
    RegistryFindings(differences: [(type, path)], breaks: !profile.allows(type))
  }

  /// A reference stands for what it leads to, but not for what a further one leads to.
  private func normalized(_ place: Int) -> Int {
    schemas[place].kind == .reference ? schemas[place].parts[0] : place
  }

  mutating func compare(_ original: Int?, _ update: Int?) throws(RegistryFailure) -> RegistryFindings {
    guard let original else { return update == nil ? RegistryFindings() : finding("SCHEMA_ADDED") }
    guard let update else { return finding("SCHEMA_REMOVED") }
    let pair = Pair(original: normalized(original), update: normalized(update))
    if let known = found[pair] {
      try spend(1 + known.differences.count)
      return known
    }
    guard !open.contains(pair) else {
      if refuted.contains(pair) { return RegistryFindings(breaks: true) }
      believed.insert(pair)
      return RegistryFindings()
    }
    guard open.count < Self.deepest else {
      throw RegistryFailure(reason: "the schemas are nested deeper than is followed here")
    }
    open.insert(pair)
    let findings = try compare(schemas[pair.original], schemas[pair.update], pair)
    open.remove(pair)
    try spend(1 + findings.differences.count)
    if findings.breaks, believed.contains(pair) { refuted.insert(pair) }
    if schemas[pair.original].isComposite || schemas[pair.update].isComposite { found[pair] = findings }
    return findings
  }

  private mutating func compare(
    _ original: RegistrySchema, _ update: RegistrySchema, _ pair: Pair
  ) throws(RegistryFailure) -> RegistryFindings {
    if let findings = try unwrapped(original, update, pair) { return findings }
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
    if original.defaultValue != update.defaultValue { findings.add(finding("DEFAULT_CHANGED")) }
    switch original.kind {
    case .string: compareStrings(original, update, &findings)
    case .number: try compareNumbers(original, update, &findings)
    case .enumeration: compareValues(original, update, &findings)
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
    _ original: RegistrySchema, _ update: RegistrySchema, _ pair: Pair
  ) throws(RegistryFailure) -> RegistryFindings? {
    switch (original.kind == .combined, update.kind == .combined) {
    case (false, true):
      guard update.parts.count == 1 || update.criterion != .allOf else { return nil }
      for part in update.parts {
        var findings = try compare(pair.original, part)
        if findings.breaks { continue }
        if update.parts.count > 1 { findings.add(finding("SUM_TYPE_EXTENDED")) }
        return findings
      }
    case (true, false):
      guard original.parts.count == 1 || original.criterion == .allOf else { return nil }
      for part in original.parts {
        var findings = try compare(part, pair.update)
        if findings.breaks { continue }
        if original.parts.count > 1 { findings.add(finding("PRODUCT_TYPE_NARROWED")) }
        return findings
      }
    default: break
    }
    return nil
  }

  /// How many schemas may stand inside one another.
  private static let deepest = 200
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
