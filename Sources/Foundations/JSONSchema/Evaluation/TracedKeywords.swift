import Documents

/// What each keyword says.
extension Tracer {
  /// Asks one instruction of a schema in a document; `start` is where the marks of this value begin.
  mutating func evaluate(
    _ instruction: Instruction, _ index: Int, _ document: Int32, _ start: Int
  ) throws(EvaluationError) -> OutputUnit {
    var result = unit(isValid: true, at: Location(Int(document), Int(instruction.keyword)), index)
    let kind = tape.entries[index].kind
    guard instruction.operation.kinds.contains(Kinds(rawValue: 1 << UInt8(kind.rawValue))) else { return result }
    switch instruction.operation {
    case .annotation, .textAnnotation: result.annotation = program.values[Int(instruction.first)]
    case .reference: try follow(instruction.first, index, &result)
    case .dynamicReference, .recursiveReference:
      try follow(program.target(of: instruction, in: judge.scope), index, &result)
    case .allOf, .anyOf, .oneOf: try combine(instruction, index, &result)
    case .not: try exclude(instruction.first, index, &result)
    case .conditional: try choose(instruction, index, document, &result)
    case .dependentRequired, .dependentSchemas, .dependencies: try depend(instruction, index, &result)
    case .properties, .patternProperties, .additionalProperties, .propertyNames, .unevaluatedProperties:
      try traceMembers(instruction, index, start, &result)
    case .required: requireMembers(instruction, index, &result)
    case .prefixItems, .items, .contains, .unevaluatedItems: try traceItems(instruction, index, start, &result)
    case .pattern:
      if try !judge.matches(instruction.first, index) { fail(instruction, index, &result) }
    case .format:
      result.annotation = program.values[Int(instruction.third)]
      if instruction.second == 1 { try assert(instruction, index, &result) }
    default: try assert(instruction, index, &result)
    }
    if !result.isValid { result.annotation = nil }
    return result
  }

  private mutating func assert(
    _ instruction: Instruction, _ index: Int, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    if try !program.holds(instruction, tape, index, &judge.steps) { fail(instruction, index, &result) }
  }

  private func fail(_ instruction: Instruction, _ index: Int, _ result: inout OutputUnit) {
    result.isValid = false
    result.error = Messages.failure(of: instruction, program, Node(tape: tape, index: index))
  }

  private mutating func follow(_ schema: Int32, _ index: Int, _ result: inout OutputUnit) throws(EvaluationError) {
    let found = try evaluate(schema, index)
    result.isValid = found.isValid
    add(found, to: &result)
  }

  private mutating func combine(
    _ instruction: Instruction, _ index: Int, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    let list = Int(instruction.first)
    let count = Int(program.lists[list])
    var fitting: [Int] = []
    let before = room
    for place in 0..<count {
      let found = try evaluate(program.lists[list + 1 + place], index, [String(place)])
      if found.isValid { fitting.append(place) }
      add(found, to: &result)
    }
    switch instruction.operation {
    case .allOf: result.isValid = fitting.count == count
    case .anyOf:
      guard fitting.isEmpty else { return forgetFailures(in: &result, before) }
      result.isValid = false
      result.error = count == 1 ? nil : "this fits none of the \(count) alternatives"
    default:
      guard fitting.count != 1 else { return forgetFailures(in: &result, before) }
      result.isValid = false
      result.error = Messages.oneOf(fitting, of: count)
    }
  }

  /// Lets go of alternatives that do not matter, since another one fits, and of the room that they took.
  private mutating func forgetFailures(in result: inout OutputUnit, _ before: Int) {
    result.children.removeAll { !$0.isValid }
    if !keepsAnnotations { room = before }
  }

  private mutating func exclude(_ schema: Int32, _ index: Int, _ result: inout OutputUnit) throws(EvaluationError) {
    guard try judge.silently(schema, index) else { return }
    result.isValid = false
    result.error = "this fits what is excluded here"
  }

  private mutating func choose(
    _ instruction: Instruction, _ index: Int, _ document: Int32, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    let condition = try evaluate(instruction.first, index)
    if condition.isValid { add(condition, to: &result) }
    let branch = condition.isValid ? instruction.second : instruction.third
    guard branch >= 0 else { return }
    // The branch stands beside the condition, so its way does not lead over the condition.
    let keyword = path.removeLast()
    path.append(condition.isValid ? "then" : "else")
    let found = try evaluate(branch, index)
    path[path.count - 1] = keyword
    result.isValid = found.isValid
    add(found, to: &result)
  }

  private mutating func depend(
    _ instruction: Instruction, _ index: Int, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    var missing: [String] = []
    for dependency in program.dependencies[Int(instruction.first)].dependencies
    where tape.key(dependency.key.utf8Span.span, inObjectAt: index) != nil {
      for name in dependency.required where tape.key(name.utf8Span.span, inObjectAt: index) == nil {
        missing.append("\(Messages.quoted(dependency.key)) is there, so \(Messages.quoted(name)) has to be, too")
      }
      guard dependency.schema >= 0 else { continue }
      let found = try evaluate(dependency.schema, index, [dependency.key])
      if !found.isValid { result.isValid = false }
      add(found, to: &result)
    }
    guard !missing.isEmpty else { return }
    result.isValid = false
    result.error = missing.joined(separator: "; ")
  }

  private func requireMembers(_ instruction: Instruction, _ index: Int, _ result: inout OutputUnit) {
    let table = program.tables[Int(instruction.first)]
    var missing: [String] = []
    for place in table.slots.indices where table.slots[place].isRequired {
      let isThere = table.keys.withKey(at: place) { tape.key($0, inObjectAt: index) } != nil
      if !isThere { missing.append(table.keys.key(at: place)) }
    }
    guard !missing.isEmpty else { return }
    result.isValid = false
    result.error = Messages.missing(missing)
  }
}
