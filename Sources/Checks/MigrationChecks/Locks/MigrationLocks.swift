internal import Documents
internal import Findings
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

  let file: MigrationFile
  let direction: MigrationDirection
  let tables: KnownTables
  private(set) var locks: [Lock] = []

  /// The statements with the transaction that each is in.
  private(set) var statements: [(statement: Statement, range: SourceRange, transaction: Int)] = []

  /// Reads the way up of a migration, with what earlier files of the same change make.
  init(_ file: MigrationFile, _ direction: MigrationDirection, _ tables: KnownTables) {
    self.file = file
    self.direction = direction
    var tables = tables
    for (number, transaction) in direction.transactions.enumerated() {
      for item in transaction {
        statements.append((item.statement, item.source.range, number))
        for lock in item.statement.locks(on: tables) where !tables.isMade(lock.relation) {
          locks.append(
            Lock(
              table: lock.relation, mode: lock.mode, work: lock.work, range: item.source.range, transaction: number))
        }
        tables.take(item.statement)
      }
    }
    self.tables = tables
  }
}

extension MigrationLocks {
  /// The locks of each new migration's way up.
  static func all(in files: [MigrationFile], _ database: MigrationDatabase?) -> [MigrationLocks] {
    // A CHECK that an earlier file of the change validates counts, so the database is that before the file.
    let before = Dictionary(database?.effects.map { ($0.file.path, $0.before) } ?? []) { first, _ in first }
    var tables = KnownTables(before: database?.before)
    return files.filter { !$0.isMerged }.compactMap { file in
      guard let up = file.paths?.up else { return nil }
      let found = before[file.path] ?? database?.before
      let locks = MigrationLocks(file, up, KnownTables(before: found, made: tables.made))
      tables = locks.tables
      return locks
    }
  }
}

extension MigrationLocks {
  func place(_ range: SourceRange) -> Place { Place(path: file.path, range, of: direction.script.source) }

  /// What a rule says once of all the places in a file where the same is wrong; `nil` where there are none.
  func summary(_ ranges: [SourceRange]) -> (place: Place, related: [Place], more: String)? {
    guard let first = ranges.first else { return nil }
    let more =
      ranges.count > 1 ? ", as \(ranges.count - 1) more statement\(ranges.count == 2 ? "" : "s") of this file" : ""
    return (place(first), ranges.dropFirst().map(place), more)
  }
}
