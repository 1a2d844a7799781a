/// A keyword of any draft.
package enum Keyword: String, Sendable, CaseIterable {
  case id4 = "id"
  case id = "$id"
  case schema = "$schema"
  case ref = "$ref"
  case anchor = "$anchor"
  case dynamicRef = "$dynamicRef"
  case dynamicAnchor = "$dynamicAnchor"
  case recursiveRef = "$recursiveRef"
  case recursiveAnchor = "$recursiveAnchor"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"
  case definitions
  case type
  case const
  case `enum`
  case multipleOf
  case maximum
  case exclusiveMaximum
  case minimum
  case exclusiveMinimum
  case maxLength
  case minLength
  case pattern
  case format
  case contentEncoding
  case contentMediaType
  case contentSchema
  case maxItems
  case minItems
  case uniqueItems
  case maxProperties
  case minProperties
  case required
  case dependentRequired
  case allOf
  case anyOf
  case oneOf
  case not
  case `if`
  case then
  case `else`
  case dependencies
  case dependentSchemas
  case propertyNames
  case properties
  case patternProperties
  case additionalProperties
  case prefixItems
  case items
  case additionalItems
  case contains
  case maxContains
  case minContains
  case title
  case description
  case `default`
  case deprecated
  case readOnly
  case writeOnly
  case examples
  case unevaluatedItems
  case unevaluatedProperties

  /// The drafts in which it means something.
  ///
  /// `definitions` and `dependencies` were replaced in 2019-09 and go on working (2019-09, validation, appendix A).
  package var drafts: ClosedRange<Draft> {
    switch self {
    case .id4: .draft4...(.draft4)
    case .id, .const, .contains, .propertyNames, .examples: .draft6...(.draft2020)
    case .comment, .if, .then, .else, .readOnly, .writeOnly, .contentEncoding, .contentMediaType:
      .draft7...(.draft2020)
    case .anchor, .vocabulary, .defs, .dependentRequired, .dependentSchemas, .maxContains, .minContains,
      .unevaluatedItems, .unevaluatedProperties, .deprecated, .contentSchema:
      .draft2019...(.draft2020)
    case .recursiveRef, .recursiveAnchor: .draft2019...(.draft2019)
    case .dynamicRef, .dynamicAnchor, .prefixItems: .draft2020...(.draft2020)
    case .additionalItems: .draft4...(.draft2019)
    default: .draft4...(.draft2020)
    }
  }

  var vocabulary: Vocabularies {
    switch self {
    case .id4, .id, .schema, .ref, .anchor, .dynamicRef, .dynamicAnchor, .recursiveRef, .recursiveAnchor, .vocabulary,
      .comment, .defs, .definitions:
      .core
    case .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependencies, .dependentSchemas, .propertyNames,
      .properties, .patternProperties, .additionalProperties, .prefixItems, .items, .additionalItems, .contains:
      .applicator
    case .unevaluatedItems, .unevaluatedProperties: .unevaluated
    case .format: .formatAnnotation
    case .contentEncoding, .contentMediaType, .contentSchema: .content
    case .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples: .metaData
    default: .validation
    }
  }

  /// Where subschemas stand in the keyword's value.
  package enum Shape: Sendable {
    case none
    case schema
    case array
    case schemaOrArray
    case map
    /// A schema, or an array of property names, by property name.
    case dependencies
  }

  package var shape: Shape {
    switch self {
    case .not, .if, .then, .else, .propertyNames, .additionalProperties, .additionalItems, .contains,
      .unevaluatedItems, .unevaluatedProperties, .contentSchema:
      .schema
    case .allOf, .anyOf, .oneOf, .prefixItems: .array
    case .items: .schemaOrArray
    case .defs, .definitions, .properties, .patternProperties, .dependentSchemas: .map
    case .dependencies: .dependencies
    default: .none
    }
  }
}

extension Keyword {
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The keyword of a name.
  package init?(name: String) {
    guard let keyword = Self.byName[name] else { return nil }
    self = keyword
  }
}
