// swift-tools-version: 6.3
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// The floors of the house, lowest first. A target depends only on lower floors, and sideways only where the
// architecture (docs/architecture.md) draws an arrow; Tests/ArchitectureTests holds every import against this list.
let libraries: [Target] = [
  .library("CLibCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
  .library("CLibGit2", pkgConfig: "libgit2", apt: "libgit2-dev", brew: "libgit2"),
  .library("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
]

let foundations: [Target] = [
  .module("Documents", on: "Foundations", uses: ["CLibCrypto", "CLibYAML"]),
  .module("Git", on: "Foundations", uses: ["CLibGit2"]),
]

let policy: [Target] = [
  .module("Findings", on: "Policy", uses: ["Documents"]),
  .module("Policy", on: "Policy", uses: ["Documents", "Findings"]),
  .module("Changes", on: "Policy", uses: ["Documents", "Findings", "Git", "Policy"]),
]

let checks: [Target] = [
  .module(
    "ContractChecks", on: "Checks", uses: ["Changes", "Documents", "Findings", "Git", "Policy"],
    resources: [.embedInCode("contracts.yml")])
]

let commands: [Target] = [
  .module(
    "CommandSupport", on: "Commands",
    uses: ["Changes", "Documents", "Findings", "Git", "Policy", argumentParser, system]),
  .command("contracts", uses: ["CommandSupport", "ContractChecks"]),
]

let tests: [Target] = [
  .support("TestSupport", uses: ["Documents", "Findings", "Git", "Policy", subprocess, system]),
  .tests(of: "Documents", uses: [subprocess]),
  .tests(of: "Git"),
  .tests(of: "Findings", uses: ["Documents"]),
  .tests(of: "Policy", uses: ["Documents", "Findings"]),
  .tests(of: "Changes", uses: ["Documents", "Findings", "Git", "Policy"]),
  .tests(of: "ContractChecks", uses: ["Changes", "Documents", "Findings", "Git", "Policy"]),
  .tests("ArchitectureTests", uses: ["Documents"]),
  .tests("EndToEndTests", uses: ["Documents", "contracts"]),
]

let package = Package(
  name: "signalbox",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "contracts", targets: ["contracts"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Without its traits swift-subprocess leaves Foundation out, and only the tests need it so far.
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: libraries + foundations + policy + checks + commands + tests,
  swiftLanguageModes: [.v6])

// The one place where targets get their folder and their compiler settings.
extension Target {
  static func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(
      name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
  }

  static func module(
    _ name: String, on floor: String, uses dependencies: [Dependency], resources: [Resource] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", resources: resources,
      swiftSettings: settings)
  }

  static func command(_ name: String, uses dependencies: [Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies + [argumentParser], path: "Sources/Commands/\(name)",
      swiftSettings: settings)
  }

  static func tests(of module: String, uses dependencies: [Dependency] = []) -> Target {
    .tests("\(module)Tests", uses: [.target(name: module)] + dependencies)
  }

  static func tests(_ name: String, uses dependencies: [Dependency]) -> Target {
    .testTarget(
      name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", swiftSettings: settings)
  }

  static func support(_ name: String, uses dependencies: [Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/Support", swiftSettings: settings)
  }

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
