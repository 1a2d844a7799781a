import Documents

/// Asks a schema about a value and keeps what every keyword says: the slow way, for those who want to know why.
struct Tracer {
  let program: Program
  let tape: Tape
  var judge: Judge
  let keepsAnnotations: Bool
  /// How many more units are kept.
  var room: Int
  /// The way over keywords and references to here.
  var path: [String] = []
  /// The way from the root of the instance to here.
  var instancePath: [String] = []

  init(_ program: Program, _ instance: Node, limits: EvaluationLimits, keepsAnnotations: Bool, room: Int) {
    self.program = program
    self.keepsAnnotations = keepsAnnotations
    self.room = room
    tape = instance.tape
    judge = Judge(program, instance, limits: limits)
  }

  /// Asks a schema about a value; `marks` of the judge are left for what was evaluated, where it is valid.
  mutating func evaluate(_ schema: Int32, _ index: Int) throws(EvaluationError) -> OutputUnit {
    // A step costs here what several cost the judge.
    judge.steps -= 4
    guard judge.steps > 0 else { throw Judge.tooManySteps }
    judge.depth -= 1
    guard judge.depth > 0 else { throw Judge.tooDeep }
    defer { judge.depth += 1 }
    if room == 0, !keepsAnnotations { return try judged(schema, index) }
    let resource = program.schemas[Int(schema)].resource
    let enters = program.isDynamic && judge.scope.last != resource
    if enters { judge.scope.append(resource) }
    defer { if enters { judge.scope.removeLast() } }
    let start = judge.marks.count
    var result = unit(isValid: true, at: program.schemas[Int(schema)].location, index)
    if program.schemas[Int(schema)].isNever {
      result.isValid = false
      result.error = Messages.never(path)
    }
    let document = program.schemas[Int(schema)].location.document
    for position in program.schemas[Int(schema)].keywords {
      let instruction = program.instructions[Int(position)]
      if !keepsAnnotations, instruction.operation.isAnnotation { continue }
      let isUnevaluated =
        instruction.operation == .unevaluatedItems || instruction.operation == .unevaluatedProperties
      // What a keyword evaluated that failed is not known.
      if isUnevaluated, !result.isValid { continue }
      let keyword = program.keyword(of: instruction, in: document)
      path.append(keyword)
      var found = try evaluate(instruction, index, document, start)
      locate(&found)
      path.removeLast()
      if !found.isValid { result.isValid = false }
      add(found, to: &result)
    }
    if !result.isValid {
      judge.marks.removeLast(judge.marks.count - start)
      result.dropAnnotations()
    }
    locate(&result)
    return result
  }

  /// Asks a schema about a value without reasons, when enough of them are kept: in a tree of alternatives all others could
  /// be as many as the paths through it.
  private mutating func judged(_ schema: Int32, _ index: Int) throws(EvaluationError) -> OutputUnit {
    let start = judge.marks.count
    var result = unit(isValid: true, at: program.schemas[Int(schema)].location, index)
    result.isValid = try judge.holds(schema, index, tracking: true)
    if !result.isValid {
      judge.marks.removeLast(judge.marks.count - start)
      result.error = "this does not fit"
    }
    locate(&result)
    return result
  }

  /// A unit at the present place, whose locations are told once it is known that anybody wants them.
  func unit(isValid: Bool, at schema: Location, _ index: Int) -> OutputUnit {
    OutputUnit(
      isValid: isValid, keywordLocation: JSONPointer(), schema: schema, instanceLocation: JSONPointer(),
      instanceRange: tape.entries[index].range)
  }

  /// Notes where a unit is, if it says anything.
  private func locate(_ unit: inout OutputUnit) {
    guard !unit.isValid || keepsAnnotations else { return }
    unit.keywordLocation = JSONPointer(path)
    unit.instanceLocation = JSONPointer(instancePath)
  }

  /// Keeps a unit if it says anything that is wanted.
  ///
  /// Where there is no more room, the first that fails is kept all the same: what fails has a reason.
  mutating func add(_ inner: OutputUnit, to outer: inout OutputUnit) {
    guard !inner.isValid || keepsAnnotations else { return }
    let saysNothing = inner.error == nil && inner.annotation == nil
    // What says nothing itself is kept for what is inside.
    if saysNothing, inner.children.isEmpty { return }
    guard room > 0 || !inner.isValid && outer.lacksReason else { return }
    if !saysNothing { room = max(0, room - 1) }
    outer.children.append(inner)
  }

  /// Asks a schema about a child, whose marks are nobody's business here.
  mutating func evaluateChild(_ schema: Int32, _ index: Int, _ token: String) throws(EvaluationError) -> OutputUnit {
    instancePath.append(token)
    let start = judge.marks.count
    let found = try evaluate(schema, index)
    judge.marks.removeLast(judge.marks.count - start)
    instancePath.removeLast()
    return found
  }

  /// Asks a schema that stands further in, at some steps from the keyword.
  mutating func evaluate(
    _ schema: Int32, _ index: Int, _ steps: [String]
  ) throws(EvaluationError) -> OutputUnit {
    path += steps
    let found = try evaluate(schema, index)
    path.removeLast(steps.count)
    return found
  }
}

extension Instruction.Operation {
  /// Whether it can do nothing but annotate.
  fileprivate var isAnnotation: Bool { self == .annotation || self == .textAnnotation }
}

extension OutputUnit {
  /// Whether nothing in it says yet why it fails.
  fileprivate var lacksReason: Bool { error == nil && !children.contains { !$0.isValid } }

  /// Annotations of a schema that fails do not count (2020-12, core, §7.7.1.2).
  mutating func dropAnnotations() {
    children.removeAll { $0.isValid }
    for place in children.indices where children[place].annotation != nil { children[place].annotation = nil }
  }
}

extension Program {
  /// The name of the keyword of an instruction.
  func keyword(of instruction: Instruction, in document: Int32) -> String {
    let tape = documents[Int(document)].tape
    let index = Int(instruction.keyword)
    guard index > 0, tape.entries[index - 1].kind == .string else { return "" }
    return tape.string(of: tape.entries[index - 1])
  }
}
