import Documents

/// Schemas that are asked about the same value.
extension Judge {
  private func list(_ instruction: Instruction) -> Range<Int> {
    let start = Int(instruction.first)
    return start + 1..<start + 1 + Int(program.lists[start])
  }

  mutating func allOf(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    for position in list(instruction) {
      guard try holds(program.lists[position], index, tracking: tracking) else { return false }
    }
    return true
  }

  mutating func anyOf(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    var isValid = false
    for position in list(instruction) {
      let start = marks.count
      if try holds(program.lists[position], index, tracking: tracking) {
        isValid = true
        // All that are valid say what they evaluated.
        if !tracking { return true }
      } else {
        marks.removeLast(marks.count - start)
      }
    }
    return isValid
  }

  mutating func oneOf(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    var valid = 0
    for position in list(instruction) {
      let start = marks.count
      if try holds(program.lists[position], index, tracking: tracking) {
        valid += 1
        if valid > 1 { return false }
      } else {
        marks.removeLast(marks.count - start)
      }
    }
    return valid == 1
  }

  mutating func conditional(
    _ instruction: Instruction, _ index: Int, _ tracking: Bool
  ) throws(EvaluationError) -> Bool {
    if instruction.second < 0, instruction.third < 0, !tracking { return true }
    let start = marks.count
    let applies = try holds(instruction.first, index, tracking: tracking)
    if !applies { marks.removeLast(marks.count - start) }
    let branch = applies ? instruction.second : instruction.third
    if branch < 0 { return true }
    return try holds(branch, index, tracking: tracking)
  }

  mutating func dependencies(
    _ instruction: Instruction, _ index: Int, _ tracking: Bool
  ) throws(EvaluationError) -> Bool {
    for dependency in program.dependencies[Int(instruction.first)].dependencies
    where tape.key(dependency.key.utf8Span.span, inObjectAt: index) != nil {
      for name in dependency.required {
        guard tape.key(name.utf8Span.span, inObjectAt: index) != nil else { return false }
      }
      if dependency.schema >= 0, try !holds(dependency.schema, index, tracking: tracking) { return false }
    }
    return true
  }
}
