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
    [NamedRoot(key: "migrations.root", folder: policy.own.root)]
  }

  /// Files of a tool that is not supported count as well: a team that has them believes that they are checked.
  package static func survey(_ tree: SurveyedTree) -> [FoundRoot] { MigrationSurvey.migrations(in: tree).map(\.root) }

  package static func subject(
    of change: Change, policy: EffectivePolicy<MigrationPolicy>
  ) async -> MigrationChange {
    await MigrationChange(change, policy: policy)
  }

  package static func subject(
    of files: [LooseFile], policy: EffectivePolicy<MigrationPolicy>
  ) async -> MigrationChange {
    await MigrationChange(files, policy: policy)
  }

  package static func interestingNeighbours(of name: String) -> [String] {
    MigrationName(name)?.partners ?? []
  }

  package static let looseFileSuffixes = [".sql"]
}

extension MigrationChange: CheckSubject {
  package var scope: String {
    guard !isLoose else { return Report.counted(files.count, "file") }
    let excluded = excludedCount == 0 ? "" : ", \(excludedCount) more excluded"
    let changed = changedCount == 0 ? "no migrations changed" : Report.counted(changedCount, "changed migration file")
    return "\(changed) in \(root)\(excluded)"
  }

  package var notExecuted: [Report.NotExecuted] {
    guard case .missing = rehearsal else { return [] }
    return [Report.NotExecuted(what: "db/rehearsal", why: "no report of a rehearsal was given")]
  }

  package var remarks: [String] {
    guard let report = rehearsal.report else { return [] }
    let place = report.isConfined ? "a confined server" : "a server that was not confined"
    return ["the migrations were rehearsed on PostgreSQL \(report.server), \(place), by their report"] + report.notes
  }

  /// Only migrations are rehearsed, and only with others before and after them.
  package var isEmpty: Bool { isLoose || files.isEmpty && misplaced.isEmpty }
}
