package import Calendars
internal import Changes
internal import Findings
internal import Git
internal import Policy

/// The migrations that a change adds or edits, and their place among the others: the subject of every database rule.
package struct MigrationChange: Sendable {
  /// The folder of the migrations, as it is shown.
  package let root: String

  /// The files that the change adds or edits, in the order of their paths.
  package let files: [MigrationFile]

  /// Every direction that could be read, with its file.
  let directions: [(MigrationFile, MigrationDirection)]

  /// Files of SQL below the root's subfolders that the change adds or edits.
  package let misplaced: [String]

  package let history: MigrationHistory

  /// Why the folder could not be listed; nothing is known of its order then.
  package let listingFailure: ListingFailure?

  /// How many changed files the policy excludes.
  package let excludedCount: Int

  /// How many migration files change, those that are deleted among them.
  package let changedCount: Int

  /// The major version of the server that the migrations are for.
  package let serverVersion: Int

  /// Who applies the files.
  package let runner: Runner

  /// Why the runner has to be named in the policy before anything else can be checked; `nil` where it is clear.
  let ambiguity: RunnerAmbiguity?

  /// What the new migrations do to the database; `nil` where there is nothing to replay.
  let database: MigrationDatabase?

  /// What a report says of a rehearsal of the new migrations.
  let rehearsal: RehearsalEvidence

  /// The locks that the new migrations take on tables that are there.
  let locks: [MigrationLocks]

  /// The other files that the policy governs.
  let surroundings: DatabaseFiles

  let policy: MigrationPolicy

  /// The severities of rules.
  let settings: RuleSettings

  /// Whether SELECT on a table for a reader is approved; `nil` where the policy names no role for it.
  let selectApproval: ApprovalAnswer?

  /// Whether new tables of other names are approved; `nil` where the policy names no role for it.
  let tableApproval: ApprovalAnswer?

  /// Whether what migrations say about errors of theirs is approved.
  let suppressionApproval: ApprovalAnswer

  /// When the check is run.
  let stage: Report.Stage

  /// How late the time of a new migration may be; `nil` for loose files, whose time nobody asks about.
  package let latestTime: LatestTime?

  /// Whether the files stand in no repository.
  let isLoose: Bool

  /// The same of the other databases of the repository.
  private(set) var others: [MigrationChange] = []

  /// The latest time that a new migration may have.
  package struct LatestTime: Sendable {
    /// The instant of the check.
    package let now: Instant

    /// How far ahead of it a migration may be, in words.
    package let ahead: String

    package let latest: Instant

    init(at now: Instant, by policy: AheadPolicy) {
      self.now = now
      ahead = policy.words
      latest = Instant(secondsSince1970: now.secondsSince1970 + policy.seconds, nanoseconds: now.nanoseconds)
    }
  }

  /// Why a folder could not be listed, and what to do about it.
  package struct ListingFailure: Sendable {
    package let message: String
    package let help: String
  }
}

extension MigrationChange {
  func with(others: [MigrationChange]) -> MigrationChange {
    var change = self
    change.others = others
    return change
  }

  /// Lists the folder on both sides, and reads and parses what the change leaves in it.
  init(_ change: Change, policy: EffectivePolicy<MigrationPolicy>) async {
    let root = policy.own.root
    let runner = policy.own.runner ?? .own
    let governed = change.files.filter { $0.path.hasPrefix(root) }
    let changed = governed.filter { !policy.excludes($0.path.bytes) && $0.isMigration(in: root, by: runner) }
    changedCount = changed.count
    excludedCount = governed.count { policy.excludes($0.path.bytes) && $0.isMigration(in: root, by: runner) }
    var base = FolderListing()
    var judged = FolderListing()
    do throws(GitError) {
      base = try FolderListing(of: root, in: change.base, except: policy, by: runner)
      judged = try FolderListing(of: root, in: change.judged, except: policy, by: runner)
      listingFailure = nil
    } catch {
      listingFailure = ListingFailure(message: error.message, help: error.help)
    }
    var reader = MigrationFileReader(of: change.judged, judged, by: runner, in: root)
    let direct = changed.filter { runner.isRecursive || $0.path.parent == root }
    let reading = ReadingPolicy(runner: runner, down: policy.own.down, transactions: policy.own.transactions)
    let read = await MigrationReading.files(direct.compactMap { reader.unread($0) }, reading)
    ambiguity = policy.own.runner == nil ? RunnerAmbiguity(read) : nil
    files = ambiguity == nil ? read : []
    self.runner = runner
    self.policy = policy.own
    settings = policy.rules
    stage = change.stage
    func answer(_ approval: ApprovalRequirement) -> ApprovalAnswer {
      change.approval(approval, for: GovernedPaths([root], except: policy.exclude))
    }
    selectApproval = policy.own.schemas.approvedSelect.map(answer)
    tableApproval = policy.own.schemas.tableApproval.map(answer)
    suppressionApproval = change.approval(
      policy.own.suppressionApproval,
      for: GovernedPaths(
        files.withSuppressions.map { RepositoryPath($0.path) }, except: policy.exclude))
    surroundings = DatabaseFiles(change, policy)
    let disturbed = DisturbedMigration.all(in: direct, by: runner, in: root)
    database =
      ambiguity == nil
      ? await MigrationDatabase(
        change, files, renamed: disturbed.renamedPaths, merged: base, reading, policy, surroundings: surroundings) : nil
    rehearsal = RehearsalEvidence(change, policy, database?.effects ?? [], base: base)
    locks = MigrationLocks.all(in: files, database)
    directions = Self.directions(of: files)
    misplaced = changed.filter { !runner.isRecursive && $0.path.parent != root && $0.new != nil }.map(
      \.path.description)
    history = MigrationHistory(
      merged: base.migrations, judged: judged.migrations,
      disturbed: disturbed, runner: runner)
    self.root = root.description
    serverVersion = policy.own.serverVersion
    isLoose = false
    latestTime = LatestTime(at: change.circumstances.now, by: policy.own.ahead)
  }

  /// Reads loose files, of which nothing is known but what stands in them.
  init(_ loose: [LooseFile], policy: EffectivePolicy<MigrationPolicy>) async {
    let unread = loose.compactMap { file -> UnreadMigration? in
      guard let name = MigrationName(file.name) ?? MigrationName(file.name + ".sql") else { return nil }
      return UnreadMigration(
        path: file.path, fileName: file.name, name: name, isMerged: false, content: .bytes(file.bytes),
        hasPartner: name.partners.contains { file.neighbours.contains($0) })
    }
    let runner = policy.own.runner ?? .own
    files = await MigrationReading.files(
      unread, ReadingPolicy(runner: runner, down: policy.own.down, transactions: policy.own.transactions))
    self.runner = runner
    ambiguity = nil
    database = nil
    rehearsal = .notNeeded
    locks = MigrationLocks.all(in: files, nil)
    surroundings = DatabaseFiles()
    selectApproval = nil
    tableApproval = nil
    suppressionApproval = .notNeeded
    stage = .prePush
    self.policy = policy.own
    settings = policy.rules
    directions = Self.directions(of: files)
    root = policy.own.root.description
    misplaced = []
    history = MigrationHistory(merged: [], judged: [], disturbed: [])
    listingFailure = nil
    excludedCount = 0
    changedCount = files.count
    serverVersion = policy.own.serverVersion
    latestTime = nil
    isLoose = true
  }
}

extension MigrationChange {
  private static func directions(of files: [MigrationFile]) -> [(MigrationFile, MigrationDirection)] {
    files.flatMap { file in
      [file.paths?.up, file.paths?.down].compactMap { direction in direction.map { (file, $0) } }
    }
  }
}

extension ChangedPath {
  /// Whether the file is one of SQL, before or after; a folder of another repository is one wherever files may stand.
  fileprivate func isMigration(in root: RepositoryPath, by runner: Runner) -> Bool {
    runner.isRecursive
      ? runner.migrationName(of: path, in: root) != nil
      : MigrationName(path.fileName) != nil || new?.mode == .submodule && path.parent == root
  }
}

extension RepositoryPath {
  /// The last name as text; what is not UTF-8 is no good name for a migration, and shown as git shows it.
  var fileName: String {
    RepositoryPath(bytes: Array(lastComponent)).description
  }
}
