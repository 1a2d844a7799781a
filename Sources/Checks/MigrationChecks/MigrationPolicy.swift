package import Changes
package import Git
package import Policy
internal import SQL

/// What `.signalbox/database.yml` says beyond rules and exclusions.
package struct MigrationPolicy: CheckPolicy {
  /// The name of the database, where the policy has several.
  package let name: String?

  /// The databases of the repository, each with its own keys; empty where there is one.
  package let databases: [MigrationPolicy]

  /// Who applies the files; `nil` where the policy leaves it open.
  package let runner: Runner?

  package let profile: Profile

  /// The folder of the migrations.
  package let root: RepositoryPath

  /// How the down path of a migration is found, where the runner leaves it open.
  package let down: DownPolicy

  /// How far ahead of the instant of the check the time of a new migration may be.
  package let ahead: AheadPolicy

  package let server: ServerPolicy
  package let views: ViewPolicy
  package let schemas: SchemaPolicy
  package let documents: DocumentPolicy
  package let extensions: ExtensionPolicy
  package let housekeeping: HousekeepingPolicy
  package let workflow: WorkflowPolicy

  /// Who approves that a migration suppresses an error.
  package let suppressionApproval: ApprovalRequirement

  /// The folder of the files that say what the row security policies are.
  package let policies: RepositoryPath?

  /// How migrations are rehearsed.
  package let rehearsal: RehearsalPolicy

  /// The database that releases are tried on; `nil` where the policy has none.
  package let staging: StagingPolicy?

  /// Who opens the transaction, where the runner leaves that open.
  package let transactions: TransactionPolicy?

  /// The major version of the server that the migrations are for.
  package var serverVersion: Int { server.version }

  package static let schema = DocumentSchema(PackageResources.database_schema_json)

  package static let tendencies = PolicyTendencies([
    "databases": .moreIsStricter,
    "databases.*.documents": .fixed,
    "databases.*.extensions": .fixed,
    "databases.*.housekeeping": .fixed,
    "databases.*.migrations": .fixed,
    "databases.*.policies": .fixed,
    "databases.*.profile": .fixed,
    "databases.*.rehearsal": .fixed,
    "databases.*.runner": .fixed,
    "databases.*.schemas": .fixed,
    "databases.*.server": .fixed,
    "databases.*.staging": .fixed,
    "databases.*.suppressions": .fixed,
    "databases.*.transactions": .fixed,
    "databases.*.views": .fixed,
    "databases.*.workflow": .fixed,
    "documents.audit": .neutral,
    "documents.changelog": .neutral,
    "documents.contracts": .neutral,
    "extensions.allow": .moreIsWeaker,
    "extensions.schema": .neutral,
    "housekeeping.owner-map": .neutral,
    "housekeeping.paths": .moreIsStricter,
    "housekeeping.scripts": .moreIsStricter,
    "migrations.ahead": .greaterIsWeaker,
    "migrations.down": .neutral,
    "migrations.root": .fixed,
    "policies": .neutral,
    "profile": .ascending(["supabase", "governed"]),
    "rehearsal.claims": .moreIsStricter,
    "rehearsal.limits.disk": .neutral,
    "rehearsal.limits.statement": .neutral,
    "rehearsal.limits.total": .neutral,
    "rehearsal.matrix.except": .moreIsWeaker,
    "rehearsal.matrix.except.*.allow": .moreIsWeaker,
    "rehearsal.matrix.except.*.object": .neutral,
    "rehearsal.matrix.except.*.reason": .neutral,
    "rehearsal.matrix.except.*.role": .neutral,
    "rehearsal.matrix.public.tables": .moreIsWeaker,
    "rehearsal.matrix.public.views": .moreIsWeaker,
    "rehearsal.matrix.readers.tables": .moreIsWeaker,
    "rehearsal.matrix.readers.views": .moreIsWeaker,
    "rehearsal.matrix.writers.tables": .moreIsWeaker,
    "rehearsal.matrix.writers.views": .moreIsWeaker,
    "rehearsal.require": .flag,
    "runner": .fixed,
    "schemas.approved-select.bind": .ascending(["change", "tree"]),
    "schemas.approved-select.by": .moreIsWeaker,
    "schemas.approved-select.label": .neutral,
    "schemas.approved-select.role": .neutral,
    "schemas.consumers": .moreIsStricter,
    "schemas.consumers.*.paths": .moreIsStricter,
    "schemas.consumers.*.role": .neutral,
    "schemas.contract-view": .neutral,
    "schemas.exposed": .moreIsStricter,
    "schemas.force": .flag,
    "schemas.owned": .moreIsStricter,
    "schemas.products.*": .moreIsStricter,
    "schemas.readers": .moreIsStricter,
    "schemas.tables.allow": .moreIsWeaker,
    "schemas.tables.approval.bind": .ascending(["change", "tree"]),
    "schemas.tables.approval.by": .moreIsWeaker,
    "schemas.tables.approval.label": .neutral,
    "schemas.tables.approval.role": .neutral,
    "schemas.write-predicate": .ascending(["optional", "required"]),
    "schemas.writers": .moreIsWeaker,
    "server.lock-timeout": .neutral,
    "server.owner.attributes": .neutral,
    "server.owner.login": .neutral,
    "server.owner.role": .neutral,
    "server.prelude": .neutral,
    "server.version": .neutral,
    "staging.host": .neutral,
    "staging.label": .neutral,
    "staging.refresh": .greaterIsWeaker,
    "suppressions.approval.bind": .ascending(["change", "tree"]),
    "suppressions.approval.by": .moreIsWeaker,
    "suppressions.approval.label": .neutral,
    "suppressions.approval.role": .neutral,
    "transactions": .neutral,
    "version": .neutral,
    "views": .neutral,
    "views.mode": .neutral,
    "views.owner": .neutral,
    "views.required.*": .moreIsStricter,
    "views.root": .neutral,
    "workflow.check": .neutral,
    "workflow.merge-queue": .flag,
    "workflow.path": .neutral,
  ])

  package init(_ reader: inout PolicyReader) {
    _ = reader.number("version")
    let databases = reader.overlays("databases") { MigrationPolicy(database: &$0) }
    let roots = databases.map(\.root)
    if Set(databases.map(\.name)).count < databases.count {
      reader.refuse("databases", "two databases have the same name", help: "give each database another name")
    } else if roots.enumerated().contains(where: { index, root in
      roots.indices.contains { $0 != index && roots[$0].hasPrefix(root) }
    }) {
      reader.refuse(
        "databases", "the migrations of two databases are in the same folder",
        help: "give each database another `migrations.root`")
    }
    self.init(&reader, name: nil, databases: databases)
  }

  /// Reads an entry of `databases`, laid over the keys outside of it.
  private init(database reader: inout PolicyReader) {
    let name = reader.text("name")
    self.init(&reader, name: name, databases: [])
  }

  private init(_ reader: inout PolicyReader, name: String?, databases: [MigrationPolicy]) {
    self.name = name
    self.databases = databases
    runner = reader.choice("runner", of: Runner.self)
    transactions = reader.choice("transactions", of: TransactionPolicy.self)
    profile = reader.choice("profile", of: Profile.self) ?? .governed
    let migrations = reader.mapping("migrations") { reader in
      (
        root: reader.folder("root"), down: reader.choice("down", of: DownPolicy.self),
        ahead: AheadPolicy(seconds: reader.duration("ahead") ?? 86_400)
      )
    }
    root = migrations?.root ?? .root
    down = migrations?.down ?? .detect
    ahead = migrations?.ahead ?? AheadPolicy(seconds: 86_400)
    views = ViewPolicy(&reader, profile)
    policies = reader.folder("policies")
    documents = reader.mapping("documents") { DocumentPolicy(&$0) } ?? DocumentPolicy()
    schemas = reader.mapping("schemas") { SchemaPolicy(&$0) } ?? SchemaPolicy()
    extensions = reader.mapping("extensions") { ExtensionPolicy(&$0) } ?? ExtensionPolicy()
    housekeeping = reader.mapping("housekeeping") { HousekeepingPolicy(&$0) } ?? HousekeepingPolicy()
    workflow = reader.mapping("workflow") { WorkflowPolicy(&$0) } ?? WorkflowPolicy()
    suppressionApproval =
      reader.mapping("suppressions") { reader in
        reader.mapping("approval") { ApprovalRequirement(&$0, otherwise: Self.suppressionApproval) }
      }?.flatMap(\.self) ?? Self.suppressionApproval
    server = reader.mapping("server") { ServerPolicy(&$0) } ?? ServerPolicy()
    rehearsal = reader.mapping("rehearsal") { RehearsalPolicy(&$0) } ?? RehearsalPolicy()
    staging = reader.mapping("staging") { StagingPolicy(&$0) }
  }

  private static let suppressionApproval = ApprovalRequirement(label: "suppression-approved", role: "policy-owner")

  /// The policy of each database; this one where there are none.
  package var parts: [MigrationPolicy] { databases.isEmpty ? [self] : databases }

  package var severities: [String: RuleSettings.Setting] { profile.severities }

  /// Whether a table of an exposed schema needs FORCE ROW LEVEL SECURITY.
  var forcesRowSecurity: Bool { schemas.force ?? (profile == .governed) }

  /// All folders whose changes the check looks at.
  var folders: [RepositoryPath] { parts.flatMap(\.ownFolders) }

  private var ownFolders: [RepositoryPath] {
    var folders = [root] + [views.root, policies, documents.contracts, documents.audit].compactMap(\.self)
    folders += [documents.changelog, housekeeping.ownerMap, workflow.path].compactMap(\.self)
    let patterns = housekeeping.paths + housekeeping.scripts + schemas.consumers.flatMap(\.paths)
    return folders + patterns.map(\.fixedFolder)
  }
}

/// The defaults of all rules.
package enum Profile: String, CaseIterable, Sendable {
  case governed
  case supabase
}

/// Who opens the transaction.
package enum TransactionPolicy: String, CaseIterable, Sendable {
  case file
  case runner
}

/// How the down path of a migration is found.
package enum DownPolicy: String, CaseIterable, Sendable {
  /// By what is there: a second file, markers, or a divider.
  case detect
  /// `-- migrate:up` and `-- migrate:down`, or `-- +goose Up` and `-- +goose Down`.
  case markers
  /// A comment of its own that says `-- down` or `-- rollback`.
  case divider
  /// A second file: `x.up.sql` and `x.down.sql`, or `x.sql` and `x.down.sql`.
  case pair
}

/// How far ahead a new migration may be.
package struct AheadPolicy: Sendable, Equatable {
  package let seconds: Int

  /// The length of time in words, in its largest whole unit.
  package var words: String {
    let (count, unit) =
      [(86_400, "day"), (3600, "hour"), (60, "minute")]
      .first { seconds > 0 && seconds.isMultiple(of: $0.0) }.map { (seconds / $0.0, $0.1) } ?? (seconds, "second")
    return "\(count) \(unit)\(count == 1 ? "" : "s")"
  }
}

/// The grammar that migrations are parsed by.
package enum SupportedGrammar {
  /// The major version of PostgreSQL whose parser is linked.
  package static var version: Int { SQLParser.grammarVersion }
}
