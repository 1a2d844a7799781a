internal import Findings
internal import PostgresCatalog
internal import SQL

/// How the database after up and down differs from the one before.
extension MigrationEffect {
  enum Deviation {
    /// The way up changed it, and the way back did not restore it.
    case incomplete
    /// It was there before, and the way back took it away.
    case excessive
  }

  /// The differences of a kind, without parts of what differs as a whole; `nil` where there is no way back, or where
  /// too much is unknown.
  func difference(_ kind: Deviation) -> [CatalogChange]? {
    guard let wayBack, !wayBack.direction.isEmpty, wayBack.after.incompleteness == nil else { return nil }
    let made = Set(steps.flatMap(\.changes).map(\.object.owner))
    let undone = Set(wayBack.steps.flatMap(\.changes).map(\.object))
    let all = wayBack.differences.filter { change in
      wayBack.after.doubt(about: change.object) == nil && before.doubt(about: change.object) == nil
        && !change.isUncertain
    }
    let whole = Set(all.compactMap(\.wholeObject))
    return all.filter { change in
      let isPart = change.wholeObject == nil && whole.contains(change.object.owner)
      guard !isPart else { return false }
      let isExcessive: Bool
      if case .dropped(let object, _) = change {
        isExcessive = undone.contains(object) && !wasDropped(object)
      } else {
        isExcessive = !made.contains(change.object.owner) && undone.contains(where: { $0.owner == change.object.owner })
      }
      return isExcessive == (kind == .excessive)
    }
  }

  /// Whether the way up took an object away itself.
  private func wasDropped(_ object: ObjectID) -> Bool {
    steps.flatMap(\.changes).contains { change in
      if case .dropped(object, _) = change { true } else { false }
    }
  }

  /// The names of the relations that the way up changes.
  var changedNames: Set<QualifiedName> {
    var names: Set<QualifiedName> = []
    for change in steps.flatMap(\.changes) {
      if case .relation(let name) = change.object.owner { names.insert(name) }
    }
    return names
  }

  /// The policies that the way up makes or changes, as they are afterwards.
  var changedPolicies: [(table: QualifiedName, name: String, value: Policy)] {
    changedRelations.flatMap { name, before, after in
      after.policies.filter { before?.policies[$0.key] != $0.value }.map { (name, $0.key, $0.value) }
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  func place(ofPolicy policy: String, on name: QualifiedName) -> Place {
    place(of: steps.last { $0.changes.contains { $0.object == .policy(name, policy) } }?.range)
  }

  /// The statement that opened a table to roles, or that took its row security away.
  func place(openingTo roles: Set<String>, _ name: QualifiedName) -> Place {
    let opening = steps.last { step in
      step.changes.contains { change in
        guard change.object.owner == .relation(name) else { return false }
        if case .granted(_, let right, _) = change { return roles.contains(right.role) }
        guard case .altered(_, .relation(let old), .relation(let new)) = change else { return false }
        return old.rowSecurity.isEnabled && !new.rowSecurity.isEnabled
      }
    }
    return place(of: opening?.range ?? step(changing: .relation(name))?.range)
  }
}

extension MigrationEffect.WayBack {
  func place(changing object: ObjectID) -> Place {
    let step = steps.last { $0.changes.contains { $0.object == object } }
    return Place(path: file.path, step?.range, of: direction.script.source)
  }
}

extension CatalogChange {
  /// The object that is there or not as a whole; `nil` for other changes.
  var wholeObject: ObjectID? {
    switch self {
    case .created(let object, _) where object == object.owner, .dropped(let object, _) where object == object.owner:
      object
    default: nil
    }
  }

  /// Whether it compares expressions of which one is not known.
  var isUncertain: Bool {
    guard case .altered(_, let old, let new) = self else { return false }
    return old.hasUnknownExpression || new.hasUnknownExpression
  }
}

extension CatalogValue {
  fileprivate var hasUnknownExpression: Bool {
    switch self {
    case .column(let column):
      column.type == nil || column.defaultValue?.isExact == false || column.generated?.isExact == false
    case .policy(let policy): policy.using?.isExact == false || policy.check?.isExact == false
    case .relation(let facts): facts.view?.query.isExact == false
    case .constraint(let constraint): if case .check(let check, _) = constraint.kind { !check.isExact } else { false }
    case .routine(let routine): routine.returns == nil
    default: false
    }
  }
}

extension Policy {
  /// Whether it lets a row through; one without an expression denies, as does UPDATE or DELETE without USING.
  var canPass: Bool {
    switch command {
    case .insert: check != nil
    case .update, .delete: using != nil
    default: using != nil || check != nil
    }
  }
}
