internal import Documents

/// Compares two schemas keyword by keyword, as the registry does.
///
/// First it is decided which pairs of schemas break: all count as compatible until something in them is found that
/// is not, and whatever rests on such a pair is looked at again. Then the differences are listed from the outermost
/// pair inwards. Neither depends on how deep schemas stand inside one another, or whether they lead back.
struct RegistryComparison {
  let schemas: [RegistrySchema]
  let profile: RegistryProfile
  var names = PatternLibrary()
  private var steps = 4_000_000
  /// Whether a pair breaks, as far as it is known.
  private var breaks: [Pair: Bool] = [:]
  /// The pairs that rest on one.
  private var dependents: [Pair: [Pair]] = [:]
  private var waiting: [Pair] = []
  private var isWaiting: Set<Pair> = []
  /// The pair that is being decided, nil once all are.
  private var current: Pair?
  private var listed: [Pair: RegistryFindings] = [:]
  private var open: Set<Pair> = []

  private struct Pair: Hashable {
    let original: Int32
    let update: Int32

    init(_ original: Int, _ update: Int) {
      self.original = Int32(original)
      self.update = Int32(update)
    }
  }

  init(schemas: [RegistrySchema], profile: RegistryProfile) {
    self.schemas = schemas
    self.profile = profile
  }

  /// Compares the schemas at two places.
  ///
  /// - Throws: a `RegistryFailure` for what the registry fails on, or what is too much to follow.
  mutating func run(_ original: Int, _ update: Int) throws(RegistryFailure) -> RegistryFindings {
    let root = Pair(normalized(original), normalized(update))
    breaks[root] = false
    wait(root)
    var position = 0
    while position < waiting.count {
      let pair = waiting[position]
      position += 1
      isWaiting.remove(pair)
      guard breaks[pair] == false else { continue }
      current = pair
      guard try findings(of: pair).breaks else { continue }
      breaks[pair] = true
      for dependent in dependents[pair] ?? [] where breaks[dependent] == false { wait(dependent) }
    }
    current = nil
    return try compare(original, update)
  }

  private mutating func wait(_ pair: Pair) {
    if isWaiting.insert(pair).inserted { waiting.append(pair) }
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

  /// What is found between two schemas; while it is being decided what breaks, only whether they do.
  mutating func compare(_ original: Int?, _ update: Int?) throws(RegistryFailure) -> RegistryFindings {
    guard let original else { return update == nil ? RegistryFindings() : finding("SCHEMA_ADDED") }
    guard let update else { return finding("SCHEMA_REMOVED") }
    let pair = Pair(normalized(original), normalized(update))
    try spend()
    let (old, new) = (schemas[Int(pair.original)], schemas[Int(pair.update)])
    guard old.isComposite || new.isComposite else { return try compare(old, new, pair) }
    if let current {
      if dependents[pair]?.last != current { dependents[pair, default: []].append(current) }
      if let known = breaks[pair] { return RegistryFindings(breaks: known) }
      breaks[pair] = false
      wait(pair)
      return RegistryFindings()
    }
    let isBreaking = breaks[pair] ?? false
    if let known = listed[pair] { return known }
    // What leads back or stands very deep is not listed again.
    guard open.count < Self.deepest, open.insert(pair).inserted else { return RegistryFindings(breaks: isBreaking) }
    var found = try findings(of: pair)
    open.remove(pair)
    found.breaks = isBreaking
    try spend(found.differences.count)
    listed[pair] = found
    return found
  }

  private mutating func findings(of pair: Pair) throws(RegistryFailure) -> RegistryFindings {
    try compare(schemas[Int(pair.original)], schemas[Int(pair.update)], pair)
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
    _ original: RegistrySchema, _ update: RegistrySchema, _ pair: Pair
  ) throws(RegistryFailure) -> RegistryFindings? {
    switch (original.kind == .combined, update.kind == .combined) {
    case (false, true):
      guard update.parts.count == 1 || update.criterion != .allOf else { return nil }
      for part in update.parts {
        var findings = try compare(Int(pair.original), part)
        if findings.breaks { continue }
        if update.parts.count > 1 { findings.add(finding("SUM_TYPE_EXTENDED")) }
        return findings
      }
    case (true, false):
      guard original.parts.count == 1 || original.criterion == .allOf else { return nil }
      for part in original.parts {
        var findings = try compare(part, Int(pair.update))
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
