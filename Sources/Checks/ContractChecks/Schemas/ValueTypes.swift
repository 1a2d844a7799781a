internal import Documents
internal import JSONSchema

/// The types of values that a schema leaves possible, by the names of `type`; `number` holds `integer`.
struct ValueTypes: OptionSet, Hashable {
  let rawValue: Int

  static let null = ValueTypes(rawValue: 1)
  static let boolean = ValueTypes(rawValue: 2)
  static let integer = ValueTypes(rawValue: 4)
  static let fraction = ValueTypes(rawValue: 8)
  static let string = ValueTypes(rawValue: 16)
  static let array = ValueTypes(rawValue: 32)
  static let object = ValueTypes(rawValue: 64)
  static let number: ValueTypes = [.integer, .fraction]
  static let all: ValueTypes = [.null, .boolean, .integer, .fraction, .string, .array, .object]

  private static let names: [(String, ValueTypes)] = [
    ("null", .null), ("boolean", .boolean), ("number", .number), ("integer", .integer), ("string", .string),
    ("array", .array), ("object", .object),
  ]

  /// The types that a schema's own `type` allows.
  init(typesOf schema: Subschema) {
    guard let value = schema[.type] else {
      self = .all
      return
    }
    let named = (value.array.map { Array($0) } ?? [value]).compactMap(\.string)
    self = named.reduce(into: []) { types, name in
      types.formUnion(Self.names.first { $0.0 == name }?.1 ?? .all)
    }
  }

  /// The types that a schema and all that has to hold beside it allow.
  init(possibleIn schema: Subschema) {
    var types = ValueTypes(typesOf: schema)
    for node in schema.subschemas(of: .allOf) { types.formIntersection(ValueTypes(typesOf: schema.inside(node))) }
    self = types
  }

  init(rawValue: Int) { self.rawValue = rawValue }

  /// The types that a keyword looks at; all of them for one that looks at any value.
  init(lookedAtBy keyword: Keyword) {
    switch keyword {
    case .multipleOf, .maximum, .minimum, .exclusiveMaximum, .exclusiveMinimum: self = .number
    case .maxLength, .minLength, .pattern, .contentEncoding, .contentMediaType, .contentSchema: self = .string
    case .maxItems, .minItems, .uniqueItems, .items, .prefixItems, .additionalItems, .contains, .minContains,
      .maxContains, .unevaluatedItems:
      self = .array
    case .maxProperties, .minProperties, .required, .properties, .patternProperties, .additionalProperties,
      .propertyNames, .dependencies, .dependentRequired, .dependentSchemas, .unevaluatedProperties:
      self = .object
    default: self = .all
    }
  }

  var words: String { Self.names.filter { isSuperset(of: $0.1) }.map(\.0).joined(separator: ", ") }
}
