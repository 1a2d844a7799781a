package import Changes
package import Findings
package import Git
package import Policy
internal import RehearsalDocuments

/// The check `db-verify`: every migration is one transaction each way, has a way back, and comes after all others.
package enum MigrationCheck: LooseFileCheck {
  /// A migration may not be of a time that is far ahead, so the answer depends on the instant.
  package static let identity = CheckIdentity(
    name: "db-verify", requiredName: "DB Verify", rulePrefix: "db", policyFile: "database.yml",
    defaultPolicy: PackageResources.database_yml, examplePath: "db/migrations/eng/20260105090000_create_orders.sql",
    dependsOnInstant: true)

  package static let rules: [any Rule<MigrationChange>] = [
    AlwaysTruePolicy(),
    AmbiguousDownPath(),
    BlockingLock(),
    BrokenContractView(),
    ChangedColumnOrder(),
    ChangedData(),
    ClaimTrustingPolicy(),
    DeclaredStateMismatch(),
    DirectTableAccess(),
    DuplicateVersion(),
    EmptyMigration(),
    ExcessiveDownPath(),
    ExecutedDownPath(),
    ExposedDefinerFunction(),
    ExtensionNotAllowed(),
    FailedRehearsal(),
    FailingStatement(),
    FutureTimestamp(),
    IgnoredRunnerMarker(),
    IncompleteDownPath(),
    InvalidAuditEntry(),
    InvalidContractView(),
    InvalidEncoding(),
    InvalidIndexKept(),
    InvalidName(),
    InvalidOwnerMap(),
    InvalidSuppression(),
    LeakedSessionSetting(),
    LimitExceeded(),
    MisplacedMigration(),
    MissingBegin(),
    MissingChangelogEntry(),
    MissingCommit(),
    MissingDocumentation(),
    MissingDown(),
    MissingLockTimeout(),
    MissingMigrationReference(),
    MissingRehearsal(),
    MissingRowSecurity(),
    MissingWritePredicate(),
    ModifiedMigration(),
    MultipleTransactions(),
    NestedTransaction(),
    NonConcurrentIndex(),
    NotAllowedInTransaction(),
    NotNullWithoutDefault(),
    OutOfOrderMigration(),
    OutsideEffect(),
    ParserSetting(),
    PublicPolicy(),
    RenamedObject(),
    RoleEscalation(),
    RolledBackTransaction(),
    StaleStaging(),
    StatementOutsideTransaction(),
    SymlinkedMigration(),
    SyntaxError(),
    TableReadGrant(),
    TableRewrite(),
    TransactionControlInBody(),
    TransactionInRunner(),
    UnanalysableStatement(),
    UnapprovedSuppression(),
    UnapprovedTable(),
    UnbatchedBackfill(),
    UncommittedEnumValue(),
    UndeclaredDataLoss(),
    UnenforcedWorkflow(),
    UnexpectedAccess(),
    UnfilteredWrite(),
    UnforcedRowSecurity(),
    UnknownRunner(),
    UnownedSchemaChange(),
    UnprotectedRelation(),
    UnreadableContractView(),
    UnreadableFile(),
    UnrepeatableMigration(),
    UnrestoredSchema(),
    UnsafeOpsScript(),
    UnsafeSearchPath(),
    UnsupportedFile(),
    ValidatingConstraint(),
    WriteAccess(),
    WrongViewSecurityMode(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<MigrationPolicy>) -> [RepositoryPath] {
    policy.own.folders
  }

  package static func namedRoots(_ policy: EffectivePolicy<MigrationPolicy>) -> [NamedRoot] {
    guard !policy.own.databases.isEmpty else { return [NamedRoot(key: "migrations.root", folder: policy.own.root)] }
    return policy.own.databases.enumerated().map { index, database in
      NamedRoot(key: "databases.\(index).migrations.root", folder: database.root)
    }
  }

  /// Files of a tool that is not supported count as well: a team that has them believes that they are checked.
  package static func survey(_ tree: SurveyedTree) -> [FoundRoot] { MigrationSurvey.migrations(in: tree).map(\.root) }

  package static func owns(_ report: ToolReport) -> Bool { RehearsalReport.isMeant(by: report.bytes) }

  package static func subject(
    of change: Change, policy: EffectivePolicy<MigrationPolicy>
  ) async -> MigrationChange {
    var databases: [MigrationChange] = []
    for part in policy.own.parts { databases.append(await MigrationChange(change, policy: policy.with(part))) }
    return databases[0].with(others: Array(databases.dropFirst()))
  }

  package static func subject(
    of files: [LooseFile], policy: EffectivePolicy<MigrationPolicy>
  ) async -> MigrationChange {
    let parts = policy.own.parts
    // A file that is in the folder of no database is read as one of the first.
    let owners = Dictionary(grouping: files) { file in
      parts.firstIndex { RepositoryPath(file.path).hasPrefix($0.root) } ?? 0
    }
    var databases: [MigrationChange] = []
    for (index, part) in parts.enumerated() {
      databases.append(await MigrationChange(owners[index] ?? [], policy: policy.with(part)))
    }
    return databases[0].with(others: Array(databases.dropFirst()))
  }

  package static func interestingNeighbours(of name: String) -> [String] {
    MigrationName(name)?.partners ?? []
  }

  package static let looseFileSuffixes = [".sql"]
}

extension MigrationChange: CheckSubject {
  package var scope: String {
    let databases = [self] + others
    guard !isLoose else { return Report.counted(databases.reduce(0) { $0 + $1.files.count }, "file") }
    let excludedCount = databases.reduce(0) { $0 + $1.excludedCount }
    let changedCount = databases.reduce(0) { $0 + $1.changedCount }
    let excluded = excludedCount == 0 ? "" : ", \(excludedCount) more excluded"
    let changed = changedCount == 0 ? "no migrations changed" : Report.counted(changedCount, "changed migration file")
    return "\(changed) in \(databases.map(\.root).joined(separator: ", "))\(excluded)"
  }

  package func parts(_ settings: RuleSettings) -> [(subject: MigrationChange, settings: RuleSettings)] {
    ([self] + others).map { ($0, $0.settings) }
  }

  package var notExecuted: [Report.NotExecuted] {
    let isMissing = ([self] + others).contains { if case .missing = $0.rehearsal { true } else { false } }
    guard isMissing else { return [] }
    return [Report.NotExecuted(what: "db/rehearsal", why: "no report of a rehearsal was given")]
  }

  package var remarks: [String] {
    ([self] + others).compactMap(\.rehearsal.report).flatMap { report in
      let place = report.isConfined ? "a confined server" : "a server that was not confined"
      return ["the migrations were rehearsed on PostgreSQL \(report.server), \(place), by their report"] + report.notes
    }
  }

  /// Only migrations are rehearsed, and only with others before and after them.
  package var isEmpty: Bool {
    isLoose || ([self] + others).allSatisfy { $0.files.isEmpty && $0.misplaced.isEmpty }
  }
}
