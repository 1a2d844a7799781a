internal import Documents

/// A keyword with a number, and what the registry calls its changes.
struct RegistryLimit {
  let keyword: String
  let added: String
  let removed: String
  let increased: String
  let decreased: String

  init(_ keyword: String, _ name: String) {
    self.keyword = keyword
    added = name + "_ADDED"
    removed = name + "_REMOVED"
    increased = name + "_INCREASED"
    decreased = name + "_DECREASED"
  }

  /// The keywords of a kind, in the order in which they are compared.
  static func all(of kind: RegistrySchema.Kind) -> [RegistryLimit] {
    switch kind {
    case .string: string
    case .number: number
    case .array: array
    case .object: object
    default: []
    }
  }

  private static let string = [RegistryLimit("maxLength", "MAX_LENGTH"), RegistryLimit("minLength", "MIN_LENGTH")]
  private static let number = [
    RegistryLimit("maximum", "MAXIMUM"), RegistryLimit("minimum", "MINIMUM"),
    RegistryLimit("exclusiveMaximum", "EXCLUSIVE_MAXIMUM"), RegistryLimit("exclusiveMinimum", "EXCLUSIVE_MINIMUM"),
  ]
  private static let array = [
    RegistryLimit("maxItems", "MAX_ITEMS"), RegistryLimit("minItems", "MIN_ITEMS"),
    RegistryLimit("maxContains", "MAX_CONTAINS"), RegistryLimit("minContains", "MIN_CONTAINS"),
  ]
  private static let object = [
    RegistryLimit("maxProperties", "MAX_PROPERTIES"), RegistryLimit("minProperties", "MIN_PROPERTIES"),
  ]
}

extension RegistryComparison {
  /// Compares the limits of a kind, or some of them.
  func compareLimits(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings, in range: Range<Int>
  ) {
    let limits = RegistryLimit.all(of: original.kind)
    for place in range {
      switch (original.limits[place], update.limits[place]) {
      case (nil, nil): continue
      case (nil, _): findings.add(finding(limits[place].added, limits[place].keyword))
      case (_, nil): findings.add(finding(limits[place].removed, limits[place].keyword))
      case (let old?, let new?):
        guard old != new else { continue }
        findings.add(finding(old < new ? limits[place].increased : limits[place].decreased, limits[place].keyword))
      }
    }
  }

  func compareStrings(_ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings) {
    compareLimits(original, update, &findings, in: 0..<2)
    guard original.pattern != update.pattern else { return }
    let effect = original.pattern == nil ? "ADDED" : update.pattern == nil ? "REMOVED" : "CHANGED"
    findings.add(finding("PATTERN_\(effect)", "pattern"))
  }

  func compareNumbers(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    if let old = original.limit("exclusiveMaximum"), let new = update.limit("exclusiveMaximum"), new < old,
      update.limit("maximum") == nil
    {
      // It takes the new maximum for the new exclusive one.
      throw RegistryFailure(reason: "the registry fails where exclusiveMaximum decreases and there is no maximum")
    }
    compareLimits(original, update, &findings, in: 0..<4)
    try compareMultiples(original.factor, update.factor, &findings)
    guard original.isInteger != update.isInteger else { return }
    findings.add(finding(original.isInteger ? "TYPE_EXTENDED" : "TYPE_NARROWED"))
  }

  /// Compares the integers of two factors, the fractions cut off.
  private func compareMultiples(
    _ original: Number?, _ update: Number?, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    guard original != update else { return }
    let effect: String
    switch (original.map(Self.integer), update.map(Self.integer)) {
    case (nil, _): effect = "ADDED"
    case (_, nil): effect = "REMOVED"
    case (let old?, let new?):
      guard old != 0 else { throw Self.divisionByZero }
      if new.remainderReportingOverflow(dividingBy: old).partialValue == 0 {
        effect = "EXPANDED"
      } else {
        guard new != 0 else { throw Self.divisionByZero }
        effect = old.remainderReportingOverflow(dividingBy: new).partialValue == 0 ? "REDUCED" : "CHANGED"
      }
    }
    findings.add(finding("MULTIPLE_OF_\(effect)", "multipleOf"))
  }

  private static let divisionByZero = RegistryFailure(
    reason: "the registry divides by the integer part of multipleOf, which is 0")

  private static func integer(_ number: Number) -> Int32 {
    Int32(truncatingIfNeeded: number.int ?? number.double.flatMap { Int(exactly: $0.rounded(.towardZero)) } ?? 0)
  }

  mutating func compareValues(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    try spend((original.values.count + update.values.count) / 4)
    let (old, new) = (Set(original.values), Set(update.values))
    guard old != new else { return }
    let effect = new.isSuperset(of: old) ? "EXTENDED" : old.isSuperset(of: new) ? "NARROWED" : "CHANGED"
    findings.add(finding("ENUM_ARRAY_\(effect)", "enum"))
  }

  func compareConstants(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    if original.isModern, original.values[0].isNull {
      throw RegistryFailure(reason: "the registry fails on the const null of draft 2019-09 and later")
    }
    if original.values != update.values { findings.add(finding("ENUM_ARRAY_CHANGED", "const")) }
  }
}
