internal import Changes
internal import Documents
internal import Git
internal import Policy
internal import PostgresCatalog
internal import SQL

/// What the new migrations do to the database that the merged ones have made.
struct MigrationDatabase: Sendable {
  /// The database before the change.
  let before: PostgresCatalog

  /// The new migrations in the order in which they are applied.
  private(set) var effects: [MigrationEffect] = []

  /// The database after the change.
  private(set) var after: PostgresCatalog

  /// The role that migrations are applied as.
  let role: String

  /// Replays the merged migrations and then the new ones; `nil` where nothing is to be replayed.
  init?(
    _ change: Change, _ files: [MigrationFile], renamed: Set<String>, merged: FolderListing, _ reading: ReadingPolicy,
    _ policy: EffectivePolicy<MigrationPolicy>, surroundings: DatabaseFiles
  ) async {
    let own = policy.own
    // What is renamed was applied under its old name.
    let new = files.filter { !$0.isMerged && $0.paths != nil && !renamed.contains($0.path) }
    let concernsCatalog =
      !new.isEmpty || !surroundings.changed(in: own.views.root).isEmpty
      || !surroundings.changed(in: own.policies).isEmpty
      || !surroundings.changed(in: own.housekeeping.ownerMap).isEmpty
    guard concernsCatalog else { return nil }
    let superuser = "postgres"
    role = own.server.owner ?? superuser
    var replay = CatalogReplay(.newDatabase(superuser: superuser), as: superuser)
    replay.recordsChanges = false
    DatabasePrelude.apply(own.server.prelude, to: &replay, in: change.policySource)
    replay.endSession()
    replay = CatalogReplay(replay.catalog, as: role)
    replay.recordsChanges = false
    await Self.readMerged(merged, in: change.base, reading, root: own.root) { file in
      if let up = file.paths?.up {
        replay.apply(up)
      } else {
        replay.doubtEverything(because: "\(file.path) could not be read")
      }
    }
    before = replay.catalog
    after = before
    let pairs = Dictionary(grouping: new, by: \.name.stem).values
    for group in pairs.sorted(by: { $0[0].order(reading.runner) < $1[0].order(reading.runner) }) {
      guard let file = group.first(where: { $0.paths?.up != nil }), let up = file.paths?.up else { continue }
      let downFile = group.first { $0.paths?.down != nil }
      let effect = MigrationEffect(
        file, up, downFile.flatMap { file in file.paths?.down.map { (file, $0) } }, on: after, as: role)
      after = effect.after
      effects.append(effect)
    }
  }

  /// Reads merged migrations in the order of the runner, some hundred at a time: what is read is not kept, so that memory
  /// follows the database and not its history.
  static func readMerged<Failure>(
    _ listing: FolderListing, in snapshot: Snapshot, _ reading: ReadingPolicy, root: RepositoryPath,
    _ body: (MigrationFile) throws(Failure) -> Void
  ) async throws(Failure) {
    var reader = MigrationFileReader(of: snapshot, listing, by: reading.runner, in: root)
    var reading = reading
    reading.readsWayBack = false
    var state = LexicalState.standard
    let ordered = listing.migrations.map { (order: $0.0.sortableVersion(by: reading.runner) ?? "", migration: $0) }
      .sorted { $0.order < $1.order }.map(\.migration)
    for start in stride(from: 0, to: ordered.count, by: windowSize) {
      let window = ordered[start..<min(start + windowSize, ordered.count)]
      let unread = unread(window, in: snapshot, &reader, listing)
      for file in await MigrationReading.files(unread, reading, after: &state) {
        try body(file)
      }
    }
  }

  private static let windowSize = 256

  private static func unread(
    _ migrations: ArraySlice<(MigrationName, path: String)>, in snapshot: Snapshot, _ reader: inout MigrationFileReader,
    _ listing: FolderListing
  ) -> [UnreadMigration] {
    migrations.compactMap { name, path -> UnreadMigration? in
      let path = RepositoryPath(path)
      do throws(GitError) {
        guard name.part != .down, let version = try snapshot.version(of: path) else { return nil }
        return UnreadMigration(
          path: path.description, fileName: path.fileName, name: name, isMerged: true,
          content: reader.content(of: path, version), hasPartner: listing.hasPartner(of: name),
          isSwitchedOff: reader.isSwitchedOff(path))
      } catch {
        return UnreadMigration(
          path: path.description, fileName: path.fileName, name: name, isMerged: true,
          content: .settled(.unreadable(error.message, help: error.help)), hasPartner: false)
      }
    }
  }
}

extension MigrationFile {
  fileprivate func order(_ runner: Runner) -> String { name.order(runner) }
}

extension CatalogReplay {
  /// Applies a direction as its runner does; a transaction that stays open is rolled back.
  mutating func apply(_ direction: MigrationDirection) {
    if direction.isBlock, let begin = Statement.begin { apply(begin) }
    for statement in direction.script.statements {
      guard let statement = statement.statement else {
        doubtEverything(because: "a statement of a merged migration does not parse")
        continue
      }
      apply(statement)
    }
    if direction.isBlock, let commit = Statement.commit { apply(commit) }
    endSession()
  }
}

extension Statement {
  static let begin = SQLParser.parse(SQLText("BEGIN")).statements.first?.statement
  static let commit = SQLParser.parse(SQLText("COMMIT")).statements.first?.statement
}
