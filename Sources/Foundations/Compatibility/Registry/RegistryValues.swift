internal import Documents

/// A keyword with a number, and what the registry calls its changes.
struct RegistryLimit {
  let keyword: String
  /// What stands before `_ADDED`, `_REMOVED`, `_INCREASED` and `_DECREASED`.
  let name: String

  init(_ keyword: String, _ name: String) {
    self.keyword = keyword
    self.name = name
  }

  static let string = [RegistryLimit("maxLength", "MAX_LENGTH"), RegistryLimit("minLength", "MIN_LENGTH")]
  static let number = [
    RegistryLimit("maximum", "MAXIMUM"), RegistryLimit("minimum", "MINIMUM"),
    RegistryLimit("exclusiveMaximum", "EXCLUSIVE_MAXIMUM"), RegistryLimit("exclusiveMinimum", "EXCLUSIVE_MINIMUM"),
  ]
  static let object = [
    RegistryLimit("maxProperties", "MAX_PROPERTIES"), RegistryLimit("minProperties", "MIN_PROPERTIES"),
  ]
  static let array = [RegistryLimit("maxItems", "MAX_ITEMS"), RegistryLimit("minItems", "MIN_ITEMS")]
  static let contains = [
    RegistryLimit("maxContains", "MAX_CONTAINS"), RegistryLimit("minContains", "MIN_CONTAINS"),
  ]
}

extension RegistryComparison {
  func compare(
    _ limits: [RegistryLimit], _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) {
    for limit in limits {
      let (old, new) = (original.limits[limit.keyword], update.limits[limit.keyword])
      guard old != new else { continue }
      let effect =
        switch (old, new) {
        case (nil, _): "ADDED"
        case (_, nil): "REMOVED"
        case (let old?, let new?): old < new ? "INCREASED" : "DECREASED"
        }
      findings.add(finding("\(limit.name)_\(effect)", limit.keyword))
    }
  }

  func compareStrings(_ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings) {
    compare(RegistryLimit.string, original, update, &findings)
    guard original.pattern != update.pattern else { return }
    let effect = original.pattern == nil ? "ADDED" : update.pattern == nil ? "REMOVED" : "CHANGED"
    findings.add(finding("PATTERN_\(effect)", "pattern"))
  }

  func compareNumbers(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    if let old = original.limits["exclusiveMaximum"], let new = update.limits["exclusiveMaximum"], new < old,
      update.limits["maximum"] == nil
    {
      // It takes the new maximum for the new exclusive one.
      throw RegistryFailure(reason: "the registry fails where exclusiveMaximum decreases and there is no maximum")
    }
    compare(RegistryLimit.number, original, update, &findings)
    try compareMultiples(original.limits["multipleOf"], update.limits["multipleOf"], &findings)
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
