internal import Changes
internal import Git
internal import Policy

/// The migrations that stand directly in a folder on one side of a change.
struct FolderListing {
  private(set) var migrations: [(MigrationName, path: String)] = []
  private var names: Set<String> = []
  private var parts: Set<MigrationName> = []
  private var looksAtNames = true

  /// The order of changes, where the runner has a plan of them.
  private var plan = SqitchPlan()

  init() {}

  /// Lists the folder, without what the policy excludes.
  ///
  /// - Throws: `GitError` of reading a tree.
  init(
    of folder: RepositoryPath, in snapshot: Snapshot, except policy: EffectivePolicy<MigrationPolicy>, by runner: Runner
  ) throws(GitError) {
    let paths =
      runner.isRecursive
      ? try snapshot.files(below: folder).map(\.path) : try snapshot.files(directlyIn: folder)
    if case .plan = runner.traits.naming { plan = try Self.plan(of: folder, in: snapshot) }
    for path in paths where !policy.excludes(path.bytes) {
      names.insert(path.fileName)
      guard let name = runner.migrationName(of: path, in: folder) else { continue }
      parts.insert(name)
      migrations.append((ranked(name), path.description))
    }
    looksAtNames = !runner.isRecursive
  }

  /// The name with its place in the plan.
  func ranked(_ name: MigrationName) -> MigrationName {
    var name = name
    name.rank = plan.rank(of: name.stem)
    return name
  }

  private static func plan(of folder: RepositoryPath, in snapshot: Snapshot) throws(GitError) -> SqitchPlan {
    let path = RepositoryPath("\(folder)/sqitch.plan")
    guard let version = try snapshot.version(of: path), version.mode == .file else { return SqitchPlan() }
    return SqitchPlan(String(decoding: try snapshot.bytes(of: path, version, limit: 1 << 22), as: UTF8.self))
  }

  func hasPartner(of name: MigrationName) -> Bool {
    guard looksAtNames else {
      return parts.contains(MigrationName(stem: name.stem, part: name.part == .down ? .up : .down))
    }
    return name.partners.contains { names.contains($0) }
  }
}

extension MigrationName {
  /// The names of the files that may have the other direction.
  var partners: [String] {
    switch part {
    case .whole, .up: ["\(stem).down.sql"]
    case .down: ["\(stem).up.sql", "\(stem).sql"]
    }
  }
}

extension DisturbedMigration {
  /// The merged files among some changed ones, with what becomes of them.
  static func all(in changed: [ChangedPath], by runner: Runner, in root: RepositoryPath) -> [DisturbedMigration] {
    changed.compactMap { file in
      guard let old = file.old, runner.migrationName(of: file.path, in: root) != nil else { return nil }
      let path = file.path.description
      guard let new = file.new else {
        let twin = changed.first { $0.old == nil && $0.new?.id == old.id }
        return DisturbedMigration(path: path, kind: twin.map { .renamed(to: $0.path.description) } ?? .deleted)
      }
      guard new.isPlainFile == old.isPlainFile else { return DisturbedMigration(path: path, kind: .replaced) }
      // The permission to execute is nothing to a server.
      return new.id == old.id ? nil : DisturbedMigration(path: path, kind: .edited)
    }
  }
}
