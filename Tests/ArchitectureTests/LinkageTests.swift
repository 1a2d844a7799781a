import SystemPackage
import TestSupport
import Testing

/// Looks at the release executables, whose folder `Scripts/test` names in `SIGNALBOX_RELEASE`.
@Suite(
  .enabled(
    if: Project.variable("SIGNALBOX_RELEASE") != nil && Project.hasProgram("ldd"),
    "SIGNALBOX_RELEASE names no folder of release executables, or there is no ldd"))
struct LinkageTests {
  /// What an executable itself may ask for; the C libraries bring others along.
  static let allowed = [
    "libc.so", "libm.so", "libstdc++.so", "libgcc_s.so", "ld-linux", "libcmark-gfm", "libcrypto.so", "libcurl.so",
    "libexpat.so", "libgit2.so", "libyaml-0.so", "libpcre2-8.so", "libpg_query.so", "libprotobuf-c.so", "libz.so",
  ]

  @Test func `a release executable loads no Foundation and no ICU`() async throws {
    for executable in try await Self.executables() {
      let libraries = try await Tool.run("ldd", [executable.string])
      #expect(libraries.status == 0)
      let heavy = libraries.lines.filter {
        $0.contains("libFoundation") || $0.contains("ICU") || $0.contains("libswift")
      }
      #expect(heavy.isEmpty, "\(executable): \(heavy)")
    }
  }

  @Test(.enabled(if: Project.hasProgram("readelf"), "there is no readelf"))
  func `a release executable asks for the expected libraries only`() async throws {
    for executable in try await Self.executables() {
      let needed = try await Tool.run("readelf", ["--dynamic", "--wide", executable.string]).lines
        .filter { $0.contains("(NEEDED)") }
        .compactMap { $0.split(separator: "[").last?.split(separator: "]").first.map(String.init) }
      #expect(!needed.isEmpty)
      for library in needed {
        #expect(Self.allowed.contains { library.hasPrefix($0) }, "\(executable) asks for \(library)")
      }
    }
  }

  /// What has more than one check, AsyncAPI or the catalog of PostgreSQL may be larger, in bytes.
  private static let larger = ["contracts": 22_000_000, "db-verify": 22_000_000, "signalbox": 30_000_000]

  @Test func `a release executable is smaller than its limit once stripped`() async throws {
    for executable in try await Self.executables() {
      try await withScratchFolder { folder in
        let copy = folder.appending("stripped").string
        #expect(try await Tool.run("strip", ["-o", copy, executable.string]).status == 0)
        let size = try #require(Int(try await Tool.run("stat", ["--format=%s", copy]).text))
        let limit = Self.larger[executable.lastComponent?.string ?? ""] ?? 20_000_000
        #expect(size < limit, "\(executable) has \(size) bytes")
      }
    }
  }

  private static func executables() async throws -> [FilePath] {
    let folder = FilePath(try #require(Project.variable("SIGNALBOX_RELEASE")))
    let commands = try await House.declared().rooms.values.filter { $0.floor == 5 }.map { folder.appending($0.name) }
    #expect(!commands.isEmpty)
    return commands
  }
}
