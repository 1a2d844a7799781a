internal import Compatibility
internal import Documents

/// A schema as the registry's library (everit) holds it: one kind, and what is asked of values of that kind.
///
/// A schema with keywords for several kinds is an `allOf` of one schema for each.
final class RegistrySchema {
  /// Two schemas of different kinds are two different things, whatever they accept.
  enum Kind {
    /// `{}`
    case empty
    /// `true`
    case always
    /// `false`
    case never
    case string, number, boolean, null, array, object
    case enumeration, constant, negation, conditional
    case combined
    case reference
  }

  enum Criterion: String {
    case allOf, anyOf, oneOf
  }

  /// What may stand behind what is declared.
  enum Content: Equatable {
    case anything
    case nothing
    case schema(Int)
  }

  let kind: Kind
  /// `id`, `title` and `description`.
  var annotations: [String?] = [nil, nil, nil]
  var defaultValue: Node?
  /// Whether a Kafka Connect converter takes it for bytes.
  var isConnectBytes = false

  // MARK: Combinations

  let criterion: Criterion
  /// An `allOf` that stands for the parts of one schema.
  var isMadeUp = false
  /// Whether it is read by draft 2019-09 or later.
  var isModern: Bool
  /// The schemas that are combined, the one that is negated, the target of a reference.
  var parts: [Int]

  // MARK: Values

  /// The numbers behind the keywords of `RegistryLimit.all(of:)`.
  var limits: [Number?]
  /// What stands behind `multipleOf`.
  var factor: Number?
  var isInteger = false
  var pattern: Text?
  let values: [Node]

  // MARK: Arrays

  var isUnique = false
  /// The schema of all items.
  var items: Int?
  var tuple: [Int] = []
  /// `additionalItems`, or `additionalProperties`.
  var additional = Content.anything
  /// `unevaluatedItems`, or `unevaluatedProperties`.
  var unevaluated: Int?

  // MARK: Objects

  var properties = NamedValues<Int>()
  var patterns: [(pattern: Text, schema: Int)] = []
  var required: Set<Text> = []
  var dependentNames = NamedValues<Set<Text>>()
  var dependentSchemas = NamedValues<Int>()

  init(
    _ kind: Kind = .empty, _ criterion: Criterion = .allOf, parts: [Int] = [], values: [Node] = [],
    isModern: Bool = false
  ) {
    self.kind = kind
    self.criterion = criterion
    self.parts = parts
    self.values = values
    self.isModern = isModern
    limits = RegistryLimit.all(of: kind).map { _ in nil }
  }

  /// The number behind a keyword.
  func limit(_ keyword: String) -> Number? { place(keyword).flatMap { limits[$0] } }

  func setLimit(_ keyword: String, _ number: Number?) {
    if let place = place(keyword) { limits[place] = number }
  }

  private func place(_ keyword: String) -> Int? {
    RegistryLimit.all(of: kind).firstIndex { $0.keyword == keyword }
  }

  var isEmpty: Bool { kind == .empty || kind == .always }
}

/// Values by name, in the order of the text.
struct NamedValues<Value>: Sequence {
  private var members: [(name: Text, value: Value)] = []
  private var places: [Text: Int] = [:]

  var count: Int { members.count }

  subscript(name: Text) -> Value? { places[name].map { members[$0].value } }

  mutating func append(_ name: Text, _ value: Value) {
    places[name] = members.count
    members.append((name, value))
  }

  func makeIterator() -> IndexingIterator<[(name: Text, value: Value)]> { members.makeIterator() }
}
