import Documents

/// What is wrong with a value, in words.
enum Messages {
  /// A text in quotes, cut where it is long.
  static func quoted(_ text: String) -> String { shown(.string(text)) }

  /// A value as JSON, cut where it is long.
  static func shown(_ value: Node) -> String {
    let length = 60
    switch value.kind {
    case .array, .object: return value.kind.phrase
    default:
      let isLong = value.withText { $0.count > 4 * length } ?? false
      let text = isLong ? value.start(length) : value.json()
      guard text.unicodeScalars.count > length else { return text }
      return String(String.UnicodeScalarView(text.unicodeScalars.prefix(length))) + "…"
    }
  }

  static func never(_ path: [String]) -> String {
    switch path.last {
    case "items", "additionalItems", "unevaluatedItems": "no further item is allowed here"
    case "propertyNames": "no property is allowed here"
    default: "nothing is allowed here"
    }
  }

  static func oneOf(_ fitting: [Int], of count: Int) -> String {
    if fitting.isEmpty { return "this fits none of the \(count) alternatives" }
    return "this fits \(fitting.count) of the alternatives, expected exactly one: \(list(fitting.map(String.init)))"
  }

  static func missing(_ names: [String]) -> String {
    let isOne = names.count == 1
    return "the propert\(isOne ? "y" : "ies") \(list(names.map(quoted))) \(isOne ? "is" : "are") missing"
  }

  static func contains(_ count: Int, least: Int, most: Int) -> String {
    let found = count == 0 ? "no item fits" : "\(count) item\(count == 1 ? " fits" : "s fit")"
    return count < least
      ? "\(found) \"contains\", expected at least \(least)" : "\(found) \"contains\", expected at most \(most)"
  }

  static func failure(of instruction: Instruction, _ program: Program, _ value: Node) -> String {
    let operand = Int(instruction.first)
    let entry = value.tape.entries[value.index]
    switch instruction.operation {
    case .type: return type(Kinds(rawValue: UInt8(truncatingIfNeeded: operand)), value)
    case .const: return "this is \(shown(value)), expected \(shown(program.values[operand]))"
    case .enumeration: return enumeration(program.enumerations[operand].values, value)
    case .multipleOf: return "\(shown(value)) is no multiple of \(shown(.number(program.numbers[operand])))"
    case .maximum: return "\(shown(value)) is over the maximum, \(shown(.number(program.numbers[operand])))"
    case .minimum: return "\(shown(value)) is under the minimum, \(shown(.number(program.numbers[operand])))"
    case .exclusiveMaximum: return "\(shown(value)) is not less than \(shown(.number(program.numbers[operand])))"
    case .exclusiveMinimum: return "\(shown(value)) is not over \(shown(.number(program.numbers[operand])))"
    case .maxLength: return "\(characters(value, entry)), expected at most \(operand)"
    case .minLength: return "\(characters(value, entry)), expected at least \(operand)"
    case .maxItems: return "this has \(count(entry, "item")), expected at most \(operand)"
    case .minItems: return "this has \(count(entry, "item")), expected at least \(operand)"
    case .maxProperties: return "this has \(count(entry, "property")), expected at most \(operand)"
    case .minProperties: return "this has \(count(entry, "property")), expected at least \(operand)"
    case .pattern:
      return "\(shown(value)) does not match the pattern \(quoted(program.patterns[operand].text))"
    case .uniqueItems: return uniqueItems(value)
    case .format: return "\(shown(value)) is no \(Format.allCases[operand].rawValue)"
    case .content: return "this is not encoded as it should be"
    default: return "this is not valid"
    }
  }

  private static func type(_ kinds: Kinds, _ value: Node) -> String {
    var expected: [String] = []
    for (name, kind) in Kinds.names where kinds.contains(kind) { expected.append(phrase(name)) }
    if kinds.contains(.integerNotation) { expected.append(phrase("integer")) }
    let isNumber = value.kind == .number && !kinds.contains(.number)
    if isNumber, kinds.contains(.integerNotation), value.number?.isInteger == true {
      return "this is the number \(shown(value)), expected an integer, which in draft-04 has no fraction"
    }
    return "this is \(isNumber ? "the number \(shown(value))" : value.kind.phrase), expected \(list(expected, "or"))"
  }

  private static func phrase(_ name: String) -> String {
    switch name {
    case "null": name
    case "array", "integer", "object": "an " + name
    default: "a " + name
    }
  }

  private static func enumeration(_ values: [Node], _ value: Node) -> String {
    let shownValues = values.prefix(8).map(shown)
    let more = values.count > 8 ? " and \(values.count - 8) more" : ""
    return "\(shown(value)) is none of the allowed values: \(shownValues.joined(separator: ", "))\(more)"
  }

  private static func characters(_ value: Node, _ entry: Entry) -> String {
    let count = value.tape.scalars(of: entry)
    return "this has \(count) character\(count == 1 ? "" : "s")"
  }

  private static func count(_ entry: Entry, _ noun: String) -> String {
    if entry.count == 1 { return "1 \(noun)" }
    return "\(entry.count) \(noun == "property" ? "properties" : noun + "s")"
  }

  private static func uniqueItems(_ value: Node) -> String {
    var places: [Node: Int] = [:]
    for (place, item) in (value.array.map { Array($0) } ?? []).enumerated() {
      if let earlier = places[item] { return "the items \(earlier) and \(place) are equal" }
      places[item] = place
    }
    return "two items are equal"
  }

  static func list(_ words: [String], _ conjunction: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}

extension Node {
  /// The first bytes of a long string or number, as JSON would have them.
  fileprivate func start(_ length: Int) -> String {
    let bytes = withText { text in (0..<min(text.count, 4 * length)).map { text[$0] } } ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    return kind == .string ? Node.string(text).json() : text
  }
}
