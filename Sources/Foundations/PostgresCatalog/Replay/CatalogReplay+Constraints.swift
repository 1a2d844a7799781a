internal import SQL

extension CatalogReplay {
  /// A name for an object that a statement leaves to the server, not longer than 63 bytes (`makeObjectName`,
  /// `ChooseRelationName`).
  func chooseName(_ first: String, _ second: String?, _ label: String, isTaken: (String) -> Bool) -> String {
    for pass in 0..<1_000_000 {
      let suffix = pass == 0 ? label : "\(label)\(pass)"
      var (one, two) = (Array(first.utf8), second.map { Array($0.utf8) })
      let room = 63 - suffix.utf8.count - 1 - (two == nil ? 0 : 1)
      while one.count + (two?.count ?? 0) > room {
        if one.count > two?.count ?? 0 { one.removeLast() } else { two?.removeLast() }
      }
      func text(_ bytes: [UInt8]) -> String {
        var bytes = bytes
        // A character is never cut in two.
        while let last = bytes.last, last >= 0x80, String(validating: bytes, as: UTF8.self) == nil {
          bytes.removeLast()
        }
        return String(decoding: bytes, as: UTF8.self)
      }
      let name = ([text(one)] + (two.map { [text($0)] } ?? []) + [suffix]).joined(separator: "_")
      if !isTaken(name) { return name }
    }
    return label
  }

  private func constraintExists(_ name: String, in table: QualifiedName) -> Bool {
    catalog.relations[table]?.constraints[name] != nil
  }

  /// Adds constraints in the order that a server does: checks, then keys, then references to other tables.
  mutating func addConstraints(_ constraints: [(Constraint, String?)], to name: QualifiedName) throws(ReplayError) {
    let order: [ConstraintType] = [.check, .primaryKey, .unique, .exclusion, .foreignKey]
    let attributes = constraints.filter { $0.0.type.map { !order.contains($0) } ?? true }
    for type in order {
      for (constraint, column) in constraints where constraint.type == type {
        try addConstraint(constraint, of: column, to: name, deferral(of: constraint, column, attributes))
      }
    }
  }

  /// `DEFERRABLE` behind a constraint of a column is a node of its own.
  private func deferral(
    of constraint: Constraint, _ column: String?, _ attributes: [(Constraint, String?)]
  ) -> (Bool, Bool) {
    let own = attributes.filter { $0.1 == column && column != nil }.map(\.0.type)
    return (
      constraint.deferrable || own.contains(.deferrable) || own.contains(.deferred),
      constraint.initiallyDeferred || own.contains(.deferred)
    )
  }

  mutating func addConstraint(
    _ constraint: Constraint, of column: String?, to name: QualifiedName, _ deferral: (Bool, Bool)? = nil
  ) throws(ReplayError) {
    guard let relation = catalog.relations[name] else { return }
    if let given = constraint.name, relation.constraints[given] != nil {
      throw ReplayError(.duplicate, .constraint(name, given))
    }
    let columns = constraint.keys.isEmpty ? column.map { [$0] } ?? [] : constraint.keys
    var added: TableConstraint
    var chosen = constraint.name
    switch constraint.type {
    case .check:
      guard let expression = constraint.expression else { return }
      try checkColumns(of: [expression], about: name)
      let check = Expression(expression, scope: relation.scope())
      let named = relation.columns.map(\.name).filter(check.columns.contains)
      added = TableConstraint(kind: .check(check, noInherit: constraint.isNoInherit), columns: named)
      chosen =
        chosen
        ?? chooseName(name.name, named.count == 1 ? named[0] : nil, "check") { constraintExists($0, in: name) }
    case .primaryKey, .unique, .exclusion: return try addKey(constraint, columns, to: name, deferral)
    case .foreignKey:
      let own = constraint.foreignKeys.isEmpty ? columns : constraint.foreignKeys
      added = TableConstraint(kind: .foreignKey(try foreignKey(constraint)), columns: own)
      chosen =
        chosen
        ?? chooseName(name.name, own.joined(separator: "_"), "fkey") { constraintExists($0, in: name) }
    default: return
    }
    for column in added.columns where relation.column(column) == nil {
      throw ReplayError(.missing, .column(name, column))
    }
    added.isValidated = !constraint.skipsValidation
    added.isDeferrable = deferral?.0 ?? constraint.deferrable
    added.isInitiallyDeferred = deferral?.1 ?? constraint.initiallyDeferred
    guard let chosen else { return }
    catalog.relations.alter(name) { $0.constraints[chosen] = added }
    if case .check(_, false) = added.kind {
      added.isInherited = true
      for child in descendants(of: name) { catalog.relations.alter(child) { $0.constraints[chosen] = added } }
    } else if case .foreignKey = added.kind {
      for child in descendants(of: name) where catalog.relations[child]?.partition?.isPartition == true {
        let own = chooseName(child.name, added.columns.joined(separator: "_"), "fkey") {
          constraintExists($0, in: child)
        }
        added.isInherited = true
        catalog.relations.alter(child) { $0.constraints[own] = added }
      }
    }
  }

  private func foreignKey(_ constraint: Constraint) throws(ReplayError) -> TableConstraint.ForeignKey {
    let table = try require(constraint.referenced)
    let keys = catalog.relations[table]?.constraints.values.first { $0.kind == .primaryKey }?.columns
    func letter(_ text: String) -> String { text.isEmpty ? "a" : text }
    return TableConstraint.ForeignKey(
      table: table, columns: constraint.primaryKeys.isEmpty ? keys ?? [] : constraint.primaryKeys,
      onUpdate: letter(constraint.onUpdate), onDelete: letter(constraint.onDelete),
      match: constraint.match.isEmpty ? "s" : constraint.match)
  }

  private mutating func addKey(
    _ constraint: Constraint, _ columns: [String], to name: QualifiedName, _ deferral: (Bool, Bool)?
  ) throws(ReplayError) {
    guard let relation = catalog.relations[name] else { return }
    let isPrimary = constraint.type == .primaryKey
    var keys = columns
    var index: Index
    if let existing = constraint.indexName {
      guard let found = relation.indexes[existing] else { throw ReplayError(.missing, .index(name, existing)) }
      index = found
      keys = found.elements.compactMap { if case .column(let column) = $0.key { column } else { nil } }
      if let given = constraint.name, given != existing { try renameIndex(existing, of: name, to: given) }
    } else if constraint.type == .exclusion {
      index = exclusionIndex(constraint, relation)
      keys = index.elements.compactMap { if case .column(let column) = $0.key { column } else { nil } }
    } else {
      index = Index(elements: columns.map { Index.Element(key: .column($0)) })
    }
    for key in keys where relation.column(key) == nil { throw ReplayError(.missing, .column(name, key)) }
    index.including = constraint.including.isEmpty ? index.including : constraint.including
    index.isUnique = constraint.type != .exclusion
    index.isOfConstraint = true
    index.nullsNotDistinct = constraint.nullsNotDistinct || index.nullsNotDistinct
    let chosen =
      constraint.name ?? constraint.indexName
      ?? chooseName(
        name.name, isPrimary ? nil : Self.joinedNames(keys),
        isPrimary ? "pkey" : constraint.type == .unique ? "key" : "excl"
      ) { isTaken(QualifiedName(name.schema, $0)) || relation.constraints[$0] != nil }
    if isPrimary, relation.constraints.values.contains(where: { $0.kind == .primaryKey }) {
      throw ReplayError(.duplicate, .constraint(name, chosen), "is a second primary key")
    }
    if constraint.indexName == nil, isTaken(QualifiedName(name.schema, chosen)) {
      throw ReplayError(.duplicate, .index(name, chosen))
    }
    var added = TableConstraint(
      kind: isPrimary
        ? .primaryKey
        : constraint.type == .exclusion ? .exclusion : .unique(nullsNotDistinct: index.nullsNotDistinct), columns: keys)
    added.isDeferrable = deferral?.0 ?? constraint.deferrable
    added.isInitiallyDeferred = deferral?.1 ?? constraint.initiallyDeferred
    catalog.indexes[QualifiedName(name.schema, chosen)] = name
    catalog.relations.alter(name) { relation in
      relation.constraints[chosen] = added
      relation.indexes[chosen] = index
      guard isPrimary else { return }
      for key in keys { _ = relation.alterColumn(key) { $0.isNotNull = true } }
    }
    for child in partitions(of: name) { cloneIndex(chosen, of: name, to: child) }
  }

  private func exclusionIndex(_ constraint: Constraint, _ relation: Relation) -> Index {
    let elements = constraint.exclusions.compactMap { pair in
      IndexElement(pair.items?.first).map { Index.Element($0, of: relation) }
    }
    var index = Index(elements: elements)
    index.method = constraint.accessMethod.isEmpty ? "btree" : constraint.accessMethod
    index.predicate = constraint.condition.map { Expression($0, scope: relation.scope()) }
    return index
  }

  // MARK: Indexes

  mutating func createIndex(_ statement: CreateIndex) throws(ReplayError) {
    let table = try require(statement.relation)
    guard let relation = catalog.relations[table] else { return }
    guard relation.isTable || relation.kind == .materializedView else {
      throw ReplayError(.wrongKind, .relation(table))
    }
    try checkColumns(of: statement.elements.map(\.expression) + [statement.condition], about: table)
    let index = Index(statement, of: relation)
    for case .column(let column) in index.elements.map(\.key) where relation.column(column) == nil {
      if !Self.isUncertain(relation) { throw ReplayError(.missing, .column(table, column)) }
    }
    let name: String
    if let given = statement.name {
      if isTaken(QualifiedName(table.schema, given)) {
        if statement.ifNotExists { return }
        throw ReplayError(.duplicate, .index(table, given))
      }
      name = given
    } else {
      name = chooseIndexName(index, of: table)
    }
    catalog.indexes[QualifiedName(table.schema, name)] = table
    catalog.relations.alter(table) { $0.indexes[name] = index }
    for child in partitions(of: table) { cloneIndex(name, of: table, to: child) }
  }

  private static func isUncertain(_ relation: Relation) -> Bool { relation.columns.isEmpty }

  private func chooseIndexName(_ index: Index, of table: QualifiedName) -> String {
    var names: [String] = []
    for element in index.elements {
      var name = element.impliedName
      for pass in 1..<1000 where names.contains(name) { name = "\(element.impliedName)\(pass)" }
      names.append(name)
    }
    return chooseName(table.name, Self.joinedNames(names + index.including), "idx") {
      isTaken(QualifiedName(table.schema, $0))
    }
  }

  /// The names of columns joined, and no more of them than fit (`ChooseIndexNameAddition`).
  static func joinedNames(_ names: [String]) -> String {
    var joined = ""
    for name in names {
      if !joined.isEmpty { joined += "_" }
      joined += name
      if joined.utf8.count >= 64 { break }
    }
    return joined
  }

  mutating func renameIndex(_ old: String, of table: QualifiedName, to new: String) throws(ReplayError) {
    let target = QualifiedName(table.schema, new)
    if isTaken(target) { throw ReplayError(.duplicate, .index(table, new)) }
    catalog.indexes[QualifiedName(table.schema, old)] = nil
    catalog.indexes[target] = table
    catalog.relations.alter(table) { relation in
      relation.indexes[new] = relation.indexes.removeValue(forKey: old)
      if let constraint = relation.constraints.removeValue(forKey: old) { relation.constraints[new] = constraint }
    }
  }

  // MARK: Children

  func children(of name: QualifiedName) -> [QualifiedName] {
    catalog.relations.referrers(of: name).filter { $0.value.parents.contains(name) }.map(\.key)
  }

  /// The tables that inherit from one, at any distance.
  func descendants(of name: QualifiedName) -> [QualifiedName] {
    var found: [QualifiedName] = []
    var open = children(of: name)
    while let next = open.popLast() {
      guard !found.contains(next) else { continue }
      found.append(next)
      open += children(of: next)
    }
    return found
  }

  func partitions(of name: QualifiedName) -> [QualifiedName] {
    guard catalog.relations[name]?.kind == .partitionedTable else { return [] }
    return children(of: name)
  }

  mutating func cloneIndexes(of table: QualifiedName, to child: QualifiedName) {
    let names = (catalog.relations[table]?.indexes ?? [:]).keys.sorted()
    let keys = names.filter { catalog.relations[table]?.indexes[$0]?.isOfConstraint == true }
    for name in keys + names.filter({ !keys.contains($0) }) { cloneIndex(name, of: table, to: child) }
    for (_, constraint) in catalog.relations[table]?.constraints ?? [:] {
      guard case .foreignKey = constraint.kind, catalog.relations[child]?.partition?.isPartition == true else {
        continue
      }
      let isThere =
        catalog.relations[child]?.constraints.values.contains {
          $0.kind == constraint.kind && $0.columns == constraint.columns
        } ?? false
      guard !isThere else { continue }
      var own = constraint
      own.isInherited = true
      let name = chooseName(child.name, constraint.columns.joined(separator: "_"), "fkey") {
        constraintExists($0, in: child)
      }
      catalog.relations.alter(child) { $0.constraints[name] = own }
    }
  }

  /// Gives a child the index of its parent, under a name of its own, unless it has an equal one.
  private mutating func cloneIndex(_ name: String, of table: QualifiedName, to child: QualifiedName) {
    guard let index = catalog.relations[table]?.indexes[name], let relation = catalog.relations[child] else { return }
    let constraint = catalog.relations[table]?.constraints[name]
    if constraint == nil, relation.indexes.values.contains(where: { $0.isEquivalent(to: index) }) { return }
    let label = constraint.map { $0.kind == .primaryKey ? "pkey" : $0.kind == .exclusion ? "excl" : "key" } ?? "idx"
    let middle = constraint?.kind == .primaryKey ? nil : Self.joinedNames(index.elements.map(\.impliedName))
    let own = chooseName(child.name, middle, label) { isTaken(QualifiedName(child.schema, $0)) }
    catalog.indexes[QualifiedName(child.schema, own)] = child
    catalog.relations.alter(child) { relation in
      relation.indexes[own] = index
      guard var constraint else { return }
      constraint.isInherited = true
      relation.constraints[own] = constraint
      if constraint.kind == .primaryKey {
        for key in constraint.columns { _ = relation.alterColumn(key) { $0.isNotNull = true } }
      }
    }
    for next in partitions(of: child) { cloneIndex(own, of: child, to: next) }
  }
}

extension Index {
  fileprivate func isEquivalent(to other: Index) -> Bool {
    method == other.method && elements == other.elements && isUnique == other.isUnique && predicate == other.predicate
  }
}

extension Index {
  init(_ statement: CreateIndex, of relation: Relation) {
    self.init(elements: statement.elements.map { Element($0, of: relation) })
    method = statement.method.isEmpty ? "btree" : statement.method
    including = statement.including.compactMap(\.name)
    predicate = statement.condition.map { Expression($0, scope: relation.scope()) }
    isUnique = statement.unique
    nullsNotDistinct = statement.nullsNotDistinct
  }
}

extension Index.Element {
  init(_ element: IndexElement, of relation: Relation) {
    self.init(
      key: element.name.map { .column($0) }
        ?? element.expression.map { .expression(Expression($0, scope: relation.scope())) } ?? .column(""))
    impliedName = element.name ?? element.expression?.impliedName ?? "expr"
    collation = element.collation.last
    operatorClass = element.operatorClass.last
    isDescending = element.ordering == .descending
    nullsFirst = element.nulls.map { $0 == .first } ?? isDescending
  }
}
