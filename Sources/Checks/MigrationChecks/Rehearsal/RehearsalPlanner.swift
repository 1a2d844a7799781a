internal import Changes
internal import Documents
internal import Git
internal import Policy
internal import RehearsalDocuments
internal import SQL

/// Writes down what a rehearsal of a change runs: the merged migrations and the new ones, cut as their runner cuts them.
struct RehearsalPlanner {
  private let change: Change
  private let policy: EffectivePolicy<MigrationPolicy>
  private let runner: Runner
  private let ledger: RunnerLedger?

  init(_ change: Change, _ policy: EffectivePolicy<MigrationPolicy>) {
    self.change = change
    self.policy = policy
    runner = policy.own.runner ?? .own
    ledger = RunnerLedger(of: runner)
  }

  /// The plan; without new migrations it has none.
  ///
  /// - Throws: `Undecidable` where a file cannot be read, and so cannot be run.
  func plan() async throws(Undecidable) -> RehearsalPlan {
    let subject = await MigrationChange(change, policy: policy)
    if let ambiguity = subject.ambiguity {
      throw Undecidable(
        "the policy does not say whether \(ambiguity.tool.traits.name) applies the migrations",
        help: "write `runner: \(ambiguity.tool.rawValue)` into the policy, or `runner: own`")
    }
    if let failure = subject.listingFailure { throw Undecidable(failure.message, help: failure.help) }
    let own = policy.own
    let prelude = try Self.prelude(own.server.prelude, in: change.policySource)
    var plan = RehearsalPlan(
      server: own.serverVersion, owner: Self.owner(own), prelude: prelude, roles: Self.roles(own),
      extensions: own.extensions.allowed ?? [],
      extensionSchema: own.extensions.schema ?? (prelude.name == "supabase" ? "extensions" : nil),
      ledger: ledger?.creation, limits: own.rehearsal.limits, base: subject.effects.isEmpty ? [] : try await base(),
      migrations: try migrations(subject.effects))
    plan.claims = own.rehearsal.claims
    plan.declared = plan.migrations.isEmpty ? [] : try declared(by: subject)
    return plan
  }

  /// The role of the policy; Supabase's own role is no superuser, and has these attributes.
  static func owner(_ policy: MigrationPolicy) -> RehearsalPlan.Owner {
    let isSupabase = policy.server.owner == nil && policy.server.prelude == "supabase"
    return RehearsalPlan.Owner(
      role: policy.server.owner ?? "postgres", login: policy.server.login,
      attributes: isSupabase ? ["createdb", "createrole", "replication", "bypassrls"] : policy.server.attributes,
      isNamed: isSupabase || policy.server.owner != nil)
  }

  /// The roles that the policy knows by what they do.
  static func roles(_ policy: MigrationPolicy) -> [String] {
    let schemas = policy.schemas
    let all = schemas.writers + schemas.readers + schemas.consumers.map(\.role)
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What a server has before the first migration, in the state whose policy is in force.
  static func prelude(_ name: String?, in base: Snapshot) throws(Undecidable) -> RehearsalPlan.Prelude {
    guard let name, name != "none" else { return RehearsalPlan.Prelude(name: "none", sql: "") }
    if name == "supabase" { return RehearsalPlan.Prelude(name: name, sql: DatabasePrelude.rehearsedSupabase) }
    var bytes: [UInt8]?
    do throws(GitError) {
      let path = RepositoryPath(name)
      bytes = try base.version(of: path).map { version throws(GitError) in
        try base.bytes(of: path, version, limit: 1 << 22)
      }
    } catch {
      throw Undecidable(error)
    }
    guard let bytes else {
      throw Undecidable("the prelude \(name) does not exist", help: "add the file, or correct `server.prelude`")
    }
    return RehearsalPlan.Prelude(name: name, sql: String(decoding: bytes, as: UTF8.self))
  }

  /// The plan with all migrations of the judged commit as its history.
  func whole() async throws(Undecidable) -> RehearsalPlan {
    var plan = try await plan()
    plan.base = try await merged(in: change.judged).map { RehearsalPlan.Migration(up: $0.up, down: nil) }
    plan.migrations = []
    return plan
  }

  /// The ways up of a commit as `db-verify apply` takes them: its ledger is written in the same transaction.
  func applied(in side: Snapshot) async throws(Undecidable) -> [ApplyPlan.Migration] {
    try await merged(in: side).map { migration in
      var up = migration.up
      up.statements = migration.direction.cut
      let note = AppliedLedger.insertion(migration.version, of: up.file)
      if !up.isWrapped, let end = migration.direction.lastCommit {
        up.statements.insert(RehearsalPlan.Statement(text: note, line: up.statements[end].line), at: end)
        up.bookkeeping = []
      } else {
        up.bookkeeping = [note]
      }
      return ApplyPlan.Migration(version: migration.version, up: up)
    }
  }

  private func base() async throws(Undecidable) -> [RehearsalPlan.Migration] {
    try await merged(in: change.base).map { RehearsalPlan.Migration(up: $0.up, down: nil) }
  }

  private struct Merged {
    let version: String
    let direction: MigrationDirection
    let up: RehearsalPlan.Direction
  }

  /// The migrations of a commit in the order of the runner.
  private func merged(in side: Snapshot) async throws(Undecidable) -> [Merged] {
    let listing: FolderListing
    do throws(GitError) {
      listing = try FolderListing(of: policy.own.root, in: side, except: policy, by: runner)
    } catch {
      throw Undecidable(error)
    }
    let reading = ReadingPolicy(runner: runner, down: policy.own.down, transactions: policy.own.transactions)
    var migrations: [Merged] = []
    try await MigrationDatabase.readMerged(
      listing, in: side, reading, root: policy.own.root
    ) { file throws(Undecidable) in
      guard let up = file.paths?.up else {
        throw Undecidable("the merged migration \(file.path) could not be read", help: "correct the file")
      }
      migrations.append(
        Merged(version: version(of: file), direction: up, up: try direction(up, of: file, in: side)))
    }
    return migrations
  }

  /// The files of views, and then those of policies, each as one transaction.
  private func declared(by subject: MigrationChange) throws(Undecidable) -> [RehearsalPlan.Declared] {
    let files = subject.surroundings
    let edited = Set(files.changed.map(\.path))
    var declared: [RehearsalPlan.Declared] = []
    for (path, source) in files.views + files.policies {
      let direction = RehearsalPlan.Direction(
        file: try Self.file(path, in: change.judged), isWrapped: true, statements: SQLParser.parse(SQLText(source)).cut,
        bookkeeping: [])
      declared.append(RehearsalPlan.Declared(direction: direction, isEdited: edited.contains(path)))
    }
    return declared
  }

  private func version(of file: MigrationFile) -> String {
    file.name.sortableVersion(by: runner).map { _ in file.name.ledgerVersion } ?? file.name.stem
  }

  private func migrations(_ effects: [MigrationEffect]) throws(Undecidable) -> [RehearsalPlan.Migration] {
    var migrations: [RehearsalPlan.Migration] = []
    for effect in effects {
      var down: RehearsalPlan.Direction?
      // A way back that says that there is none is not taken.
      if let way = effect.wayBack, !way.raises, effect.file.paths?.declared.irreversible == nil {
        down = try direction(way.direction, of: way.file, in: change.judged)
      }
      migrations.append(
        RehearsalPlan.Migration(up: try direction(effect.up, of: effect.file, in: change.judged), down: down))
    }
    return migrations
  }

  private func direction(
    _ direction: MigrationDirection, of file: MigrationFile, in side: Snapshot
  ) throws(Undecidable) -> RehearsalPlan.Direction {
    let version = version(of: file)
    let bookkeeping = ledger.map { direction.name == .up ? $0.insertion(version) : $0.removal(version) } ?? []
    return RehearsalPlan.Direction(
      file: try Self.file(file.path, in: side), isWrapped: direction.isWrapped, statements: direction.sent,
      bookkeeping: bookkeeping)
  }

  /// A file with the id of its content.
  static func file(_ path: String, in side: Snapshot) throws(Undecidable) -> RehearsedFile {
    do throws(GitError) {
      return RehearsedFile(path: path, blob: try side.version(of: RepositoryPath(path))?.id.description ?? "")
    } catch {
      throw Undecidable(error)
    }
  }
}

extension MigrationName {
  /// What a runner writes into its ledger: the number that the name begins with.
  fileprivate var ledgerVersion: String {
    let digits = stem.filter { $0 != "-" }.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? stem : String(digits)
  }
}

extension MigrationDirection {
  /// What its runner sends, one after the other: the whole text, or each statement.
  fileprivate var sent: [RehearsalPlan.Statement] {
    let source = script.source
    guard !isOneQuery, script.errors.isEmpty else {
      return [
        RehearsalPlan.Statement(
          text: source.text(in: script.range), line: source.position(at: Int(script.range.start)).line)
      ]
    }
    return cut
  }

  /// Each statement, as PostgreSQL's own parser cuts the text.
  fileprivate var cut: [RehearsalPlan.Statement] { script.cut }

  /// Which statement is the last one that commits; `nil` where none does.
  fileprivate var lastCommit: Int? { script.statements.lastIndex { $0.statement?.isCommit == true } }
}

extension SQLScript {
  fileprivate var cut: [RehearsalPlan.Statement] {
    statements.map { statement in
      RehearsalPlan.Statement(
        text: source.text(in: statement.range), line: source.position(at: Int(statement.range.start)).line,
        extensionName: statement.statement?.extensionName)
    }
  }
}

extension DatabasePrelude {
  /// What a new project of Supabase has, as far as migrations see it: its role, its schemas, and what they may do there.
  static let rehearsedSupabase = """
    CREATE ROLE postgres LOGIN; \(supabase)
    ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
    ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated,
      service_role;
    ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated,
      service_role;
    GRANT anon, authenticated, service_role TO postgres WITH ADMIN OPTION;
    CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
      $$SELECT nullif(current_setting('request.jwt.claims', true)::jsonb ->> 'sub', '')::uuid$$;
    CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS
      $$SELECT current_setting('request.jwt.claims', true)::jsonb ->> 'role'$$;
    CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS
      $$SELECT current_setting('request.jwt.claims', true)::jsonb ->> 'email'$$;
    CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS
      $$SELECT current_setting('request.jwt.claims', true)::jsonb$$;
    GRANT USAGE ON SCHEMA auth, storage, extensions TO postgres, anon, authenticated, service_role;
    GRANT ALL ON ALL TABLES IN SCHEMA auth, storage TO postgres;
    ALTER TABLE storage.objects OWNER TO postgres;
    GRANT CREATE ON SCHEMA extensions TO postgres;
    CREATE PUBLICATION supabase_realtime; ALTER PUBLICATION supabase_realtime OWNER TO postgres;
    """
}

extension Statement {
  /// Whether it commits a transaction.
  fileprivate var isCommit: Bool {
    guard case .transaction(let transaction) = self else { return false }
    return transaction.kind == .commit
  }

  /// The one extension that a statement creates or drops.
  fileprivate var extensionName: String? {
    switch self {
    case .createExtension(let creation): creation.name
    case .drop(let drop) where drop.type == .extension && drop.objects.count == 1: drop.objects.first?.stringValue
    default: nil
    }
  }
}
