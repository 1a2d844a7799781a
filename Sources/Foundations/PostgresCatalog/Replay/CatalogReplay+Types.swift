internal import SQL

extension CatalogReplay {
  mutating func runOnTypes(_ statement: Statement) throws(ReplayError) {
    switch statement {
    case .createEnum(let statement): try create(.enumeration(statement.values), statement.name)
    case .createRange(let statement):
      let type = statement.parameters.first { $0.name == "subtype" }.flatMap { TypeName($0.argument) }
      try create(.range(of: typeName(type)), statement.name)
    case .createComposite(let statement):
      guard let relation = statement.relation else { return }
      var columns: [Column] = []
      for attribute in statement.attributes {
        columns.append(Column(attribute.name, try requireType(attribute.type)))
      }
      try create(.composite(columns), [relation.schema, relation.name].compactMap(\.self))
    case .createDomain(let statement): try createDomain(statement)
    case .alterDomain(let statement): try alterDomain(statement)
    case .alterEnum(let statement): try alterEnum(statement)
    case .createSequence(let statement): try createSequence(statement)
    case .alterSequence(let statement): try alterSequence(statement)
    default: break
    }
  }

  private mutating func create(_ kind: UserType.Kind, _ parts: [String]) throws(ReplayError) {
    let name = try newName(parts)
    if isTaken(name) { throw ReplayError(.duplicate, .type(name)) }
    var type = UserType(kind, owner: session.role)
    type.access = initialAccess(.type, in: name.schema)
    catalog.types[name] = type
    catalog.doubts[.type(name)] = nil
  }

  private func existing(_ parts: [String]) throws(ReplayError) -> QualifiedName {
    if let name = resolveType(parts), catalog.types[name] != nil { return name }
    throw ReplayError(.missing, .type(qualified(parts)))
  }

  private mutating func alterEnum(_ statement: AlterEnum) throws(ReplayError) {
    let name = try existing(statement.name)
    guard case .enumeration(var values)? = catalog.types[name]?.kind, let new = statement.newValue else {
      throw ReplayError(.wrongKind, .type(name))
    }
    if let old = statement.oldValue {
      guard let index = values.firstIndex(of: old) else {
        throw ReplayError(.missing, .type(name), "has no value \(old)")
      }
      values[index] = new
    } else if values.contains(new) {
      if statement.ifNotExists { return }
      throw ReplayError(.duplicate, .type(name), "has the value \(new) already")
    } else if let neighbor = statement.neighbor {
      guard let index = values.firstIndex(of: neighbor) else {
        throw ReplayError(.missing, .type(name), "has no value \(neighbor)")
      }
      values.insert(new, at: statement.isAfter ? index + 1 : index)
    } else {
      values.append(new)
    }
    catalog.types.alter(name) { $0.kind = .enumeration(values) }
  }

  private mutating func createDomain(_ statement: CreateDomain) throws(ReplayError) {
    var domain = UserType.Domain()
    domain.base = try requireType(statement.type)
    let name = statement.name.last ?? ""
    for constraint in statement.constraints { apply(constraint, to: &domain, of: name) }
    try create(.domain(domain), statement.name)
  }

  private func apply(_ constraint: Constraint, to domain: inout UserType.Domain, of name: String) {
    switch constraint.type {
    case .notNull: domain.isNotNull = true
    case .null: domain.isNotNull = false
    case .defaultValue:
      domain.defaultValue = constraint.expression.flatMap { Self.defaultExpression($0, of: domain.base, [:]) }
    case .check:
      guard let expression = constraint.expression else { return }
      let known = domain.checks
      let chosen = constraint.name ?? chooseName(name, nil, "check") { known[$0] != nil }
      domain.checks[chosen] = Expression(expression, scope: ["value": domain.base])
    default: break
    }
  }

  private mutating func alterDomain(_ statement: AlterDomain) throws(ReplayError) {
    let name = try existing(statement.typeName)
    guard case .domain(var domain)? = catalog.types[name]?.kind else { throw ReplayError(.wrongKind, .type(name)) }
    switch statement.subtype {
    case "T":
      domain.defaultValue = statement.definition.flatMap { Self.defaultExpression($0, of: domain.base, [:]) }
    case "N": domain.isNotNull = false
    case "O": domain.isNotNull = true
    case "C": if let constraint = Constraint(statement.definition) { apply(constraint, to: &domain, of: name.name) }
    case "X":
      guard let check = statement.name else { return }
      if domain.checks.removeValue(forKey: check) == nil, !statement.missingOk {
        throw ReplayError(.missing, .type(name), "has no constraint \(check)")
      }
    default: break
    }
    catalog.types.alter(name) { $0.kind = .domain(domain) }
  }

  mutating func alterComposite(_ relation: RangeVar, _ commands: [AlterTableCommand]) throws(ReplayError) {
    let name = try existing([relation.schema, relation.name].compactMap(\.self))
    guard case .composite(var columns)? = catalog.types[name]?.kind else { throw ReplayError(.wrongKind, .type(name)) }
    for command in commands {
      switch command.type {
      case .addColumn:
        guard let definition = ColumnDef(command.definition) else { continue }
        columns.append(Column(definition.name, try requireType(definition.type)))
      case .dropColumn: columns.removeAll { $0.name == command.name }
      case .alterType:
        let type = try requireType(ColumnDef(command.definition)?.type)
        if let index = columns.firstIndex(where: { $0.name == command.name }) { columns[index].type = type }
      default: break
      }
    }
    catalog.types.alter(name) { $0.kind = .composite(columns) }
  }

  // MARK: Sequences

  private mutating func createSequence(_ statement: CreateSequence) throws(ReplayError) {
    guard let name = try newRelation(statement.sequence, ifNotExists: statement.ifNotExists) else { return }
    var relation = newRelation(.sequence, name, persistence: statement.sequence?.persistence ?? "p")
    var options = SequenceOptions()
    let type = statement.options.first { $0.name == "as" }.flatMap { typeName(TypeName($0.argument)) }
    if let type { options.setType(type) }
    options.apply(statement.options)
    options.ownedBy = try owningColumn(statement.options) ?? nil
    relation.sequence = options
    insert(relation, name)
  }

  private mutating func alterSequence(_ statement: AlterSequence) throws(ReplayError) {
    guard let sequence = statement.sequence else { return }
    guard let name = resolve(sequence) else {
      if statement.missingOk { return }
      throw ReplayError(.missing, .relation(nameForMissing(sequence)))
    }
    let owner = try owningColumn(statement.options)
    let type = statement.options.first { $0.name == "as" }.flatMap { typeName(TypeName($0.argument)) }
    catalog.relations.alter(name) { relation in
      if let type { relation.sequence?.changeType(type) }
      relation.sequence?.apply(statement.options)
      if let owner { relation.sequence?.ownedBy = owner }
    }
  }

  /// The column of `OWNED BY`; the outer `nil` where the statement has no such word, the inner for `NONE`.
  private func owningColumn(
    _ options: [DefElem]
  ) throws(ReplayError) -> SequenceOptions.OwningColumn?? {
    guard let option = options.first(where: { $0.name == "owned_by" }) else { return nil }
    let parts = option.argument?.items?.compactMap(\.stringValue) ?? []
    guard parts.count > 1, let column = parts.last else { return .some(nil) }
    let table = parts.dropLast()
    let found =
      table.count > 1
      ? QualifiedName(table[table.count - 2], table[table.count - 1])
      : resolve(table[0]) { catalog.relations[$0] != nil }
    guard let found, catalog.relations[found]?.column(column) != nil else {
      throw ReplayError(.missing, .column(found ?? QualifiedName("public", table[0]), column))
    }
    return .some(.init(table: found, column: column))
  }
}

extension SequenceOptions {
  private static func limit(of type: String) -> Int {
    type == "smallint" ? Int(Int16.max) : type == "integer" ? Int(Int32.max) : Int.max
  }

  mutating func setType(_ type: String) {
    self.type = type
    maximum = Self.limit(of: type)
  }

  /// Bounds that are those of the old type become those of the new one.
  mutating func changeType(_ type: String) {
    if maximum == Self.limit(of: self.type) { maximum = Self.limit(of: type) }
    self.type = type
  }

  mutating func apply(_ options: [DefElem]) {
    func number(_ name: String) -> Int? {
      options.last { $0.name == name }?.value.flatMap { Int($0) }
    }
    increment = number("increment") ?? increment
    let isDescending = increment < 0
    let hadDefaultStart = start == (isDescending ? maximum : minimum)
    if let option = options.last(where: { $0.name == "maxvalue" }) {
      maximum = option.value.flatMap { Int($0) } ?? (isDescending ? -1 : Self.limit(of: type))
    } else if isDescending, maximum == Self.limit(of: type) {
      maximum = -1
    }
    if let option = options.last(where: { $0.name == "minvalue" }) {
      minimum = option.value.flatMap { Int($0) } ?? (isDescending ? -Self.limit(of: type) - 1 : 1)
    } else if isDescending, minimum == 1 {
      minimum = -Self.limit(of: type) - 1
    }
    if let given = number("start") {
      start = given
    } else if hadDefaultStart, start == 1 {
      start = isDescending ? maximum : minimum
    }
    cache = number("cache") ?? cache
    if let option = options.last(where: { $0.name == "cycle" }) { cycles = option.isOn }
  }
}
