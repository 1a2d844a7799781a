/// The relations of a database, with an index of those that refer to others.
///
/// A statement that drops or renames a relation looks only at what refers to it, and not at the whole database.
package struct RelationTable: Hashable, Sendable {
  private(set) var table = ObjectTable<QualifiedName, Relation>()

  /// The relations that refer to one, by the last part of its name, since policies name relations without schemas.
  private var referrers = SharedDictionary<String, Set<QualifiedName>>()

  /// The relations of the session.
  private(set) var temporary: Set<QualifiedName> = []

  package var entries: SharedDictionary<QualifiedName, Relation> { table.entries }

  package subscript(key: QualifiedName) -> Relation? {
    get { table[key] }
    set {
      index(key, from: table[key], to: newValue)
      table[key] = newValue
    }
  }

  @discardableResult
  mutating func alter(_ key: QualifiedName, _ body: (inout Relation) -> Void) -> Bool {
    guard let old = table[key] else { return false }
    table.alter(key, body)
    index(key, from: old, to: table[key])
    return true
  }

  /// The relations that may refer to another one, by its name in any schema, in the order of their names.
  func referrers(of name: QualifiedName) -> [(key: QualifiedName, value: Relation)] {
    (referrers[name.name] ?? []).sorted().compactMap { key in table[key].map { (key, $0) } }
  }

  private mutating func index(_ key: QualifiedName, from old: Relation?, to new: Relation?) {
    if key.schema == CatalogReplay.temporarySchema {
      if new == nil { temporary.remove(key) } else { temporary.insert(key) }
    }
    let (before, after) = (old?.references ?? [], new?.references ?? [])
    guard before != after else { return }
    for name in before.subtracting(after) {
      referrers.update(name) { keys in
        keys?.remove(key)
        if keys?.isEmpty == true { keys = nil }
      }
    }
    for name in after.subtracting(before) { referrers.update(name) { $0 = ($0 ?? []).union([key]) } }
  }

  mutating func mark() { table.mark() }
  mutating func release() { table.release() }
  mutating func settle() { table.settle() }

  mutating func rollBack() {
    for (key, old) in table.sinceMark { index(key, from: table[key], to: old) }
    table.rollBack()
  }

  package static func == (first: RelationTable, second: RelationTable) -> Bool { first.table == second.table }
  package func hash(into hasher: inout Hasher) { hasher.combine(table) }
}

extension Relation {
  /// The last parts of the names of relations that it refers to.
  fileprivate var references: Set<String> {
    var names = Set(parents.map(\.name))
    for name in view?.reads ?? [] { names.insert(name.name) }
    if let table = sequence?.ownedBy?.table { names.insert(table.name) }
    for constraint in constraints.values {
      if case .foreignKey(let key) = constraint.kind { names.insert(key.table.name) }
    }
    for policy in policies.values {
      for expression in [policy.using, policy.check] {
        for name in expression?.relations ?? [] {
          names.insert(name)
          // Written with its schema; a name can have a dot in it, too.
          if let dot = name.firstIndex(of: ".") { names.insert(String(name[name.index(after: dot)...])) }
        }
      }
    }
    return names
  }

  /// The relation and its parts.
  func identities(_ name: QualifiedName) -> [ObjectID] {
    [.relation(name)] + columns.map { .column(name, $0.name) } + constraints.keys.map { .constraint(name, $0) }
      + indexes.keys.map { .index(name, $0) } + policies.keys.map { .policy(name, $0) }
      + triggers.keys.map { .trigger(name, $0) } + rules.map { .rule(name, $0) }
  }
}
