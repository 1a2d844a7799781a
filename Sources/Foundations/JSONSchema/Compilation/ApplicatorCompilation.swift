import Documents

/// Keywords that ask other schemas.
extension KeywordCompiler {
  mutating func compileApplicator(
    _ keyword: Keyword, _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    switch keyword {
    case .allOf: emit(.allOf, try list(keyword, value, &compiler), at: value)
    case .anyOf: emit(.anyOf, try list(keyword, value, &compiler), at: value)
    case .oneOf: emit(.oneOf, try list(keyword, value, &compiler), at: value)
    case .prefixItems: emit(.prefixItems, try list(keyword, value, &compiler), at: value)
    case .not: emit(.not, try compiler.id(of: value, in: location.document), at: value)
    case .if: try compileConditional(value, beside: object, with: &compiler)
    case .items: try compileItems(value, beside: object, with: &compiler)
    case .additionalItems:
      guard let first = object["items"]?.array else { return }
      emit(.items, try compiler.id(of: value, in: location.document), Int32(first.count), at: value)
    case .contains: try compileContains(value, beside: object, with: &compiler)
    case .dependentRequired: emit(.dependentRequired, try dependencies(keyword, value, &compiler), at: value)
    case .dependentSchemas: emit(.dependentSchemas, try dependencies(keyword, value, &compiler), at: value)
    default: emit(.dependencies, try dependencies(keyword, value, &compiler), at: value)
    }
  }

  private func list(_ keyword: Keyword, _ value: Node, _ compiler: inout Compiler) throws(SchemaError) -> Int32 {
    guard let elements = value.array, !elements.isEmpty else {
      throw malformed("\"\(keyword.rawValue)\" is an array with at least one schema, and not this", value, compiler)
    }
    return try compiler.list(elements, in: location.document)
  }

  private mutating func compileConditional(
    _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    var branches: [Int32] = []
    for name in ["then", "else"] {
      if let branch = object[name] {
        branches.append(try compiler.id(of: branch, in: location.document))
      } else {
        branches.append(-1)
      }
    }
    emit(.conditional, try compiler.id(of: value, in: location.document), branches[0], branches[1], at: value)
  }

  private mutating func compileItems(
    _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    if dialect.draft < .draft2020, let elements = value.array {
      if !elements.isEmpty { emit(.prefixItems, try compiler.list(elements, in: location.document), at: value) }
      return
    }
    let first = dialect.draft == .draft2020 ? object["prefixItems"]?.array?.count ?? 0 : 0
    emit(.items, try compiler.id(of: value, in: location.document), Int32(first), at: value)
  }

  private mutating func compileContains(
    _ value: Node, beside object: Object, with compiler: inout Compiler
  ) throws(SchemaError) {
    var least: Int32 = 1
    var most: Int32 = -1
    if dialect.knows(.minContains) {
      if let minimum = object["minContains"] { least = try count(.minContains, minimum, compiler) }
      if let maximum = object["maxContains"] { most = try count(.maxContains, maximum, compiler) }
    }
    emit(.contains, try compiler.id(of: value, in: location.document), least, most, at: value)
  }

  private func dependencies(
    _ keyword: Keyword, _ value: Node, _ compiler: inout Compiler
  ) throws(SchemaError) -> Int32 {
    guard let members = value.object else {
      throw malformed("\"\(keyword.rawValue)\" is an object, and this is \(value.kind.phrase)", value, compiler)
    }
    var table = DependencyTable()
    for member in members.inKeyOrder {
      var dependency = DependencyTable.Dependency(key: member.key)
      if keyword != .dependentSchemas, let names = member.value.array {
        for name in names {
          guard let text = name.string else {
            throw malformed("a property's name is a string, and this is \(name.kind.phrase)", name, compiler)
          }
          dependency.required.append(text)
        }
      } else if keyword == .dependentRequired {
        throw malformed("\"dependentRequired\" has arrays of names, and not this", member.value, compiler)
      } else {
        dependency.schema = try compiler.id(of: member.value, in: location.document)
      }
      table.dependencies.append(dependency)
    }
    compiler.program.dependencies.append(table)
    return Int32(compiler.program.dependencies.count - 1)
  }

  // MARK: Properties

  /// Makes the table that all keywords about properties share.
  func addTable(_ object: Object, with compiler: inout Compiler) throws(SchemaError) -> Int32 {
    var table = PropertyTable()
    var keys = KeyMap.Builder()
    if dialect.knows(.properties), let properties = object["properties"] {
      for member in try members(.properties, properties, compiler) {
        _ = member.withKey { key in keys.insert(key) }
        table.slots.append(
          PropertyTable.Slot(schema: try compiler.id(of: member.value, in: location.document), isRequired: false))
      }
    }
    if dialect.knows(.required), let required = object["required"] { try add(required, to: &table, &keys, compiler) }
    if dialect.knows(.patternProperties), let patterns = object["patternProperties"] {
      // A pattern may be given up on where another one refuses the value: which is asked first must not depend on order.
      for member in try members(.patternProperties, patterns, compiler).inKeyOrder {
        let key = Location(Int(location.document), member.value.index - 1)
        table.patterns.append(
          (try compiler.pattern(member.key, at: key), try compiler.id(of: member.value, in: location.document)))
      }
    }
    if dialect.knows(.additionalProperties), let additional = object["additionalProperties"] {
      table.additional = try compiler.id(of: additional, in: location.document)
    }
    if dialect.knows(.propertyNames), let names = object["propertyNames"] {
      table.names = try compiler.id(of: names, in: location.document)
    }
    table.keys = keys.finish()
    compiler.program.tables.append(table)
    return Int32(compiler.program.tables.count - 1)
  }

  private func add(
    _ required: Node, to table: inout PropertyTable, _ keys: inout KeyMap.Builder, _ compiler: Compiler
  ) throws(SchemaError) {
    guard let names = required.array else {
      throw malformed(
        "\"required\" is an array of property names, and this is \(required.kind.phrase)", required, compiler)
    }
    for name in names {
      guard name.kind == .string, let slot = name.withText({ keys.insert($0) }) else {
        throw malformed("a property's name is a string, and this is \(name.kind.phrase)", name, compiler)
      }
      if slot == table.slots.count { table.slots.append(PropertyTable.Slot(schema: -1, isRequired: false)) }
      if !table.slots[slot].isRequired { table.required += 1 }
      table.slots[slot].isRequired = true
    }
  }

  private func members(_ keyword: Keyword, _ value: Node, _ compiler: Compiler) throws(SchemaError) -> Object {
    guard let members = value.object else {
      throw malformed("\"\(keyword.rawValue)\" is an object, and this is \(value.kind.phrase)", value, compiler)
    }
    return members
  }

  mutating func compileObject(
    _ keyword: Keyword, _ value: Node, table: Int32, with compiler: inout Compiler
  ) throws(SchemaError) {
    switch keyword {
    case .properties: emit(.properties, table, at: value)
    case .patternProperties: emit(.patternProperties, table, at: value)
    case .additionalProperties: emit(.additionalProperties, table, at: value)
    case .required: emit(.required, table, at: value)
    default: emit(.propertyNames, try compiler.id(of: value, in: location.document), table, at: value)
    }
  }
}
