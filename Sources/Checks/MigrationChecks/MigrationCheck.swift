package import Changes
internal import Findings
package import Git
package import Policy

/// The check `db-verify`: every migration is one transaction each way, has a way back, and comes after all others.
package enum MigrationCheck: LooseFileCheck {
  package static let name = "db-verify"
  package static let requiredName = "DB Verify"
  package static let rulePrefix = "db"
  package static let policyFile = "database.yml"
  package static let defaultPolicy = PackageResources.database_yml

  /// A migration may not be of a time that is far ahead.
  package static let dependsOnInstant = true

  package static let rules: [any Rule<MigrationChange>] = [
    AlwaysTruePolicy(),
    BrokenContractView(),
    ClaimTrustingPolicy(),
    DeclaredStateMismatch(),
    DirectTableAccess(),
    DownConvention(),
    DuplicateTimestamp(),
    EmptyPath(),
    Encoding(),
    ExcessiveDownPath(),
    ExecutedDownPath(),
    ExposedDefinerFunction(),
    ExtensionNotAllowed(),
    FutureTimestamp(),
    IgnoredRunnerMarker(),
    IncompleteDownPath(),
    InvalidAuditEntry(),
    InvalidOwnerMap(),
    Limits(),
    Link(),
    MergedChanged(),
    MissingChangelogEntry(),
    MissingDocumentation(),
    MissingDown(),
    MissingMigrationReference(),
    MissingRowSecurity(),
    Name(),
    Order(),
    OutsideEffect(),
    PublicPolicy(),
    RoleEscalation(),
    Subfolder(),
    Syntax(),
    TableReadGrant(),
    TransactionInRunner(),
    TransactionMissing(),
    TransactionNested(),
    TransactionOpen(),
    TransactionOutside(),
    TransactionRefused(),
    TransactionRolledBack(),
    TransactionSplit(),
    UnenforcedWorkflow(),
    UnforcedRowSecurity(),
    UnknownRunner(),
    UnownedSchemaChange(),
    Unreadable(),
    UnreadableContractView(),
    UnsafeOpsScript(),
    UnsafeSearchPath(),
    UnsupportedFile(),
    WriteAccess(),
    WrongViewSecurityMode(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<MigrationPolicy>) -> [RepositoryPath] {
    policy.own.folders
  }

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

  package static func scope(of subject: MigrationChange) -> String {
    let count = subject.files.count
    let excluded = subject.excludedCount == 0 ? "" : ", \(subject.excludedCount) more excluded"
    return "\(count) changed migration file\(count == 1 ? "" : "s") in \(subject.root)\(excluded)"
  }

  package static func interestingNeighbours(of name: String) -> [String] {
    MigrationName(name)?.partners ?? []
  }

  package static func scope(ofLoose subject: MigrationChange) -> String {
    "\(subject.files.count) file\(subject.files.count == 1 ? "" : "s")"
  }

  package static let looseFileSuffix = ".sql"

  package static let examplePath = "db/migrations/eng/20260105090000_create_orders.sql"
}
