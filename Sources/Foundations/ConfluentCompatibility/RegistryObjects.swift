internal import Compatibility

extension RegistryComparison {
  mutating func compareObjects(
    _ original: RegistrySchema, _ update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    try spend((original.properties.count + update.properties.count) / 4)
    var findings = RegistryFindings()
    compareRequired(original, update, &findings)
    for (name, schema) in original.properties {
      if let other = update.properties[name] {
        findings.add(try compare(schema, other), under: "properties/\(name.string)")
      } else {
        findings.add(try removed(name, schema, from: update), under: "properties/\(name.string)")
      }
    }
    for (name, schema) in update.properties where original.properties[name] == nil {
      findings.add(
        try added(name, schema, to: original, isRequired: update.required.contains(name)),
        under: "properties/\(name.string)")
    }
    try compareDependencies(original, update, &findings)
    findings.add(
      try compareContents(original.additional, update.additional, "ADDITIONAL_PROPERTIES"),
      under: "additionalProperties")
    findings.add(try compareUnevaluated(original, update, "UNEVALUATED_PROPERTIES"), under: "unevaluatedProperties")
    compareLimits(original, update, &findings, in: 0..<2)
    return findings
  }

  /// Only names that both declare are asked for.
  private func compareRequired(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) {
    for (name, _) in original.properties {
      guard let other = update.properties[name] else { continue }
      switch (original.required.contains(name), update.required.contains(name)) {
      case (true, false): findings.add(finding("REQUIRED_ATTRIBUTE_REMOVED", "required/\(name.string)"))
      case (false, true):
        let effect = schemas[other].defaultValue == nil ? "ADDED" : "WITH_DEFAULT_ADDED"
        findings.add(finding("REQUIRED_ATTRIBUTE_\(effect)", "required/\(name.string)"))
      default: continue
      }
    }
  }

  /// Whether a schema says nothing of properties that it does not declare.
  private func isOpen(_ schema: RegistrySchema) -> Bool {
    schema.patterns.isEmpty && schema.additional == .anything && schema.unevaluated.map { schemas[$0].isEmpty } ?? true
  }

  /// What a schema says of a property that it does not declare: by a pattern, or by what it says of all others.
  private mutating func cover(of name: Text, in schema: RegistrySchema) throws(RegistryFailure) -> Int? {
    try spend(10 * schema.patterns.count)
    for (pattern, place) in schema.patterns {
      guard let matches = patterns.matches(pattern, name) else {
        throw RegistryFailure(reason: "the pattern \"\(pattern.string)\" cannot be matched here")
      }
      if matches { return place }
    }
    if case .schema(let place) = schema.additional { return place }
    return partial(schema)
  }

  /// The schema behind `unevaluatedProperties` or `unevaluatedItems` that lets some values in.
  func partial(_ schema: RegistrySchema) -> Int? {
    guard schema.additional == .anything, let place = schema.unevaluated else { return nil }
    return schemas[place].isEmpty || schemas[place].kind == .never ? nil : place
  }

  private mutating func removed(
    _ name: Text, _ schema: Int, from update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    if isOpen(update) { return finding("PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL") }
    guard let cover = try cover(of: name, in: update) else {
      return finding(
        schemas[schema].kind == .never
          ? "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL" : "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL")
    }
    var findings = try compare(schema, cover)
    findings.add(finding("PROPERTY_REMOVED_\(findings.coverage)_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"))
    return findings
  }

  private mutating func added(
    _ name: Text, _ schema: Int, to original: RegistrySchema, isRequired: Bool
  ) throws(RegistryFailure) -> RegistryFindings {
    let need =
      !isRequired
      ? "OPTIONAL_PROPERTY"
      : schemas[schema].defaultValue == nil ? "REQUIRED_PROPERTY" : "REQUIRED_PROPERTY_WITH_DEFAULT"
    if isOpen(original) {
      return schemas[schema].isEmpty
        ? finding("PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL")
        : finding("\(need)_ADDED_TO_OPEN_CONTENT_MODEL")
    }
    var findings = RegistryFindings()
    if let cover = try cover(of: name, in: original) {
      findings = try compare(cover, schema)
      findings.add(finding("PROPERTY_ADDED_\(findings.coverage)_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"))
    }
    findings.add(finding("\(need)_ADDED_TO_UNOPEN_CONTENT_MODEL"))
    return findings
  }

  private mutating func compareDependencies(
    _ original: RegistrySchema, _ update: RegistrySchema, _ findings: inout RegistryFindings
  ) throws(RegistryFailure) {
    for (name, old) in original.dependentNames {
      var effect = "REMOVED"
      if let new = update.dependentNames[name] {
        if new == old { continue }
        effect = new.isSuperset(of: old) ? "EXTENDED" : old.isSuperset(of: new) ? "NARROWED" : "CHANGED"
      }
      findings.add(finding("DEPENDENCY_ARRAY_\(effect)", "dependencies/\(name.string)"))
    }
    for (name, _) in update.dependentNames where original.dependentNames[name] == nil {
      findings.add(finding("DEPENDENCY_ARRAY_ADDED", "dependencies/\(name.string)"))
    }
    for (name, old) in original.dependentSchemas {
      if let new = update.dependentSchemas[name] {
        findings.add(try compare(old, new), under: "dependencies/\(name.string)")
      } else {
        findings.add(finding("DEPENDENCY_SCHEMA_REMOVED", "dependencies/\(name.string)"))
      }
    }
    for (name, _) in update.dependentSchemas where original.dependentSchemas[name] == nil {
      findings.add(finding("DEPENDENCY_SCHEMA_ADDED", "dependencies/\(name.string)"))
    }
  }

  /// Compares `additionalProperties` or `additionalItems`.
  mutating func compareContents(
    _ original: RegistrySchema.Content, _ update: RegistrySchema.Content, _ name: String
  ) throws(RegistryFailure) -> RegistryFindings {
    switch (original, update) {
    case (.nothing, .nothing), (.anything, .anything): return RegistryFindings()
    case (.nothing, _): return finding("\(name)_ADDED")
    case (_, .nothing): return finding("\(name)_REMOVED")
    case (.anything, .schema): return finding("\(name)_NARROWED")
    case (.schema, .anything): return finding("\(name)_EXTENDED")
    case (.schema(let old), .schema(let new)): return try compare(old, new)
    }
  }

  /// Compares `unevaluatedProperties` or `unevaluatedItems`.
  mutating func compareUnevaluated(
    _ original: RegistrySchema, _ update: RegistrySchema, _ name: String
  ) throws(RegistryFailure) -> RegistryFindings {
    func content(_ schema: RegistrySchema) -> RegistrySchema.Content {
      guard let place = schema.unevaluated else { return .anything }
      return schemas[place].kind == .never ? .nothing : schemas[place].isEmpty ? .anything : .schema(place)
    }
    return try compareContents(content(original), content(update), name)
  }
}

extension RegistryFindings {
  /// How the registry says whether what lets a value in accepts it.
  var coverage: String { breaks ? "NOT" : "IS" }
}
