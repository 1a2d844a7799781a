import Documents

/// What keywords say that ask schemas about the children of a value.
extension Tracer {
  mutating func traceMembers(
    _ instruction: Instruction, _ index: Int, _ start: Int, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    let known = EvaluatedChildren(judge.marks[start...])
    var evaluated: [Node] = []
    var position = index + 1
    for _ in 0..<tape.entries[index].count {
      let value = position + 1
      let key = tape.string(of: tape.entries[position])
      var isEvaluated = false
      for (schema, step) in try schemas(instruction, forMemberAt: position, known) {
        isEvaluated = true
        path += step
        let asksKey = instruction.operation == .propertyNames
        var found = try evaluateChild(schema, asksKey ? position : value, key)
        path.removeLast(step.count)
        if !found.isValid { result.isValid = false }
        // A key is no value that could be annotated.
        if asksKey { found.dropAnnotations() }
        nameMember(&found, instruction, position)
        add(found, to: &result)
      }
      if isEvaluated, instruction.operation != .propertyNames {
        judge.marks.append(Int32(value))
        evaluated.append(.string(key))
      }
      position = value + tape.entries[value].stride
    }
    if keepsAnnotations, result.isValid, instruction.operation != .propertyNames {
      result.annotation = .array(evaluated)
    }
  }

  /// The schemas that a keyword asks about a member, each with the steps to it from the keyword.
  private mutating func schemas(
    _ instruction: Instruction, forMemberAt position: Int, _ known: EvaluatedChildren
  ) throws(EvaluationError) -> [(Int32, [String])] {
    if instruction.operation == .propertyNames { return [(instruction.first, [])] }
    if instruction.operation == .unevaluatedProperties {
      return known.contains(Int32(position + 1)) ? [] : [(instruction.first, [])]
    }
    let table = program.tables[Int(instruction.first)]
    let slot = tape.withText(of: tape.entries[position]) { table.keys.find($0) }
    let named = slot >= 0 ? table.slots[slot].schema : -1
    if instruction.operation == .properties {
      return named >= 0 ? [(named, [tape.string(of: tape.entries[position])])] : []
    }
    var matching: [(Int32, [String])] = []
    for pattern in table.patterns where try judge.matches(pattern.pattern, position) {
      matching.append((pattern.schema, [program.patterns[Int(pattern.pattern)].text]))
    }
    if instruction.operation == .patternProperties { return matching }
    return named < 0 && matching.isEmpty ? [(table.additional, [])] : []
  }

  /// Says of a member that is not allowed at all which one it is, at its key.
  private func nameMember(_ unit: inout OutputUnit, _ instruction: Instruction, _ position: Int) {
    guard unit.error != nil, unit.children.isEmpty, instruction.operation != .propertyNames else { return }
    let key = Messages.quoted(tape.string(of: tape.entries[position]))
    var named = OutputUnit(
      isValid: false, keywordLocation: unit.keywordLocation, schema: unit.schema,
      instanceLocation: unit.instanceLocation, instanceRange: tape.entries[position].range)
    named.error = "the property \(key) is not allowed here"
    unit = named
  }

  mutating func traceItems(
    _ instruction: Instruction, _ index: Int, _ start: Int, _ result: inout OutputUnit
  ) throws(EvaluationError) {
    let known = EvaluatedChildren(judge.marks[start...])
    let isContains = instruction.operation == .contains
    var evaluated: [Int] = []
    var position = index + 1
    for place in 0..<tape.entries[index].count {
      if let schema = schema(instruction, place, position, known) {
        let steps = instruction.operation == .prefixItems ? [String(place)] : []
        path += steps
        let found = try evaluateChild(schema, position, String(place))
        path.removeLast(steps.count)
        if !isContains || found.isValid {
          if !found.isValid { result.isValid = false }
          evaluated.append(place)
          if !isContains || program.containsEvaluates(instruction) { judge.marks.append(Int32(position)) }
          add(found, to: &result)
        }
      }
      position += tape.entries[position].stride
    }
    if isContains { try checkCount(instruction, evaluated.count, &result) }
    guard keepsAnnotations, result.isValid, !evaluated.isEmpty else { return }
    switch instruction.operation {
    case .contains: result.annotation = .array(evaluated.map { .number(Number($0)) })
    case .prefixItems:
      let isAll = evaluated.count == tape.entries[index].count
      result.annotation = isAll ? true : .number(Number(evaluated.count - 1))
    default: result.annotation = true
    }
  }

  private func schema(_ instruction: Instruction, _ place: Int, _ position: Int, _ known: EvaluatedChildren) -> Int32? {
    switch instruction.operation {
    case .prefixItems:
      let list = Int(instruction.first)
      return place < Int(program.lists[list]) ? program.lists[list + 1 + place] : nil
    case .items: return place >= Int(instruction.second) ? instruction.first : nil
    case .unevaluatedItems: return known.contains(Int32(position)) ? nil : instruction.first
    default: return instruction.first
    }
  }

  private func checkCount(_ instruction: Instruction, _ count: Int, _ result: inout OutputUnit) throws(EvaluationError)
  {
    guard count < Int(instruction.second) || instruction.third >= 0 && count > Int(instruction.third) else { return }
    result.isValid = false
    result.children = []
    result.error = Messages.contains(count, least: Int(instruction.second), most: Int(instruction.third))
  }
}
