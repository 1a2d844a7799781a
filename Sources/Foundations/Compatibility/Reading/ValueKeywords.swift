internal import Documents
internal import JSONSchema

/// Keywords about values that hold no others.
extension Prover {
  mutating func readValueKeywords(_ schema: ReadSchema) throws(GivenUp) -> [TermID] {
    var parts: [TermID] = []
    if let type = schema[.type] { parts.append(table.kinds(kinds(type, in: schema))) }
    if let value = schema[.const] { parts.append(table.constant(value)) }
    if let values = schema[.enum]?.array {
      try spend(values.count)
      parts.append(table.constants(values))
    }
    for bound in bounds(schema) { parts.append(table.whenever(.number, table.number(bound))) }
    if let divisor = schema[.multipleOf]?.number {
      parts.append(table.whenever(.number, table.number(.multiple(of: divisor))))
    }
    if let count = schema.count(.minLength), count > 0 {
      parts.append(table.whenever(.string, table.string(.atLeast(count))))
    }
    if let count = schema.count(.maxLength) { parts.append(table.whenever(.string, table.string(.atMost(count)))) }
    if let pattern = schema[.pattern]?.string {
      parts.append(table.whenever(.string, table.string(.matches(Text(pattern)))))
    }
    if let format = schema[.format]?.string, options[schema.place.side].assertsFormats(of: schema.dialect),
      FormatText.accepts("", format: format) != nil
    {
      let condition = table.id(of: .unknown(.format(format), isHeld: true))
      parts.append(table.whenever(.string, condition))
    }
    return parts
  }

  private func kinds(_ type: Node, in schema: ReadSchema) -> ValueKinds {
    // In draft-04 an integer has no fraction, not even one of zero.
    let isPlain = schema.dialect.draft == .draft4 && !options[schema.place.side].integersHaveNoFraction
    var kinds: ValueKinds = []
    for name in type.array.map({ Array($0) }) ?? [type] {
      switch name.string {
      case "array": kinds.formUnion(.array)
      case "boolean": kinds.formUnion(.boolean)
      case "integer": kinds.formUnion(isPlain ? .plainInteger : .integer)
      case "null": kinds.formUnion(.null)
      case "number": kinds.formUnion(.number)
      case "object": kinds.formUnion(.object)
      default: kinds.formUnion(.string)
      }
    }
    return kinds
  }

  private func bounds(_ schema: ReadSchema) -> [NumberAssertion] {
    var bounds: [NumberAssertion] = []
    let isDraft4 = schema.dialect.draft == .draft4
    if let bound = schema[.minimum]?.number {
      bounds.append(.atLeast(bound, isExclusive: isDraft4 && schema[.exclusiveMinimum]?.boolean == true))
    }
    if let bound = schema[.maximum]?.number {
      bounds.append(.atMost(bound, isExclusive: isDraft4 && schema[.exclusiveMaximum]?.boolean == true))
    }
    if isDraft4 { return bounds }
    if let bound = schema[.exclusiveMinimum]?.number { bounds.append(.atLeast(bound, isExclusive: true)) }
    if let bound = schema[.exclusiveMaximum]?.number { bounds.append(.atMost(bound, isExclusive: true)) }
    return bounds
  }
}
