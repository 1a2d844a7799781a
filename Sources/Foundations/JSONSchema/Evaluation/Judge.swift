internal import Documents
internal import RegularExpressions

/// Says whether a value is valid, and nothing more: the fast way.
///
/// It works on the places of values on their tape. Where something unevaluated has to be told, `marks` holds the places
/// of the children that were evaluated, those of an inner value above those of the outer one.
struct Judge {
  let program: Program
  let tape: Tape
  /// What is left of the steps that an evaluation may take.
  var steps: Int
  var depth: Int
  /// The resources that were entered on the way here; kept only where dynamic references need it.
  var scope: [Int32] = []
  var marks: [Int32] = []

  init(_ program: Program, _ instance: Node, limits: EvaluationLimits) {
    self.program = program
    tape = instance.tape
    steps = limits.steps + 64 * tape.entries[instance.index].stride
    depth = limits.depth
  }

  /// Asks a schema about a value; with `tracking`, marks are left for what it evaluated.
  mutating func holds(_ schema: Int32, _ index: Int, tracking: Bool) throws(EvaluationError) -> Bool {
    steps -= 1
    guard steps > 0 else { throw Self.tooManySteps }
    let kind = tape.entries[index].kind.rawValue
    guard isKind(program.schemas[Int(schema)].kinds, kind, index) else { return false }
    var position = Int(program.schemas[Int(schema)].starts[Int(kind)])
    let end = Int(program.schemas[Int(schema)].starts[Int(kind) + 1])
    if position == end { return !program.schemas[Int(schema)].isNever }
    depth -= 1
    guard depth > 0 else { throw Self.tooDeep }
    defer { depth += 1 }
    if program.isDynamic || program.schemas[Int(schema)].hasUnevaluated {
      return try holdsInScope(schema, index, position..<end, tracking: tracking)
    }
    while position < end {
      guard try holds(program.instructions[position], index, tracking, marks.count) else { return false }
      position += 1
    }
    return true
  }

  /// Does the same where the resources on the way count, or what was evaluated.
  private mutating func holdsInScope(
    _ schema: Int32, _ index: Int, _ instructions: Range<Int>, tracking: Bool
  ) throws(EvaluationError) -> Bool {
    let resource = program.schemas[Int(schema)].resource
    let enters = program.isDynamic && scope.last != resource
    if enters { scope.append(resource) }
    let start = marks.count
    let tracks = tracking || program.schemas[Int(schema)].hasUnevaluated
    var isValid = true
    for position in instructions {
      guard try holds(program.instructions[position], index, tracks, start) else {
        isValid = false
        break
      }
    }
    if enters { scope.removeLast() }
    if !isValid || !tracking { marks.removeLast(marks.count - start) }
    return isValid
  }

  private func isKind(_ kinds: Kinds, _ kind: UInt32, _ index: Int) -> Bool {
    if kinds.rawValue & (1 << UInt8(kind)) != 0 { return true }
    guard kind == Entry.Kind.number.rawValue else { return false }
    return tape.fits(kinds, numberAt: index)
  }

  /// Asks one instruction; `start` is where the marks of this value begin.
  private mutating func holds(
    _ instruction: Instruction, _ index: Int, _ tracking: Bool, _ start: Int
  ) throws(EvaluationError) -> Bool {
    switch instruction.operation {
    case .object: return try object(instruction, index, tracking)
    case .reference: return try holds(instruction.first, index, tracking: tracking)
    case .items, .prefixItems: return try items(instruction, index, tracking)
    case .allOf: return try allOf(instruction, index, tracking)
    case .anyOf: return try anyOf(instruction, index, tracking)
    case .oneOf: return try oneOf(instruction, index, tracking)
    case .not: return try !silently(instruction.first, index)
    case .conditional: return try conditional(instruction, index, tracking)
    case .dynamicReference, .recursiveReference:
      return try holds(program.target(of: instruction, in: scope), index, tracking: tracking)
    case .contains: return try contains(instruction, index, tracking)
    case .dependentRequired, .dependentSchemas, .dependencies: return try dependencies(instruction, index, tracking)
    case .unevaluatedItems, .unevaluatedProperties:
      return try unevaluated(instruction, index, tracking, start)
    case .pattern: return try matches(instruction.first, index)
    default: return try program.holds(instruction, tape, index, &steps)
    }
  }

  /// Asks a schema without keeping what it marks.
  mutating func silently(_ schema: Int32, _ index: Int) throws(EvaluationError) -> Bool {
    let start = marks.count
    let isValid = try holds(schema, index, tracking: false)
    marks.removeLast(marks.count - start)
    return isValid
  }

  mutating func matches(_ pattern: Int32, _ index: Int) throws(EvaluationError) -> Bool {
    try program.matches(pattern, tape, index, &steps)
  }

  static let tooManySteps = EvaluationError(
    kind: .steps, message: "validation was given up after too many steps: the schema's combinations are too many")
  static let tooDeep = EvaluationError(
    kind: .depth, message: "validation was given up: schemas lead to schemas too deep, or in a circle")
}

extension Program {
  /// What a dynamic reference leads to: the outermost of the entered resources that has the name.
  func target(of instruction: Instruction, in scope: [Int32]) -> Int32 {
    for resource in scope {
      if instruction.operation == .recursiveReference {
        if let target = recursiveTargets[resource] { return target }
        continue
      }
      if let target = dynamicTargets[DynamicTarget(resource: resource, name: instruction.second)] { return target }
    }
    return instruction.first
  }
}
