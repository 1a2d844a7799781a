package import Git
package import Policy

/// What `.signalbox/database.yml` says beyond rules and exclusions.
package struct MigrationPolicy: CheckPolicy {
  /// The folder of the migrations.
  package let root: RepositoryPath

  /// How the down path of a migration is found.
  package let down: DownPolicy

  /// How far ahead of the instant of the check the time of a new migration may be.
  package let ahead: AheadPolicy

  /// The major version of the server that the migrations are for.
  package let serverVersion: Int

  /// The other keys of the file; they are about what stands beside the migrations.
  package let surroundings: DatabaseSurroundings

  package static let schema = DocumentSchema(PackageResources.database_schema_json)

  package static let tendencies = PolicyTendencies([
    "documents.audit": .neutral,
    "documents.changelog": .neutral,
    "documents.contracts": .neutral,
    "migrations.ahead": .greaterIsWeaker,
    "migrations.down": .neutral,
    "migrations.root": .fixed,
    "policies": .neutral,
    "rehearsal.require": .flag,
    "schemas.contract-view": .neutral,
    "schemas.exposed": .moreIsStricter,
    "schemas.owned": .moreIsStricter,
    "server.prelude": .neutral,
    "server.version": .neutral,
    "views": .neutral,
  ])

  package init(_ reader: inout PolicyReader) {
    let migrations = reader.mapping("migrations") { reader in
      (
        root: reader.folder("root"), down: reader.choice("down", of: DownPolicy.self),
        ahead: AheadPolicy(seconds: reader.duration("ahead") ?? 86_400)
      )
    }
    root = migrations?.root ?? .root
    down = migrations?.down ?? .detect
    ahead = migrations?.ahead ?? AheadPolicy(seconds: 86_400)
    let server = reader.mapping("server") { reader in
      (version: reader.number("version"), prelude: reader.text("prelude"))
    }
    serverVersion = server?.version ?? SupportedGrammar.version
    surroundings = DatabaseSurroundings(&reader, prelude: server?.prelude)
  }

  package var unmetDemands: [UnmetDemand] { surroundings.unmetDemands }
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
enum SupportedGrammar {
  /// The major version of PostgreSQL whose parser is linked.
  static let version = 15
}

/// What the policy says of views, policies, documents, schemas and rehearsals: read, so that a mistake in it is told, and
/// listed as not executed.
package struct DatabaseSurroundings: Sendable {
  /// The folder of the views that other repositories read.
  package let views: RepositoryPath?

  /// The folder of the row security policies.
  package let policies: RepositoryPath?

  /// The folder of the data contracts, the file of changes, and the folder of audit reports.
  package let contracts: RepositoryPath?
  package let changelog: RepositoryPath?
  package let audit: RepositoryPath?

  /// The schemas that the repository owns, and those that the API shows.
  package let ownedSchemas: [String]
  package let exposedSchemas: [String]

  /// The pattern of the names of contract views, as `v_eng_*`.
  package let contractView: PathPattern?

  /// What a fresh server has before the first migration, as `supabase`.
  package let prelude: String?

  /// Whether a migration has to be rehearsed.
  package let requiresRehearsal: Bool

  init(_ reader: inout PolicyReader, prelude: String?) {
    views = reader.folder("views")
    policies = reader.folder("policies")
    let documents = reader.mapping("documents") { reader in
      (reader.folder("contracts"), reader.folder("changelog"), reader.folder("audit"))
    }
    (contracts, changelog, audit) = documents ?? (nil, nil, nil)
    let schemas = reader.mapping("schemas") { reader in
      (reader.texts("owned"), reader.texts("exposed"), reader.pattern("contract-view"))
    }
    ownedSchemas = schemas?.0 ?? []
    exposedSchemas = schemas?.1 ?? []
    contractView = schemas?.2
    requiresRehearsal = reader.mapping("rehearsal") { $0.flag("require") ?? false } ?? false
    self.prelude = prelude
  }

  /// What of it the policy sets: no rule looks at any of it yet.
  var unmetDemands: [UnmetDemand] {
    let keys: [(key: String, isSet: Bool)] = [
      ("documents.audit", audit != nil), ("documents.changelog", changelog != nil),
      ("documents.contracts", contracts != nil), ("policies", policies != nil),
      ("schemas.contract-view", contractView != nil), ("schemas.exposed", !exposedSchemas.isEmpty),
      ("schemas.owned", !ownedSchemas.isEmpty), ("server.prelude", prelude != nil), ("views", views != nil),
    ]
    let unmet = keys.filter(\.isSet).map { UnmetDemand($0.key, why: "no rule of this version looks at it") }
    guard requiresRehearsal else { return unmet }
    return unmet + [
      UnmetDemand("rehearsal.require", why: "this version rehearses no migrations", isRequired: true)
    ]
  }
}
