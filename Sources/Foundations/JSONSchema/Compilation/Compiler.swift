import Documents
import RegularExpressions

/// Compiles subschemas one after the other, each once, without recursion.
struct Compiler {
  var resources: SchemaResources
  let options: SchemaOptions
  var program = ProgramParts()
  private var ids: [Location: Int32] = [:]
  private var queue: [Int32] = []
  private var patternIDs: [String: Int32] = [:]

  init(_ resources: SchemaResources, options: SchemaOptions) {
    self.resources = resources
    self.options = options
  }

  /// Compiles subschemas and all that they reach; the result's schema 0 is the first.
  mutating func compile(from roots: [Location]) throws(SchemaError) {
    for root in roots { _ = try id(of: root) }
    try drain()
    while try addDynamicTargets() { try drain() }
    program.ids = ids
    program.documents = resources.documents
    program.resources = resources.resources
  }

  private mutating func drain() throws(SchemaError) {
    while let next = queue.popLast() { try compile(schema: next) }
  }

  /// The number of a subschema, which is compiled later if it was not yet.
  mutating func id(of location: Location) throws(SchemaError) -> Int32 {
    if let known = ids[location] { return known }
    let id = Int32(program.schemas.count)
    guard program.schemas.count < resources.limits.subschemas else {
      throw resources.error(
        .limit, "references reach more than \(resources.limits.subschemas) subschemas", at: location)
    }
    ids[location] = id
    program.schemas.append(CompiledSchema(location: location, resource: resources.resource(at: location)))
    queue.append(id)
    return id
  }

  /// The number of a subschema that is a keyword's value or part of it.
  mutating func id(of node: Node, in document: Int32) throws(SchemaError) -> Int32 {
    try id(of: Location(Int(document), node.index))
  }

  mutating func list(_ nodes: some Sequence<Node>, in document: Int32) throws(SchemaError) -> Int32 {
    var schemas: [Int32] = []
    for node in nodes { schemas.append(try id(of: node, in: document)) }
    let start = Int32(program.lists.count)
    program.lists.append(Int32(schemas.count))
    program.lists += schemas
    return start
  }

  mutating func pattern(_ text: String, at location: Location) throws(SchemaError) -> Int32 {
    if let known = patternIDs[text] { return known }
    do throws(PatternError) {
      program.patterns.append(Pattern(try RegularExpression(text)))
    } catch {
      throw resources.error(
        error.kind == .syntax ? .pattern : .unsupportedPattern,
        "\(Node.string(text).json()) is no regular expression: \(error)", at: location)
    }
    let id = Int32(program.patterns.count - 1)
    patternIDs[text] = id
    return id
  }

  private mutating func compile(schema id: Int32) throws(SchemaError) {
    let location = program.schemas[Int(id)].location
    let node = resources.node(at: location)
    switch node.kind {
    case .boolean:
      program.schemas[Int(id)].isNever = node.boolean == false
      finish(id, [])
    case .object:
      let dialect = resources.resources[Int(program.schemas[Int(id)].resource)].dialect
      var keywords = KeywordCompiler(location: location, dialect: dialect, resource: program.schemas[Int(id)].resource)
      try keywords.compile(node, with: &self)
      program.schemas[Int(id)].hasUnevaluated = keywords.hasUnevaluated
      program.schemas[Int(id)].kinds = keywords.kinds
      finish(id, keywords.instructions)
    default:
      throw resources.error(
        .malformed, "a schema is an object, true or false, and this is \(node.kind.phrase)", at: location)
    }
  }

  /// Lays out the instructions of a schema: all of them in order, and for each kind of values those that decide.
  private mutating func finish(_ id: Int32, _ instructions: [Instruction]) {
    let start = Int32(program.instructions.count)
    program.instructions += instructions
    program.schemas[Int(id)].keywords = start..<Int32(program.instructions.count)
    let deciding = Self.deciding(instructions)
    for kind in 0..<6 {
      program.schemas[Int(id)].starts[kind] = Int32(program.instructions.count)
      let bit = Kinds(rawValue: 1 << UInt8(kind))
      program.instructions += deciding.filter { $0.operation.kinds.contains(bit) }
    }
    program.schemas[Int(id)].starts[6] = Int32(program.instructions.count)
  }

  /// The instructions that can make a value invalid or say what was evaluated, the cheap ones first.
  ///
  /// Among those of one phase it is the operation that counts, not the order in which the keywords are written: one may
  /// be given up on, as a reference to itself is, where another refuses the value.
  private static func deciding(_ instructions: [Instruction]) -> [Instruction] {
    var deciding: [Instruction] = []
    var hasObject = false
    for var instruction in instructions {
      switch instruction.operation {
      case .type, .annotation, .textAnnotation: continue
      case .format: if instruction.second == 0 { continue }
      case .content: if instruction.third == 0 { continue }
      case .required, .properties, .patternProperties, .additionalProperties:
        if hasObject { continue }
        hasObject = true
        instruction.operation = .object
      case .propertyNames:
        if hasObject { continue }
        hasObject = true
        instruction.operation = .object
        instruction.first = instruction.second
      default: break
      }
      deciding.append(instruction)
    }
    // What is unevaluated can be told only in the end.
    return deciding.sorted { ($0.operation.phase, $0.operation.rawValue) < ($1.operation.phase, $1.operation.rawValue) }
  }

  /// Compiles what dynamic references may lead to; answers whether there was anything new.
  private mutating func addDynamicTargets() throws(SchemaError) -> Bool {
    guard program.isDynamic else { return false }
    let before = program.schemas.count
    for (name, text) in program.dynamicNames.enumerated() {
      for target in resources.dynamicAnchors(named: text) {
        let key = Program.DynamicTarget(resource: Int32(target.resource), name: Int32(name))
        program.dynamicTargets[key] = try id(of: target.location)
      }
    }
    for (number, resource) in resources.resources.enumerated() where resource.isRecursiveAnchor {
      program.recursiveTargets[Int32(number)] = try id(of: resource.root)
    }
    return program.schemas.count > before
  }
}

extension Instruction.Operation {
  /// The kinds of values that it can say anything about.
  var kinds: Kinds {
    switch self {
    case .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum: .number
    case .maxLength, .minLength, .pattern, .format, .content, .textAnnotation: .string
    case .maxItems, .minItems, .uniqueItems, .unevaluatedItems, .prefixItems, .items, .contains: .array
    case .maxProperties, .minProperties, .required, .dependentRequired, .dependentSchemas, .dependencies,
      .propertyNames, .unevaluatedProperties, .properties, .patternProperties, .additionalProperties, .object:
      .object
    default: .any
    }
  }

  /// 0 for what looks at the value alone, 1 for what asks other schemas, 2 for what asks what they evaluated.
  fileprivate var phase: Int {
    switch self {
    case .reference, .dynamicReference, .recursiveReference, .not, .allOf, .anyOf, .oneOf, .conditional,
      .dependentSchemas, .dependencies, .contains:
      1
    case .unevaluatedItems, .unevaluatedProperties: 2
    default: 0
    }
  }
}

extension Node.Kind {
  /// The kind with its article, for messages.
  package var phrase: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
