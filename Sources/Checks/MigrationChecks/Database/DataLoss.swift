internal import Documents
internal import PostgresCatalog
internal import SQL

/// Data that a way up takes away, and that no way back brings again.
struct DataLoss {
  let message: String
  let range: SourceRange

  /// The losses of a migration in the order of its statements, those of what it made itself left out.
  static func all(in effect: MigrationEffect) -> [DataLoss] {
    effect.steps.flatMap { step in
      let messages = dropped(step, effect) + narrowed(step, effect) + removedRows(step, effect)
      return messages.map { DataLoss(message: $0, range: step.range) }
    }
  }

  private static func dropped(_ step: MigrationEffect.Step, _ effect: MigrationEffect) -> [String] {
    switch step.statement {
    case .rename, .setSchema: return []
    default: break
    }
    var messages: [String] = []
    var tables: Set<QualifiedName> = []
    for case .dropped(let object, let value) in step.changes {
      guard case .relation(let name) = object, case .relation(let facts) = value,
        facts.kind == .table || facts.kind == .partitionedTable, let old = effect.before.relations[name],
        !isMoved(old, step)
      else { continue }
      tables.insert(name)
      messages.append("drops the table `\(name)`")
    }
    for case .dropped(.column(let table, let name), .column(let column)) in step.changes
    where !tables.contains(table) && column.generated == nil {
      guard let relation = effect.before.relations[table], relation.isTable, relation.column(name) != nil,
        effect.after.relations[table] != nil, !isRenamed(column, of: table, step)
      else { continue }
      messages.append("drops the column `\(table).\(name)`")
    }
    return messages
  }

  /// Whether a statement, as within a DO block, gives a table another name.
  private static func isMoved(_ old: Relation, _ step: MigrationEffect.Step) -> Bool {
    let made = step.changes.compactMap { change -> QualifiedName? in
      guard case .created(.relation(let name), _) = change else { return nil }
      return name
    }
    return made.contains { name in
      let columns = Set(
        step.changes.compactMap { change -> String? in
          guard case .created(.column(name, let column), _) = change else { return nil }
          return column
        })
      return !columns.isEmpty && columns == Set(old.columns.map(\.name))
    }
  }

  private static func isRenamed(_ old: Column, of table: QualifiedName, _ step: MigrationEffect.Step) -> Bool {
    step.changes.contains { change in
      guard case .created(.column(table, _), .column(let new)) = change else { return false }
      return new.type == old.type && new.isNotNull == old.isNotNull
    }
  }

  private static func narrowed(_ step: MigrationEffect.Step, _ effect: MigrationEffect) -> [String] {
    step.changes.compactMap { change in
      switch change {
      case .altered(.column(let table, let name), .column(let old), .column(let new)):
        guard let from = old.type, let to = new.type, from != to,
          effect.before.relations[table]?.column(name) != nil,
          TypeCapacity(from).isNarrowed(by: TypeCapacity(to))
        else { return nil }
        return "narrows `\(table).\(name)` from `\(from)` to `\(to)`"
      case .dropped(.type(let name), .type(let type)):
        guard case .enumeration(let values) = type.kind,
          case .enumeration(let now)? = effect.after.types[name]?.kind, effect.before.types[name] != nil
        else { return nil }
        let lost = values.filter { !now.contains($0) }
        return lost.isEmpty ? nil : "removes \(MigrationChange.list(lost)) from the type `\(name)`"
      default: return nil
      }
    }
  }

  private static func removedRows(_ step: MigrationEffect.Step, _ effect: MigrationEffect) -> [String] {
    let nested: [Statement] =
      if case .doBlock(let block) = step.statement {
        ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.statements ?? []
      } else { [step.statement] }
    return nested.compactMap { statement in
      switch statement {
      case .truncate(let truncate):
        let names = truncate.relations.filter { effect.wasThere($0) }.map(\.name)
        return names.isEmpty ? nil : "empties \(MigrationChange.list(names))"
      case .delete(let delete):
        guard let relation = delete.relation, effect.wasThere(relation), !effect.insertsBack(relation.name) else {
          return nil
        }
        return "deletes rows of `\(relation.name)` that the down path does not insert again"
      case .select(let query):
        return query.setsSequence(of: effect) ? "sets a sequence that the down path cannot set back" : nil
      default: return nil
      }
    }
  }
}

extension MigrationEffect {
  /// Whether a relation of the database before the migration is meant, as far as that is known.
  func wasThere(_ relation: RangeVar) -> Bool {
    if before.relation(named: relation) != nil { return true }
    let isMade = steps.contains { step in
      step.changes.contains { change in
        guard case .created(.relation(let name), _) = change else { return false }
        return name.name == relation.name
      }
    }
    return !isMade && relation.schema != "pg_temp"
  }

  /// Whether the way back inserts rows into a table.
  fileprivate func insertsBack(_ name: String) -> Bool {
    wayBack?.steps.contains { step in
      step.statement.writtenWithin().contains { $0.name == name } && !(step.statement.isDelete)
    } ?? false
  }
}

extension Statement {
  fileprivate var isDelete: Bool { if case .delete = self { true } else { false } }
}

extension Select {
  /// Whether it calls `setval` for a sequence that was there before.
  fileprivate func setsSequence(of effect: MigrationEffect) -> Bool {
    var found = false
    node.walk { node in
      guard let call = FunctionCall(node), call.name.last == "setval", let first = call.arguments.first else { return }
      var name =
        Constant(first)?.string?.text("sval")
        ?? TypeCast(first).flatMap { Constant($0.argument) }?.string?
        .text("sval")
      if let inner = FunctionCall(first) { name = inner.arguments.first.flatMap { Constant($0) }?.string?.text("sval") }
      guard let parts = name?.split(separator: ".").map({ String($0.filter { $0 != "\"" }) }) else { return }
      if effect.before.relations.entries.keys.contains(where: { $0.isNamed(parts) }) { found = true }
    }
    return found
  }
}
