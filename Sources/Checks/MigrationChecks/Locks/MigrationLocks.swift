internal import Documents
internal import Findings
internal import PostgresCatalog
internal import SQL

/// The locks that a new migration takes on tables that others use while it runs.
struct MigrationLocks {
  struct Lock {
    let table: RelationName
    let mode: LockMode
    let work: TableLock.Work
    let range: SourceRange
    /// Which transaction of the direction it is in.
    let transaction: Int
  }

  struct Item {
    let statement: Statement
    let range: SourceRange
    let transaction: Int
    /// Whether the table that it changes is one that the change makes.
    let isOnNewTable: Bool
  }

  let file: MigrationFile
  let direction: MigrationDirection
  private(set) var locks: [Lock] = []
  private(set) var items: [Item] = []

  /// Reads the way up of a migration, with what earlier files of the same change make.
  private init(_ file: MigrationFile, _ direction: MigrationDirection, _ tables: inout KnownTables) {
    self.file = file
    self.direction = direction
    for (number, transaction) in direction.transactions.enumerated() {
      for item in transaction {
        let target = item.statement.changedTable.map { tables.isMade(RelationName($0)) } ?? false
        items.append(
          Item(statement: item.statement, range: item.source.range, transaction: number, isOnNewTable: target))
        for lock in item.statement.locks(on: tables) where !tables.isMade(lock.relation) {
          locks.append(
            Lock(
              table: lock.relation, mode: lock.mode, work: lock.work, range: item.source.range, transaction: number))
        }
        tables.take(item.statement)
      }
    }
  }

  /// The locks of each new migration's way up.
  static func all(in files: [MigrationFile], _ database: MigrationDatabase?) -> [MigrationLocks] {
    var tables = KnownTables(before: database?.before)
    // A CHECK that an earlier file of the change validates counts, so the database is that before the file.
    let before = Dictionary(database?.effects.map { ($0.file.path, $0.before) } ?? []) { first, _ in first }
    return files.filter { !$0.isMerged }.compactMap { file in
      guard let up = file.paths?.up else { return nil }
      tables.before = before[file.path] ?? database?.before
      return MigrationLocks(file, up, &tables)
    }
  }

  func place(_ range: SourceRange) -> Place { Place(path: file.path, range, of: direction.script.source) }

  /// What a rule says once of all the places in a file where the same is wrong; `nil` where there are none.
  func summary(_ ranges: [SourceRange]) -> (place: Place, related: [Place], more: String)? {
    guard let first = ranges.first else { return nil }
    let more =
      ranges.count > 1 ? ", as \(ranges.count - 1) more statement\(ranges.count == 2 ? "" : "s") of this file" : ""
    return (place(first), ranges.dropFirst().map(place), more)
  }
}

extension Statement {
  /// The table that ALTER TABLE, UPDATE or DELETE is about.
  fileprivate var changedTable: RangeVar? {
    switch self {
    case .alterTable(let table): table.relation
    case .update(let update): update.relation
    case .delete(let delete): delete.relation
    default: nil
    }
  }
}
