import Documents
import RegularExpressions

/// The values of an `enum`, so arranged that a look-up costs little however many there are.
struct Enumeration: Sendable {
  let values: [Node]
  /// The kinds that occur.
  let kinds: Kinds
  /// The strings, by their bytes.
  let strings: KeyMap
  /// The values that are no strings, when they are many.
  let others: Set<Node>
  /// The values that are no strings, when they are few.
  let few: [Node]

  init(_ values: some Sequence<Node>) {
    self.values = Array(values)
    var kinds: Kinds = []
    var strings = KeyMap.Builder()
    var others: [Node] = []
    for value in self.values {
      kinds.insert(Kinds(rawValue: 1 << UInt8(value.tape.entries[value.index].kind.rawValue)))
      if value.kind == .string {
        _ = value.withText { text in strings.insert(text) }
      } else if value.kind != .null {
        others.append(value)
      }
    }
    self.kinds = kinds
    self.strings = strings.finish()
    self.others = others.count > 8 ? Set(others) : []
    few = others.count > 8 ? [] : others
  }

  func contains(_ tape: Tape, _ index: Int) -> Bool {
    let entry = tape.entries[index]
    guard kinds.contains(Kinds(rawValue: 1 << UInt8(entry.kind.rawValue))) else { return false }
    switch entry.kind {
    case .null: return true
    case .string: return tape.withText(of: entry) { strings.find($0) } >= 0
    default:
      let node = Node(tape: tape, index: index)
      return others.isEmpty ? few.contains(node) : others.contains(node)
    }
  }
}

/// What `properties`, `patternProperties`, `additionalProperties`, `required` and `propertyNames` ask of an object.
struct PropertyTable: Sendable {
  /// The keys that are named; each has a place in `slots`.
  var keys = KeyMap.Builder().finish()
  var slots: [Slot] = []
  /// The patterns with their schemas.
  var patterns: [(pattern: Int32, schema: Int32)] = []
  /// The schema of the members that nothing else names; −1 without one.
  var additional: Int32 = -1
  /// The schema of the keys; −1 without one.
  var names: Int32 = -1
  /// How many slots are required.
  var required: Int32 = 0

  struct Slot: BitwiseCopyable, Sendable {
    /// −1 without a schema.
    var schema: Int32
    var isRequired: Bool
  }
}

/// What `dependentRequired`, `dependentSchemas` or `dependencies` ask where a key is present.
struct DependencyTable: Sendable {
  var dependencies: [Dependency] = []

  struct Dependency: Sendable {
    let key: String
    /// The keys that have to be there, too.
    var required: [String] = []
    /// The schema that the object has to fit; −1 without one.
    var schema: Int32 = -1
  }
}

/// A regular expression, or what it comes to where it needs no engine.
struct Pattern: Sendable {
  let expression: RegularExpression

  init(_ expression: RegularExpression) {
    self.expression = expression
  }

  /// The expression as the schema has it.
  var text: String { expression.pattern }
}
