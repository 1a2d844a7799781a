/// One assertion or applicator of a compiled schema; what its operands mean depends on the operation.
struct Instruction: BitwiseCopyable, Sendable {
  var operation: Operation
  /// An index into a table of the program, a schema, or a count.
  var first: Int32 = 0
  var second: Int32 = 0
  var third: Int32 = 0
  /// The place of the keyword's value on the tape of its document.
  var keyword: Int32 = 0

  enum Operation: UInt8, Sendable {
    /// `first`: the set of `Kinds`.
    case type
    /// `first`: a value.
    case const
    /// `first`: an enumeration.
    case enumeration
    /// `first`: a number.
    case multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum
    /// `first`: a count.
    case maxLength, minLength, maxItems, minItems, maxProperties, minProperties
    /// `first`: a pattern.
    case pattern
    case uniqueItems
    /// `first`: a format; `second`: 1 when it is asserted.
    case format
    /// `first`: 1 for base64; `second`: 1 for JSON; `third`: 1 when it is asserted.
    case content
    /// `first`: a set of keys.
    case required
    /// `first`: a dependency table.
    case dependentRequired, dependentSchemas, dependencies
    /// `first`: a schema.
    case reference, not, propertyNames, unevaluatedProperties, unevaluatedItems
    /// `first`: the schema that the reference leads to by itself; `second`: a dynamic name.
    case dynamicReference
    /// `first`: the schema that the reference leads to by itself.
    case recursiveReference
    /// `first`: a list of schemas.
    case allOf, anyOf, oneOf, prefixItems
    /// `first`, `second`, `third`: schemas, −1 where there is none.
    case conditional
    /// `first`: a property table.
    case properties, patternProperties, additionalProperties, object
    /// `first`: a schema; `second`: the place of the first item it is for.
    case items
    /// `first`: a schema; `second`, `third`: the least and the largest number of items, −1 for any.
    case contains
    /// `first`: a keyword's value that is an annotation and nothing else.
    case annotation, textAnnotation
  }
}

/// The kinds of values that a `type` allows.
struct Kinds: OptionSet, BitwiseCopyable, Sendable {
  let rawValue: UInt8

  /// The bit of each kind is that of its raw value on the tape.
  static let null = Kinds(rawValue: 1)
  static let boolean = Kinds(rawValue: 2)
  static let number = Kinds(rawValue: 4)
  static let string = Kinds(rawValue: 8)
  static let array = Kinds(rawValue: 16)
  static let object = Kinds(rawValue: 32)
  /// Numbers without a fraction, where `number` is not in the set.
  static let integer = Kinds(rawValue: 64)
  /// As `integer`, but 1.0 is none (draft 4).
  static let integerNotation = Kinds(rawValue: 128)

  static let any: Kinds = [.null, .boolean, .number, .string, .array, .object]

  static let names: [(String, Kinds)] = [
    ("null", .null), ("boolean", .boolean), ("number", .number), ("string", .string), ("array", .array),
    ("object", .object), ("integer", .integer),
  ]
}
