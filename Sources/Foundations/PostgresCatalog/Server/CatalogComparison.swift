/// A catalog that was replayed, held against one that was read from a server.
package struct CatalogComparison: Sendable {
  /// What the replayed catalog says and the server does not, or the other way round.
  package private(set) var wrong: [CatalogChange] = []

  /// What the replayed catalog says that it does not know.
  package private(set) var unknown: [ObjectID] = []

  /// How many objects and parts of objects the server has.
  package let compared: Int

  package init(replayed: PostgresCatalog, server: PostgresCatalog) {
    compared = server.objectCount
    for change in replayed.changes(to: server) {
      let isDoubted =
        replayed.doubt(about: change.object) != nil || replayed.incompleteness != nil
        || replayed.doubtedComment(change.object)
      if isDoubted {
        unknown.append(change.object)
      } else if case .altered(let id, let mine, let theirs) = change, mine.adopting(theirs) == theirs {
        unknown.append(id)
      } else {
        wrong.append(change)
      }
    }
  }
}

extension PostgresCatalog {
  fileprivate func doubtedComment(_ object: ObjectID) -> Bool {
    guard case .other("comment on", let name) = object else { return false }
    return doubts.entries.keys.contains { name.hasSuffix("\($0)") }
  }
}

extension Expression? {
  /// The other expression, where one of the two depends on what is not known.
  fileprivate func adopting(_ other: Expression?) -> Expression? {
    guard let self, let other, !self.isExact || !other.isExact else { return self }
    return other
  }
}

extension Expression {
  fileprivate func adopting(_ other: Expression) -> Expression { Optional(self).adopting(other) ?? self }
}

extension Column {
  fileprivate func adopting(_ other: Column) -> Column {
    var column = self
    column.type = type ?? other.type
    column.defaultValue = defaultValue.adopting(other.defaultValue)
    column.generated = generated.adopting(other.generated)
    return column
  }
}

extension CatalogValue {
  /// The value with what is not known of it taken from another.
  fileprivate func adopting(_ other: CatalogValue) -> CatalogValue {
    switch (self, other) {
    case (.column(let mine), .column(let theirs)): return .column(mine.adopting(theirs))
    case (.constraint(var mine), .constraint(let theirs)):
      if case .check(let check, let noInherit) = mine.kind, case .check(let other, _) = theirs.kind {
        mine.kind = .check(check.adopting(other), noInherit: noInherit)
      }
      if case .foreignKey(var key) = mine.kind, case .foreignKey(let other) = theirs.kind, key.columns.isEmpty {
        key.columns = other.columns
        mine.kind = .foreignKey(key)
      }
      return .constraint(mine)
    case (.index(var mine), .index(let theirs)):
      mine.predicate = mine.predicate.adopting(theirs.predicate)
      for index in mine.elements.indices where index < theirs.elements.count {
        guard case .expression(let own) = mine.elements[index].key,
          case .expression(let other) = theirs.elements[index].key
        else { continue }
        mine.elements[index].key = .expression(own.adopting(other))
      }
      return .index(mine)
    case (.policy(var mine), .policy(let theirs)):
      mine.using = mine.using.adopting(theirs.using)
      mine.check = mine.check.adopting(theirs.check)
      return .policy(mine)
    case (.trigger(var mine), .trigger(let theirs)):
      mine.condition = mine.condition.adopting(theirs.condition)
      return .trigger(mine)
    case (.relation(var mine), .relation(let theirs)):
      if let other = theirs.view?.query, let own = mine.view?.query { mine.view?.query = own.adopting(other) }
      return .relation(mine)
    case (.routine(var mine), .routine(let theirs)):
      mine.returns = mine.returns ?? theirs.returns
      return .routine(mine)
    case (.type(var mine), .type(let theirs)):
      switch (mine.kind, theirs.kind) {
      case (.composite(let own), .composite(let other)) where own.count == other.count:
        mine.kind = .composite(zip(own, other).map { $0.adopting($1) })
      case (.domain(var own), .domain(let other)):
        own.base = own.base ?? other.base
        own.defaultValue = own.defaultValue.adopting(other.defaultValue)
        for (name, check) in own.checks {
          if let theirs = other.checks[name] { own.checks[name] = check.adopting(theirs) }
        }
        mine.kind = .domain(own)
      case (.range(nil), .range): mine.kind = theirs.kind
      default: break
      }
      return .type(mine)
    default: return self
    }
  }
}
