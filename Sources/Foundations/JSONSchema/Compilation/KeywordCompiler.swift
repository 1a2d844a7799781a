import Documents

/// Compiles the keywords of one subschema.
struct KeywordCompiler {
  let location: Location
  let dialect: Dialect
  let resource: Int32
  private(set) var instructions: [Instruction] = []
  private(set) var kinds: Kinds = .any
  private(set) var hasUnevaluated = false

  init(location: Location, dialect: Dialect, resource: Int32) {
    self.location = location
    self.dialect = dialect
    self.resource = resource
  }

  mutating func compile(_ schema: Node, with compiler: inout Compiler) throws(SchemaError) {
    guard let object = schema.object else { return }
    if dialect.draft.refIsAlone, let reference = object["$ref"] {
      try compileReference(reference, with: &compiler)
      return
    }
    var table: Int32?
    var unevaluated: [(Keyword, Node)] = []
    for member in object {
      let value = member.value
      guard let keyword = Keyword(name: member.key), dialect.knows(keyword) else {
        annotate(value, with: &compiler)
        continue
      }
      switch keyword {
      case .ref: try compileReference(value, with: &compiler)
      case .dynamicRef: try compileDynamicReference(value, with: &compiler)
      case .recursiveRef: try compileRecursiveReference(value, with: &compiler)
      case .type: try compileType(value, with: &compiler)
      case .properties, .patternProperties, .additionalProperties, .required, .propertyNames:
        let known: Int32
        if let table { known = table } else { known = try addTable(object, with: &compiler) }
        table = known
        try compileObject(keyword, value, table: known, with: &compiler)
      case .unevaluatedItems, .unevaluatedProperties:
        hasUnevaluated = true
        unevaluated.append((keyword, value))
      case .allOf, .anyOf, .oneOf, .not, .if, .dependentSchemas, .dependentRequired, .dependencies, .prefixItems,
        .items, .additionalItems, .contains:
        try compileApplicator(keyword, value, beside: object, with: &compiler)
      case .id4, .id, .schema, .anchor, .dynamicAnchor, .recursiveAnchor, .vocabulary, .comment, .defs, .definitions,
        .then, .else, .minContains, .maxContains:
        continue
      case .title, .description, .default, .deprecated, .readOnly, .writeOnly, .examples:
        annotate(value, with: &compiler)
      case .contentSchema: if object["contentMediaType"] != nil { annotateText(value, with: &compiler) }
      default: try compileAssertion(keyword, value, beside: object, with: &compiler)
      }
    }
    for (keyword, value) in unevaluated {
      let schema = try compiler.id(of: value, in: location.document)
      emit(keyword == .unevaluatedItems ? .unevaluatedItems : .unevaluatedProperties, schema, at: value)
    }
  }

  mutating func emit(
    _ operation: Instruction.Operation, _ first: Int32 = 0, _ second: Int32 = 0, _ third: Int32 = 0, at value: Node
  ) {
    instructions.append(
      Instruction(
        operation: operation, first: first, second: second, third: third, keyword: Int32(value.index)))
  }

  func malformed(_ message: String, _ value: Node, _ compiler: Compiler) -> SchemaError {
    compiler.resources.error(.malformed, message, at: place(of: value))
  }

  func place(of value: Node) -> Location { Location(Int(location.document), value.index) }

  private mutating func annotate(_ value: Node, with compiler: inout Compiler) {
    compiler.program.values.append(value)
    emit(.annotation, Int32(compiler.program.values.count - 1), at: value)
  }

  // MARK: References

  private func text(_ value: Node, _ keyword: Keyword, _ compiler: Compiler) throws(SchemaError) -> String {
    guard let text = value.string else {
      throw malformed("\"\(keyword.rawValue)\" is a string, and this is \(value.kind.phrase)", value, compiler)
    }
    return text
  }

  private mutating func compileReference(_ value: Node, with compiler: inout Compiler) throws(SchemaError) {
    let target = try compiler.resources.resolve(try text(value, .ref, compiler), at: place(of: value))
    emit(.reference, try compiler.id(of: target), at: value)
  }

  private mutating func compileDynamicReference(_ value: Node, with compiler: inout Compiler) throws(SchemaError) {
    let text = try text(value, .dynamicRef, compiler)
    let target = try compiler.resources.resolve(text, at: place(of: value))
    let id = try compiler.id(of: target)
    guard let name = compiler.resources.dynamicAnchor(of: text, leadingTo: target) else {
      emit(.reference, id, at: value)
      return
    }
    compiler.program.isDynamic = true
    var number = compiler.program.dynamicNames.firstIndex(of: name)
    if number == nil {
      compiler.program.dynamicNames.append(name)
      number = compiler.program.dynamicNames.count - 1
    }
    emit(.dynamicReference, id, Int32(number ?? 0), at: value)
  }

  private mutating func compileRecursiveReference(_ value: Node, with compiler: inout Compiler) throws(SchemaError) {
    let target = try compiler.resources.resolve(try text(value, .recursiveRef, compiler), at: place(of: value))
    let id = try compiler.id(of: target)
    guard compiler.resources.resources[compiler.resources.resource(at: target)].isRecursiveAnchor else {
      emit(.reference, id, at: value)
      return
    }
    compiler.program.isDynamic = true
    emit(.recursiveReference, id, at: value)
  }

  // MARK: Types

  private mutating func compileType(_ value: Node, with compiler: inout Compiler) throws(SchemaError) {
    let names = value.array.map { Array($0) } ?? [value]
    var kinds: Kinds = []
    for name in names {
      guard let text = name.string, let kind = Kinds.names.first(where: { $0.0 == text })?.1 else {
        throw malformed(
          "\"type\" names array, boolean, integer, null, number, object or string, and not \(name.json())", name,
          compiler)
      }
      kinds.formUnion(kind == .integer && dialect.draft == .draft4 ? .integerNotation : kind)
    }
    self.kinds = kinds
    emit(.type, Int32(kinds.rawValue), at: value)
  }
}
