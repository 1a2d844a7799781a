internal import JSONSchema

/// Keywords that mean something only together, and so change together.
struct KeywordGroup {
  /// The name that codes of changes begin with.
  let name: String
  let keywords: [Keyword]

  /// All groups; every keyword that asks something of values is in one.
  static let all = [
    KeywordGroup(name: "reference", keywords: [.ref, .dynamicRef, .recursiveRef]),
    KeywordGroup(name: "type", keywords: [.type]),
    KeywordGroup(name: "const", keywords: [.const]),
    KeywordGroup(name: "enum", keywords: [.enum]),
    KeywordGroup(name: "minimum", keywords: [.minimum, .exclusiveMinimum]),
    KeywordGroup(name: "maximum", keywords: [.maximum, .exclusiveMaximum]),
    KeywordGroup(name: "multiple-of", keywords: [.multipleOf]),
    KeywordGroup(name: "min-length", keywords: [.minLength]),
    KeywordGroup(name: "max-length", keywords: [.maxLength]),
    KeywordGroup(name: "pattern", keywords: [.pattern]),
    KeywordGroup(name: "format", keywords: [.format]),
    KeywordGroup(name: "min-items", keywords: [.minItems]),
    KeywordGroup(name: "max-items", keywords: [.maxItems]),
    KeywordGroup(name: "unique-items", keywords: [.uniqueItems]),
    KeywordGroup(name: "items", keywords: [.prefixItems, .items, .additionalItems]),
    KeywordGroup(name: "contains", keywords: [.contains, .minContains, .maxContains]),
    KeywordGroup(name: "min-properties", keywords: [.minProperties]),
    KeywordGroup(name: "max-properties", keywords: [.maxProperties]),
    KeywordGroup(name: "required", keywords: [.required]),
    properties,
    KeywordGroup(name: "property-names", keywords: [.propertyNames]),
    KeywordGroup(name: "dependencies", keywords: [.dependencies, .dependentRequired, .dependentSchemas]),
    KeywordGroup(name: "all-of", keywords: [.allOf]),
    KeywordGroup(name: "any-of", keywords: [.anyOf]),
    KeywordGroup(name: "one-of", keywords: [.oneOf]),
    KeywordGroup(name: "not", keywords: [.not]),
    KeywordGroup(name: "condition", keywords: [.if, .then, .else]),
    unevaluated,
  ]

  static let properties = KeywordGroup(
    name: "properties", keywords: [.properties, .patternProperties, .additionalProperties])
  /// What is left over depends on all other keywords.
  static let unevaluated = KeywordGroup(
    name: "unevaluated", keywords: [.unevaluatedProperties, .unevaluatedItems])

  /// Keywords that ask nothing of values; a change of one breaks nobody.
  static let annotations: [Keyword] = [
    .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples, .contentEncoding,
    .contentMediaType, .contentSchema, .comment,
  ]
}
