internal import Documents
internal import Policy
internal import SQL

/// A file whose bytes are there, with what has to be known of its surroundings to tell its directions apart.
struct UnreadMigration: Sendable {
  let path: String
  let fileName: String
  let name: MigrationName
  let isMerged: Bool
  let content: Content
  /// Whether the file of the other direction is there: of `x.up.sql` and `x.sql` it is `x.down.sql`.
  let hasPartner: Bool
  /// Whether a file beside it switches the runner's transaction off.
  var isSwitchedOff = false

  enum Content: Sendable {
    case bytes([UInt8])
    case settled(MigrationFile.Content)
  }
}

/// What decides how a file is read.
struct ReadingPolicy: Sendable {
  let runner: Runner
  let down: DownPolicy
  /// Who opens the transaction, where the runner leaves that open.
  var transactions: TransactionPolicy?
  /// Whether the ways back are parsed, too; only the ways up of merged migrations matter.
  var readsWayBack = true

  /// What the runner does with files, as the policy has set it up.
  var traits: RunnerTraits {
    var traits = runner.traits
    switch transactions {
    case .file where runner != .own: traits.transaction = traits.sendsOneQuery ? .nobody : .file
    case .runner: traits.transaction = .runner
    default: break
    }
    return traits
  }
}

/// Reads migrations: cuts each into its directions and parses those.
enum MigrationReading {
  /// Parses files, several at a time; the results are in the order of the files.
  static func files(_ unread: [UnreadMigration], _ policy: ReadingPolicy) async -> [MigrationFile] {
    var state = LexicalState.standard
    return await files(unread, policy, after: &state)
  }

  /// Parses files that a runner applies after others, with how a server reads at the end of these.
  static func files(
    _ unread: [UnreadMigration], _ policy: ReadingPolicy, after state: inout LexicalState
  ) async -> [MigrationFile] {
    // Each batch has one thread with a large stack, and making those costs as much as parsing a small file.
    let batches = stride(from: 0, to: unread.count, by: batchSize).map { start in
      Array(unread[start..<min(start + batchSize, unread.count)])
    }
    let files = await concurrentMap(batches) { batch in read(batch, policy) }.flatMap(\.self)
    return inOrder(files, after: &state, hasOwnSessions: policy.traits.hasOwnSession)
  }

  private static let batchSize = 32

  /// Reads each direction as a server does that has run the ones before it: a runner brings all migrations up in one
  /// session, and takes them back in their reversed order.
  private static func inOrder(
    _ files: [MigrationFile], after state: inout LexicalState, hasOwnSessions: Bool
  ) -> [MigrationFile] {
    var files = files
    for index in files.indices {
      if hasOwnSessions { state = .standard }
      files[index].readUp(after: &state)
    }
    var end = state
    for index in files.indices.reversed() {
      if hasOwnSessions { end = .standard }
      files[index].readDown(after: &end)
    }
    return files
  }

  private static func read(_ batch: [UnreadMigration], _ policy: ReadingPolicy) -> [MigrationFile] {
    let drafts = batch.map { MigrationDraft($0, policy) }
    var scripts = SQLParser.parse(drafts.flatMap(\.texts))[...]
    return drafts.map { $0.file(taking: &scripts) }
  }
}

extension MigrationFile {
  fileprivate mutating func readUp(after state: inout LexicalState) {
    guard case .paths(var paths) = content else { return }
    paths.up?.read(after: &state)
    content = .paths(paths)
  }

  fileprivate mutating func readDown(after state: inout LexicalState) {
    guard case .paths(var paths) = content else { return }
    paths.down?.read(after: &state)
    content = .paths(paths)
  }
}

/// A migration whose directions are told apart and not parsed yet.
private struct MigrationDraft {
  private let unread: UnreadMigration
  private let reading: ReadingPolicy
  private var rollback: SourceText?
  private var misreadings: [RunnerMisreading] = []
  private var declared: MigrationDeclarations = .init()
  private var settled: MigrationFile.Content?
  private var source = SourceText("")
  private var up: SourceRange?
  private var down: SourceRange?
  private var expectsDown = false
  private var problems: [ConventionProblem] = []

  init(_ unread: UnreadMigration, _ policy: ReadingPolicy) {
    reading = policy
    self.unread = unread
    switch unread.content {
    case .settled(let content): settled = content
    case .bytes(let bytes):
      source = SourceText(bytes)
      if let error = source.sqlEncodingError { settled = .malformed(source, error) } else { tellApart(policy) }
    }
  }

  /// What has to be parsed, the way up first.
  var texts: [SQLText] {
    guard settled == nil else { return [] }
    let back = reading.readsWayBack ? down.map { SQLText(rollback ?? source, in: $0) } : nil
    return [up.map { SQLText(source, in: $0) }, back].compactMap(\.self)
  }

  /// The migration, once the scripts of its directions are there: they are the first of the given ones.
  func file(taking scripts: inout ArraySlice<SQLScript>) -> MigrationFile {
    func direction(_ name: MigrationDirection.Name, _ range: SourceRange?) -> MigrationDirection? {
      range.flatMap { _ in scripts.popFirst() }.map { MigrationDirection(name, $0, reading, declared) }
    }
    let content =
      settled
      ?? .paths(
        MigrationPaths(
          source: source, up: direction(.up, up), down: reading.readsWayBack ? direction(.down, down) : nil,
          expectsDown: expectsDown,
          problems: problems, misreadings: misreadings, declared: declared))
    return MigrationFile(
      path: unread.path, fileName: unread.fileName, name: unread.name, isMerged: unread.isMerged, content: content)
  }

  /// Cuts the file as a runner does that has one way of its own.
  private mutating func cut(as traits: RunnerTraits) {
    let whole = SourceRange(0, source.bytes.count)
    switch traits.wayBack {
    case .markers(let convention):
      var text = MarkedText(source, for: reading.runner)
      guard text.markers.contains(where: { $0.belongs(to: convention) }) else {
        up = whole
        expectsDown = true
        return
      }
      text.cut(by: convention, whole)
      problems += text.problems
      up = text.up
      down = text.down
      expectsDown = down == nil
    case .none: up = whole
    case .rollbackComments:
      up = whole
      let back = LiquibaseRollback(source)
      rollback = back.text
      down = rollback == nil ? nil : whole
      expectsDown = !back.isComplete
    case .pair, .folder, .undoFile, .detected:
      if unread.name.part == .down { down = whole } else { up = whole }
      // A repeatable script of Flyway has no way back.
      expectsDown = unread.name.part == .up && !unread.hasPartner || unread.name.part == .whole && isPairing(traits)
    }
  }

  private func isPairing(_ traits: RunnerTraits) -> Bool {
    if case .pair = traits.wayBack { !unread.hasPartner } else { false }
  }

  private mutating func tellApart(_ reading: ReadingPolicy) {
    defer {
      declared.resolve(.up, in: up)
      declared.resolve(.down, in: down)
    }
    declared = MigrationDeclarations(source, reading.runner)
    misreadings = RunnerMisreading.all(in: source, of: unread.name, by: reading.runner, declared)
    if unread.isSwitchedOff { declared.switchOff() }
    // What another tool reads is named once; of its parts nothing is said.
    if misreadings.contains(where: { $0.kind == .unsupportedFile || $0.kind == .uncheckedPart }) { return }
    guard case .detected = reading.traits.wayBack else { return cut(as: reading.traits) }
    let policy = reading.down
    var text = MarkedText(source)
    let whole = SourceRange(0, source.bytes.count)
    let isPair = unread.name.part != .whole || unread.hasPartner
    if isPair {
      if policy == .markers || policy == .divider {
        problems.append(
          ConventionProblem(
            range: nil, message: "the policy says `down: \(policy.rawValue)`, and this is one of a pair of files",
            help: "write both directions into one file, or have the policy changed first"))
      }
      text.refuse(
        text.waysDown, "this file is one of a pair, and this marker tells of another direction in it",
        help: "keep the marker or the second file, not both")
    } else if policy == .pair {
      text.refuse(
        text.waysDown, "the policy says `down: pair`, and this marker begins another direction here",
        help: "move the way down into a file of its own, \(unread.name.stem).down.sql")
    } else {
      text.cut(by: policy)
    }
    text.noteHiddenMarkers()
    problems += text.problems
    if unread.name.part == .down {
      down = whole
      guard !unread.hasPartner else { return }
      problems.append(
        ConventionProblem(
          range: nil, message: "this file takes back a migration that is not there",
          help: "add \(unread.name.stem).up.sql, or name this file as the migration is named"))
    } else {
      up = isPair || policy == .pair ? whole : text.up
      down = isPair || policy == .pair ? nil : text.down
      expectsDown = !unread.hasPartner && down == nil
    }
  }
}
