internal import SQL

/// The name of a relation as a statement has it.
struct RelationName: Hashable, CustomStringConvertible {
  let schema: String?
  let name: String

  init(_ relation: RangeVar) {
    schema = relation.schema
    name = relation.name
  }

  /// Takes the parts of a qualified name; `nil` for none.
  init?(_ parts: some Sequence<String>) {
    let parts = Array(parts)
    guard let name = parts.last else { return nil }
    self.name = name
    schema = parts.count > 1 ? parts[parts.count - 2] : nil
  }

  var description: String { schema.map { "\($0).\(name)" } ?? name }

  /// Whether both may mean the same relation.
  func matches(_ other: RelationName) -> Bool {
    name == other.name && (schema == nil || other.schema == nil || schema == other.schema)
  }
}

/// A lock that a statement takes on a relation which may have been there before it.
struct TableLock {
  /// What the statement does while it has the lock.
  enum Work: Equatable {
    case nothing
    /// Writes every row anew; why.
    case rewrite(String)
    /// Reads every row to check them; what for.
    case scan(String)
    /// Builds or drops an index; the command.
    case index(String)
    /// Gives something another name that programs use.
    case rename(String)
    /// Fails where there is a row.
    case rejectsRows(column: String)
    /// Keeps others out for as long as its transaction takes; the command.
    case block(String)
  }

  let relation: RelationName
  let mode: LockMode
  let work: Work

  init(_ relation: RelationName, _ mode: LockMode, _ work: Work = .nothing) {
    self.relation = relation
    self.mode = mode
    self.work = work
  }

  init(_ relation: RangeVar, _ mode: LockMode, _ work: Work = .nothing) {
    self.init(RelationName(relation), mode, work)
  }
}
