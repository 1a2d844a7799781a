// swift-tools-version: 6.3
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// Whether release executables are linked with archives of the C libraries: Scripts/release says so where the system has them.
let isStatic = Context.environment["SIGNALBOX_STATIC"] == "1"

// The floors of the house, lowest first. A target depends only on lower floors, and sideways only where the
// architecture (docs/architecture.md) draws an arrow; Tests/ArchitectureTests holds every import against this list.
let libraries: [Target] = [
  .library("CCMark", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-extensions-dev", brew: "cmark-gfm"),
  .library("CExpat", pkgConfig: "expat", apt: "libexpat1-dev", brew: "expat"),
  .library("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
  .library("CLibCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
  .library("CLibGit2", pkgConfig: "libgit2", apt: "libgit2-dev", brew: "libgit2"),
  .library("CLibPgQuery", apt: "libpg-query-dev", brew: "libpg_query"),
  .library("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev", brew: "libpq"),
  .library("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
  .library("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
  .target(name: "CNoTransport", path: "Sources/Libraries/CNoTransport"),
  .library("CProcess"),
  .library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
]

let foundations: [Target] = [
  .module("AsyncAPI", on: "Foundations", uses: ["Documents", "JSONSchema"]),
  .module("Calendars", on: "Foundations", uses: [system]),
  .module("Compatibility", on: "Foundations", uses: ["Documents", "JSONSchema", "RegularExpressions"]),
  .module("ConfluentCompatibility", on: "Foundations", uses: ["Compatibility", "Documents", "JSONSchema"]),
  .module("Documents", on: "Foundations", uses: ["CLibCrypto", "CLibYAML"]),
  .module("Git", on: "Foundations", uses: ["CLibGit2", "CZlib", "OperatingSystem"]),
  .module("HTTP", on: "Foundations", uses: ["CLibCurl"]),
  .module(
    "JSONSchema", on: "Foundations", uses: ["Documents", "RegularExpressions"], embedding: ["Metaschemas"]),
  .module("Markdown", on: "Foundations", uses: ["CCMark", "Documents"]),
  .module("OperatingSystem", on: "Foundations", uses: [system]),
  // What needs a server links libpq; what reads migrations links the catalog alone.
  .module("LiveDatabase", on: "Foundations", uses: ["Postgres", "RehearsalDocuments"]),
  .module("Postgres", on: "Foundations", uses: ["CLibPQ", "PostgresCatalog", subprocess, system]),
  .module("PostgresCatalog", on: "Foundations", uses: ["Documents", "SQL"]),
  .module("Processes", on: "Foundations", uses: ["CProcess", subprocess, system]),
  .module("RegularExpressions", on: "Foundations", uses: ["CPCRE2"]),
  .module("Rehearsal", on: "Foundations", uses: ["Documents", "Postgres", "RehearsalDocuments", system]),
  .module("RehearsalDocuments", on: "Foundations", uses: ["Documents"]),
  .module("SQL", on: "Foundations", uses: ["CLibPgQuery", "Documents"]),
  .module("Terraform", on: "Foundations", uses: ["CZlib", "Documents", system]),
  .module("TestReports", on: "Foundations", uses: ["CExpat", "Documents", system]),
]

let policy: [Target] = [
  .module("Findings", on: "Policy", uses: ["Calendars", "Documents"]),
  .module(
    "Policy", on: "Policy", uses: ["Calendars", "Documents", "Findings", "Git", "JSONSchema"],
    embedding: ["baseline.schema.json", "roles.schema.json", "signalbox.schema.json"]),
  .module(
    "Changes", on: "Policy", uses: ["Calendars", "Documents", "Findings", "Git", "Policy"],
    embedding: ["evidence.schema.json"]),
]

let checks: [Target] = [
  .module(
    "ChangeControlChecks", on: "Checks",
    uses: [
      "Calendars", "Changes", "Documents", "Findings", "Git", "Markdown", "Policy", "RegularExpressions", "Terraform",
    ],
    defaults: "change-control.yml", embedding: ["change-control.schema.json"]),
  .module(
    "ContractChecks", on: "Checks",
    uses: [
      "AsyncAPI", "Calendars", "Changes", "Compatibility", "Documents", "Findings", "Git", "JSONSchema",
      "OperatingSystem", "Policy", "Processes", "RegularExpressions", "TestReports", system,
    ],
    defaults: "contracts.yml",
    embedding: ["contracts.schema.json", "deprecation-plan.schema.json", "topics.schema.json"]),
  .module(
    "EvidenceCollection", on: "Checks",
    uses: ["Calendars", "Changes", "Documents", "Git", "HTTP", "Policy", "Terraform"]),
  .module(
    "LintChecks", on: "Checks",
    uses: [
      "Changes", "Documents", "Findings", "Git", "OperatingSystem", "Policy", "Processes", "TestReports", system,
    ],
    defaults: "lint.yml", embedding: ["lint-report.schema.json", "lint.schema.json"]),
  .module(
    "MigrationChecks", on: "Checks",
    uses: [
      "Calendars", "Changes", "Documents", "Findings", "Git", "Policy", "PostgresCatalog", "Processes",
      "RehearsalDocuments", "SQL", system,
    ], defaults: "database.yml", embedding: ["database.schema.json"]),
  .module(
    "ReleaseChecks", on: "Checks", uses: ["Calendars", "Changes", "Documents", "Findings", "Git", "Policy"],
    defaults: "release.yml", embedding: ["release.schema.json"]),
  .module(
    "TestChecks", on: "Checks",
    uses: [
      "AsyncAPI", "Calendars", "Changes", "Documents", "Findings", "Git", "JSONSchema", "OperatingSystem", "Policy",
      "Processes", "TestReports", system,
    ], defaults: "tests.yml", embedding: ["test-evidence.schema.json", "tests.schema.json"]),
]

let commands: [Target] = [
  .module(
    "CommandSupport", on: "Commands",
    uses: [
      "CProcess", "Calendars", "Changes", "Documents", "Findings", "Git", "OperatingSystem", "Policy", argumentParser,
      system,
    ]),
  .command(
    "change-control",
    uses: [
      "Calendars", "ChangeControlChecks", "Changes", "CommandSupport", "Documents", "Findings", "Git", "Policy",
      "Terraform", system,
    ]),
  .command(
    "contracts",
    uses: [
      "Changes", "CommandSupport", "Compatibility", "ConfluentCompatibility", "ContractChecks", "Documents", "Findings",
      "Git", "JSONSchema", "Policy", "Processes",
    ]),
  // It alone links libpq.
  .command(
    "db-rehearse", isLocal: false,
    uses: ["CommandSupport", "LiveDatabase", "Postgres", "Rehearsal", "RehearsalDocuments", system]),
  .command(
    "db-verify",
    uses: [
      "Calendars", "Changes", "CommandSupport", "Findings", "MigrationChecks", "Policy", "Processes",
      "RehearsalDocuments",
      system,
    ]),
  .command(
    "evidence", isLocal: false,
    uses: [
      "Calendars", "Changes", "CommandSupport", "EvidenceCollection", "Documents", "Findings", "Git", "HTTP", "Policy",
      system,
    ]),
  .command("lint-gate", uses: ["CommandSupport", "LintChecks"]),
  .command(
    "release-train",
    uses: ["Calendars", "Changes", "CommandSupport", "Documents", "Findings", "Git", "Policy", "ReleaseChecks"]),
  .command(
    "signalbox",
    uses: [
      "Calendars", "ChangeControlChecks", "Changes", "CommandSupport", "ContractChecks", "Documents", "Findings", "Git",
      "JSONSchema", "LintChecks", "MigrationChecks", "Policy", "Processes", "ReleaseChecks", "TestChecks", system,
    ], templates: "Templates"),
  .command(
    "test-gate",
    uses: ["Changes", "CommandSupport", "Documents", "Findings", "Git", "Policy", "TestChecks", "TestReports"]),
]

let tests: [Target] = [
  .support(
    "TestSupport", in: "Support",
    uses: ["Changes", "Documents", "Findings", "Git", "JSONSchema", "Policy", subprocess, system]),
  .support("WebServer", in: "WebServer", uses: []),
  // The entry points for any bytes, for the tests and for Fuzz/, a package of its own.
  .support(
    "Fuzzing", in: "Fuzzing",
    uses: [
      "Changes", "Compatibility", "ContractChecks", "Documents", "Findings", "Git", "JSONSchema", "LintChecks",
      "MigrationChecks", "Policy", "ReleaseChecks", "SQL", "Terraform", system,
    ]),
  .tests(of: "AsyncAPI", uses: ["Documents", "JSONSchema", system]),
  .tests(of: "Calendars", uses: ["Documents", system]),
  .tests(of: "Compatibility", uses: ["Documents", "JSONSchema", "RegularExpressions", system]),
  .tests(of: "ConfluentCompatibility", uses: ["Compatibility", "Documents", "JSONSchema", system]),
  .tests(of: "Documents"),
  .tests(of: "Git", uses: [system]),
  .tests(of: "HTTP", uses: [.target(name: "WebServer")]),
  .tests(of: "Postgres", uses: ["Documents", "PostgresCatalog", "SQL", system]),
  .tests(of: "PostgresCatalog", uses: ["SQL"]),
  .tests(of: "Processes", uses: [system]),
  .tests(
    of: "ChangeControlChecks",
    uses: ["Calendars", "Changes", "Documents", "Findings", "Git", "Markdown", "Policy", "Terraform", system]),
  .tests(of: "Markdown", uses: ["Documents"]),
  .tests(of: "OperatingSystem", uses: [system]),
  .tests(of: "Terraform", uses: ["Documents", system]),
  .tests(of: "JSONSchema", uses: ["Documents", system]),
  .tests(of: "RegularExpressions"),
  .tests(of: "Rehearsal", uses: ["Documents", "Postgres", "RehearsalDocuments", system]),
  .tests(of: "SQL", uses: ["Documents", system]),
  .tests(of: "TestReports", uses: ["Documents", system]),
  .tests(of: "TestChecks", uses: ["Changes", "Documents", "Findings", "Git", "Policy"]),
  .tests(of: "Findings", uses: ["Calendars", "Documents", system]),
  .tests(of: "Policy", uses: ["Documents", "Findings", "Git"]),
  .tests(of: "Changes", uses: ["Calendars", "Documents", "Findings", "Git", "Policy", system]),
  .tests(
    of: "ContractChecks",
    uses: ["Changes", "Compatibility", "Documents", "Findings", "Git", "JSONSchema", "Policy", system]),
  .tests(of: "EvidenceCollection", uses: ["Calendars", "Changes", "Documents", "Git", "HTTP"]),
  .tests(of: "LintChecks", uses: ["Changes", "Documents", "Findings", "Git", "Policy", system]),
  .tests(
    of: "MigrationChecks",
    uses: ["Calendars", "Changes", "Documents", "Findings", "Git", "Policy", "PostgresCatalog", "SQL", system]),
  .tests(of: "ReleaseChecks", uses: ["Calendars", "Changes", "Documents", "Findings", "Git", "Policy", system]),
  .tests(
    "RuleTests",
    uses: [
      "ChangeControlChecks", "Changes", "ContractChecks", "Findings", "LintChecks", "MigrationChecks", "Policy",
      "ReleaseChecks", "TestChecks", system,
    ]),
  .tests(
    "ApprovalTests",
    uses: ["Calendars", "CommandSupport", "ContractChecks", "Documents", "Findings", argumentParser, system]),
  .tests("ArchitectureTests", uses: ["Documents", system]),
  .tests("FuzzingTests", uses: ["Fuzzing", system]),
  .tests(
    "EndToEndTests",
    uses: [
      "ChangeControlChecks", "Changes", "ContractChecks", "Documents", "JSONSchema", "LintChecks", "MigrationChecks",
      "Policy",
      "ReleaseChecks", "WebServer", "change-control", "contracts", "db-rehearse", "db-verify", "evidence",
      "lint-gate",
      "release-train",
      "signalbox", "test-gate", system,
    ]),
]

let package = Package(
  name: "signalbox",
  platforms: [.macOS(.v26)],
  products: commands.filter { $0.type == .executable }.map { .executable(name: $0.name, targets: [$0.name]) }
    + [.library(name: "Fuzzing", targets: ["Fuzzing"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Without its traits swift-subprocess leaves Foundation out.
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: libraries + foundations + policy + checks + commands + tests,
  swiftLanguageModes: [.v6])

// The one place where targets get their folder and their compiler settings.
extension Target {
  static func library(_ name: String, pkgConfig: String? = nil, apt: String? = nil, brew: String? = nil) -> Target {
    .systemLibrary(
      name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig,
      providers: [apt.map { .apt([$0]) }, brew.map { .brew([$0]) }].compactMap(\.self))
  }

  static func module(
    _ name: String, on floor: String, uses dependencies: [Dependency] = [], defaults: String? = nil,
    embedding files: [String] = []
  ) -> Target {
    // Compiled in, so that an executable needs no file beside it: `defaults` is a link to a file of policies/.
    .target(
      name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)",
      resources: ((defaults.map { [$0] } ?? []) + files).map { .embedInCode($0) },
      swiftSettings: settings + (floor == "Foundations" ? [] : small))
  }

  /// An executable, with its settings for a release.
  ///
  /// One that is local never speaks with another machine, so it is static and has nothing by which it could. The others load
  /// what speaks for them, and nothing else but the C library.
  static func command(
    _ name: String, isLocal: Bool = true, uses dependencies: [Dependency], templates: String? = nil
  ) -> Target {
    let release = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
    // Functions that are the same machine code are kept once, and no names for libraries that are never loaded.
    var flags = ["--icf=safe", "--gc-sections", "--no-export-dynamic"]
    var linking: [LinkerSetting] = []
    var dependencies = dependencies + [argumentParser]
    if isStatic {
      dependencies.append("CNoTransport")
      // What the archives of libgit2 and libpg_query do not name.
      linking = ["mbedcrypto", "pcre2-8", "protobuf-c", "z"].map { .linkedLibrary($0, release) }
    }
    if isStatic, isLocal {
      linking.append(.unsafeFlags(["-static-executable"], release))
    } else {
      // Relocations as bits (glibc 2.36 and later).
      flags += ["-z", "pack-relative-relocs"]
    }
    linking.append(.unsafeFlags(["-use-ld=lld"] + flags.flatMap { ["-Xlinker", $0] }, release))
    return .executableTarget(
      name: name, dependencies: dependencies, path: "Sources/Commands/\(name)",
      resources: templates.map { [.embedInCode($0)] } ?? [], swiftSettings: settings + small, linkerSettings: linking)
  }

  static func tests(of module: String, uses dependencies: [Dependency] = []) -> Target {
    .tests("\(module)Tests", uses: [.target(name: module)] + dependencies)
  }

  static func tests(_ name: String, uses dependencies: [Dependency]) -> Target {
    .testTarget(
      name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", swiftSettings: settings)
  }

  static func support(_ name: String, in folder: String, uses dependencies: [Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/\(folder)", swiftSettings: settings)
  }

  /// The time that a run takes is spent in the foundations; above them an executable had better be small.
  static var small: [SwiftSetting] { [.unsafeFlags(["-Osize"], .when(configuration: .release))] }

  static var settings: [SwiftSetting] {
    [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
    ]
  }
}
