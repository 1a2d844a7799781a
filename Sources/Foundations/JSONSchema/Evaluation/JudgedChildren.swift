import Documents

/// Schemas that are asked about the members and items of a value.
extension Judge {
  mutating func object(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    let table = Int(instruction.first)
    let count = tape.entries[index].count
    steps -= count
    let slots = program.tables[table].slots.count
    let isClosed = program.tables[table].additional >= 0 || program.tables[table].names >= 0
    if !isClosed, !tracking, count > 2 * slots, program.tables[table].patterns.isEmpty {
      return try lookUp(table, index)
    }
    var missing = program.tables[table].required
    var position = index + 1
    for _ in 0..<count {
      let value = position + 1
      var isKnown = false
      let slot = tape.withText(of: tape.entries[position]) { program.tables[table].keys.find($0) }
      if slot >= 0 {
        let slot = program.tables[table].slots[slot]
        if slot.isRequired { missing -= 1 }
        if slot.schema >= 0 {
          isKnown = true
          guard try holds(slot.schema, value, tracking: false) else { return false }
        }
      }
      for pattern in program.tables[table].patterns where try matches(pattern.pattern, position) {
        isKnown = true
        guard try holds(pattern.schema, value, tracking: false) else { return false }
      }
      if !isKnown, program.tables[table].additional >= 0 {
        isKnown = true
        guard try holds(program.tables[table].additional, value, tracking: false) else { return false }
      }
      let names = program.tables[table].names
      if names >= 0, try !holds(names, position, tracking: false) { return false }
      if tracking, isKnown { marks.append(Int32(value)) }
      position = value + tape.entries[value].stride
    }
    return missing == 0
  }

  /// Looks the few names of a table up in an object with many members.
  private mutating func lookUp(_ table: Int, _ index: Int) throws(EvaluationError) -> Bool {
    for place in 0..<program.tables[table].slots.count {
      let slot = program.tables[table].slots[place]
      let found = program.tables[table].keys.withKey(at: place) { tape.key($0, inObjectAt: index) }
      guard let found else {
        if slot.isRequired { return false }
        continue
      }
      if slot.schema >= 0, try !holds(slot.schema, found + 1, tracking: false) { return false }
    }
    return true
  }

  mutating func items(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    let count = tape.entries[index].count
    let isPrefix = instruction.operation == .prefixItems
    let list = Int(instruction.first)
    let last = isPrefix ? min(count, Int(program.lists[list])) : count
    let first = isPrefix ? 0 : Int(instruction.second)
    guard first < last else { return true }
    steps -= last
    var position = index + 1
    for place in 0..<last {
      if place >= first {
        let schema = isPrefix ? program.lists[list + 1 + place] : instruction.first
        guard try holds(schema, position, tracking: false) else { return false }
        if tracking { marks.append(Int32(position)) }
      }
      position += tape.entries[position].stride
    }
    return true
  }

  mutating func contains(_ instruction: Instruction, _ index: Int, _ tracking: Bool) throws(EvaluationError) -> Bool {
    let count = tape.entries[index].count
    steps -= count
    var matching = 0
    var position = index + 1
    for _ in 0..<count {
      if try holds(instruction.first, position, tracking: false) {
        matching += 1
        if instruction.third >= 0, matching > Int(instruction.third) { return false }
        if tracking {
          // In 2019-09 `contains` says nothing about what is evaluated (2019-09, core, §9.3.1.4).
          if program.containsEvaluates(instruction) { marks.append(Int32(position)) }
        } else if instruction.third < 0, matching >= Int(instruction.second) {
          return true
        }
      }
      position += tape.entries[position].stride
    }
    return matching >= Int(instruction.second)
  }

  /// Asks the schema of what is left about each child that nothing else evaluated.
  mutating func unevaluated(
    _ instruction: Instruction, _ index: Int, _ tracking: Bool, _ start: Int
  ) throws(EvaluationError) -> Bool {
    let count = tape.entries[index].count
    steps -= count + marks.count - start
    let isObject = instruction.operation == .unevaluatedProperties
    let known = EvaluatedChildren(marks[start...])
    var position = index + 1
    for _ in 0..<count {
      let value = isObject ? position + 1 : position
      if !known.contains(Int32(value)) {
        guard try holds(instruction.first, value, tracking: false) else { return false }
        if tracking { marks.append(Int32(value)) }
      }
      position = value + tape.entries[value].stride
    }
    return true
  }
}

/// The children that were evaluated, for questions about one after the other.
struct EvaluatedChildren {
  private let few: ArraySlice<Int32>
  private let many: Set<Int32>?

  init(_ marks: ArraySlice<Int32>) {
    few = marks
    many = marks.count > 16 ? Set(marks) : nil
  }

  func contains(_ child: Int32) -> Bool { many?.contains(child) ?? few.contains(child) }
}

extension Program {
  /// Whether an item that `contains` finds is evaluated by that: from 2020-12 on.
  func containsEvaluates(_ instruction: Instruction) -> Bool {
    let schema = schemas[Int(instruction.first)]
    return resources[Int(schema.resource)].dialect.draft >= .draft2020
  }
}
