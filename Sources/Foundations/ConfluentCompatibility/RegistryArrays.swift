extension RegistryComparison {
  mutating func compareArrays(
    _ original: RegistrySchema, _ update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    var findings = RegistryFindings()
    findings.add(try compare(original.items, update.items), under: "items")
    for place in 0..<max(original.tuple.count, update.tuple.count) {
      let inner =
        switch (place < original.tuple.count, place < update.tuple.count) {
        case (true, true): try compare(original.tuple[place], update.tuple[place])
        case (true, false): try removed(original.tuple[place], from: update)
        default: try added(update.tuple[place], to: original)
        }
      findings.add(inner, under: "items/\(place)")
    }
    findings.add(
      try compareContents(original.additional, update.additional, "ADDITIONAL_ITEMS"), under: "additionalItems")
    findings.add(try compareUnevaluated(original, update, "UNEVALUATED_ITEMS"), under: "unevaluatedItems")
    compareLimits(original, update, &findings, in: 0..<2)
    if original.isUnique != update.isUnique {
      findings.add(finding("UNIQUE_ITEMS_\(original.isUnique ? "REMOVED" : "ADDED")", "uniqueItems"))
    }
    compareLimits(original, update, &findings, in: 2..<4)
    return findings
  }

  /// Whether a schema says nothing of items behind those that it lists; a schema of all items does not count.
  private func isOpen(_ schema: RegistrySchema) -> Bool {
    schema.additional == .anything && schema.unevaluated.map { schemas[$0].isEmpty } ?? true
  }

  private func cover(_ schema: RegistrySchema) -> Int? {
    if case .schema(let place) = schema.additional { return place }
    return partial(schema)
  }

  private mutating func removed(
    _ schema: Int, from update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    if isOpen(update) { return finding("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL") }
    guard let cover = cover(update) else {
      return finding(
        schemas[schema].kind == .never
          ? "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL" : "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL")
    }
    var findings = try compare(schema, cover)
    findings.add(finding("ITEM_REMOVED_\(findings.coverage)_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"))
    return findings
  }

  private mutating func added(
    _ schema: Int, to original: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    if isOpen(original) {
      return finding(
        schemas[schema].isEmpty
          ? "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL" : "ITEM_ADDED_TO_OPEN_CONTENT_MODEL")
    }
    guard let cover = cover(original) else { return finding("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL") }
    var findings = try compare(cover, schema)
    findings.add(finding("ITEM_ADDED_\(findings.coverage)_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"))
    return findings
  }
}
