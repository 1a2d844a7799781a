// swift-tools-version: 6.3
import PackageDescription

// libFuzzer around the entry points of Tests/Fuzzing. `Scripts/fuzz` builds and runs it: the sanitizers have to see all
// that is compiled, and so they are options of the build and not settings of a target.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "signalbox", path: "..")],
  targets: [
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CFuzzer", .product(name: "Fuzzing", package: "signalbox")],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux]))]),
  ],
  swiftLanguageModes: [.v6])
