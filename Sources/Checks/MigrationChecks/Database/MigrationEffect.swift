internal import Documents
internal import PostgresCatalog
internal import SQL

/// What one new migration does to the database, each way.
struct MigrationEffect: Sendable {
  /// A statement with what it does.
  struct Step: Sendable {
    let statement: Statement
    let range: SourceRange
    let changes: [CatalogChange]
    let failure: ReplayError?
    /// The relations whose rows it changes, as far as their names can be resolved.
    let written: [QualifiedName]
  }

  /// The database at the end of a transaction.
  struct Commit: Sendable {
    let catalog: PostgresCatalog
    /// The statement that ends it.
    let range: SourceRange
  }

  let file: MigrationFile
  let up: MigrationDirection
  let before: PostgresCatalog
  private(set) var after: PostgresCatalog
  private(set) var steps: [Step] = []
  private(set) var commits: [Commit] = []

  /// The way back with the database that it leaves; `nil` where there is none.
  private(set) var wayBack: WayBack?

  struct WayBack: Sendable {
    let file: MigrationFile
    let direction: MigrationDirection
    let after: PostgresCatalog
    let steps: [Step]
    /// What is otherwise after up and down than before.
    let differences: [CatalogChange]
    /// Whether it says that there is no way back, by raising an exception.
    let raises: Bool
  }

  init(
    _ file: MigrationFile, _ up: MigrationDirection, _ down: (MigrationFile, MigrationDirection)?,
    on catalog: PostgresCatalog, as role: String
  ) {
    self.file = file
    self.up = up
    before = catalog
    after = catalog
    var replay = CatalogReplay(catalog, as: role)
    replay.beginComparison()
    (steps, commits) = Self.run(up, in: &replay)
    after = replay.snapshot
    guard let (downFile, direction) = down else { return }
    let backSteps = Self.run(direction, in: &replay).steps
    wayBack = WayBack(
      file: downFile, direction: direction, after: replay.snapshot, steps: backSteps,
      differences: replay.endComparison(), raises: direction.raises)
  }

  private static func run(
    _ direction: MigrationDirection, in replay: inout CatalogReplay
  ) -> (steps: [Step], commits: [Commit]) {
    var steps: [Step] = []
    var commits: [Commit] = []
    if direction.isBlock, let begin = Statement.begin { replay.apply(begin) }
    for statement in direction.script.statements {
      guard let tree = statement.statement else {
        replay.doubtEverything(because: "a statement does not parse")
        continue
      }
      let wasOpen = replay.isInTransaction
      let written = tree.writtenWithin().map { relation in
        replay.resolve(relation)
          ?? QualifiedName(relation.schema ?? (relation.name.hasPrefix("pg_") ? "pg_catalog" : ""), relation.name)
      }
      let outcome = replay.apply(tree)
      steps.append(
        Step(
          statement: tree, range: statement.range, changes: outcome.changes, failure: outcome.failure, written: written)
      )
      if !replay.isInTransaction, wasOpen || !outcome.changes.isEmpty {
        commits.append(Commit(catalog: replay.snapshot, range: statement.range))
      }
    }
    if direction.isBlock, let commit = Statement.commit { replay.apply(commit) }
    replay.endSession()
    if direction.isBlock, let last = direction.script.statements.last {
      commits.append(Commit(catalog: replay.snapshot, range: last.range))
    }
    return (steps, commits)
  }

  /// The statement of the way up that did something to an object, the last one.
  func step(changing object: ObjectID, where body: (CatalogChange) -> Bool = { _ in true }) -> Step? {
    steps.last { $0.changes.contains { $0.object.owner == object.owner && body($0) } }
  }
}

extension MigrationDirection {
  /// Whether a DO block of it does nothing but raise an exception.
  var raises: Bool {
    script.statements.contains { statement in
      guard case .doBlock(let block)? = statement.statement else { return false }
      return ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.onlyRaises == true
    }
  }
}
