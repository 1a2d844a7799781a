import SystemPackage
import TestSupport
import Testing

@Suite struct LayeringTests {
  /// The arrows that run sideways; all others run down.
  static let sideways = [
    "AsyncAPI → Documents", "AsyncAPI → JSONSchema",
    "Compatibility → Documents", "Compatibility → JSONSchema", "Compatibility → RegularExpressions",
    "ConfluentCompatibility → Compatibility", "ConfluentCompatibility → Documents",
    "ConfluentCompatibility → JSONSchema",
    "JSONSchema → Documents", "JSONSchema → RegularExpressions", "Policy → Findings",
    "Changes → Findings",
    "Changes → Policy", "Git → OperatingSystem", "LiveDatabase → Postgres",
    "LiveDatabase → RehearsalDocuments", "Postgres → PostgresCatalog", "PostgresCatalog → Documents",
    "PostgresCatalog → SQL",
    "Markdown → Documents", "Rehearsal → Documents", "Rehearsal → Postgres", "Rehearsal → RehearsalDocuments",
    "RehearsalDocuments → Documents", "SQL → Documents", "Terraform → Documents", "TestReports → Documents",
  ]

  @Test func `every dependency runs to a lower floor, or along a drawn arrow`() async throws {
    let house = try await House.declared()
    #expect(house.rooms.count > 10)
    for room in house.rooms.values {
      guard let floor = room.floor else { continue }
      for dependency in room.dependencies {
        guard let below = house.rooms[dependency] else { continue }
        let isLower = below.floor.map { $0 < floor } ?? false
        #expect(
          isLower || Self.sideways.contains("\(room.name) → \(dependency)"), "\(room.name) may not use \(dependency)")
      }
    }
  }

  @Test func `every import is a declared dependency, and every declared dependency is imported`() async throws {
    let house = try await House.declared()
    for room in house.rooms.values where !room.folder.hasPrefix("Sources/Libraries") {
      let files = Project.files(below: room.folder, suffix: ".swift")
      #expect(!files.isEmpty, "\(room.name)")
      var imported: Set<String> = []
      for file in files {
        let imports = House.imports(of: Project.text(of: Project.root.appending(file)) ?? "")
        imported.formUnion(imports)
        for name in imports where house.rooms[name] != nil {
          #expect(room.dependencies.contains(name), "\(file) imports \(name), which \(room.name) does not declare")
        }
      }
      for dependency in room.dependencies where house.rooms[dependency]?.floor != nil {
        // The tests of an executable run it and cannot import it.
        let isCommand = house.rooms[dependency]?.floor == 5
        #expect(
          isCommand || imported.contains(dependency), "\(room.name) declares \(dependency) and does not import it")
      }
    }
  }

  @Test(arguments: [
    ("import A", ["A"]), ("internal import B\npackage import C", ["B", "C"]), ("@testable import D", ["D"]),
    ("import struct E.F", ["E"]), ("// an important import of G", []), ("  internal import H", ["H"]),
  ])
  func `an import line is read whatever stands before it`(text: String, modules: [String]) {
    #expect(House.imports(of: text) == modules)
  }
}
