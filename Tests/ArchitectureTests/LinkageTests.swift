import SystemPackage
import TestSupport
import Testing

/// Looks at the release executables, whose folder `Scripts/test` names in `SIGNALBOX_RELEASE`.
@Suite(
  .enabled(
    if: Project.variable("SIGNALBOX_RELEASE") != nil && Project.hasProgram("ldd"),
    "SIGNALBOX_RELEASE names no folder of release executables, or there is no ldd"))
struct LinkageTests {
  /// What an executable that is not static may ask for; the C libraries bring others along.
  static let allowed = [
    "libc.so", "libm.so", "libstdc++.so", "libgcc_s.so", "ld-linux", "libcmark-gfm", "libcrypto.so", "libcurl.so",
    "libexpat.so", "libgit2.so", "libyaml-0.so", "libpcre2-8.so", "libpg_query.so", "libpq.so", "libprotobuf-c.so",
    "libz.so",
  ]

  /// What speaks with other machines, or with a server, by libraries that find their way there at run time.
  static let remote = ["db-rehearse", "evidence"]

  /// Whether the system has the C libraries as archives, so that `Scripts/release` linked statically.
  private static func isStatic(_ executable: FilePath) async throws -> Bool {
    try await !Tool.run("readelf", ["--program-headers", "--wide", executable.string]).text.contains("INTERP")
  }

  @Test func `a release executable loads no Foundation and no ICU`() async throws {
    for executable in try await Self.executables() {
      let heavy = try await Tool.run("ldd", [executable.string]).lines.filter {
        $0.contains("libFoundation") || $0.contains("ICU") || $0.contains("libswift")
      }
      #expect(heavy.isEmpty, "\(executable): \(heavy)")
    }
  }

  @Test(.enabled(if: Project.hasProgram("readelf"), "there is no readelf"))
  func `a release executable asks for the expected libraries only, or for none`() async throws {
    for executable in try await Self.executables() {
      let needed = try await Tool.run("readelf", ["--dynamic", "--wide", executable.string]).lines
        .filter { $0.contains("(NEEDED)") }
        .compactMap { $0.split(separator: "[").last?.split(separator: "]").first.map(String.init) }
      #expect(try await needed.isEmpty == Self.isStatic(executable), "\(executable)")
      for library in needed {
        #expect(Self.allowed.contains { library.hasPrefix($0) }, "\(executable) asks for \(library)")
      }
    }
  }

  @Test(.enabled(if: Project.hasProgram("readelf"), "there is no readelf"))
  func `each of these loads what speaks for it, and no other executable does`() async throws {
    let speaking = ["db-rehearse": "libpq.so", "evidence": "libcurl.so"]
    #expect(speaking.keys.sorted() == Self.remote)
    for executable in try await Self.executables() {
      let needed = try await Tool.run("readelf", ["--dynamic", "--wide", executable.string]).lines
        .filter { $0.contains("(NEEDED)") }
      let name = executable.lastComponent?.string ?? ""
      for (owner, library) in speaking {
        #expect(needed.contains { $0.contains("[\(library)") } == (name == owner), "\(name): \(library)")
      }
    }
  }

  @Test(.enabled(if: Project.hasProgram("readelf") && Project.hasProgram("nm"), "there are no binutils"))
  func `all that judge are static where one is, and have no function of a transport`() async throws {
    let local = try await Self.executables().filter { !Self.remote.contains($0.lastComponent?.string ?? "") }
    var isStatic: Set<Bool> = []
    for executable in local { isStatic.insert(try await Self.isStatic(executable)) }
    #expect(isStatic.count == 1)
    guard isStatic.contains(true) else { return }
    for executable in local {
      let names = Set(
        try await Tool.run("nm", ["--defined-only", executable.string]).lines.compactMap { line in
          line.split(separator: " ").last.map(String.init)
        })
      #expect(names.contains("git_libgit2_init"), "\(executable) has its symbols")
      // A function of each library that only its real code brings along.
      for name in [
        "mbedtls_ssl_handshake_step", "libssh2_session_startup", "http_method_str", "gss_wrap", "SSL_connect",
      ] {
        #expect(!names.contains(name), "\(executable): \(name)")
      }
    }
  }

  /// The largest sizes, in bytes, with the C libraries inside.
  ///
  /// What has AsyncAPI, the parser of PostgreSQL or all checks is larger than the others. A fifth of each is FoundationEssentials, which swift-argument-parser uses for its JSON.
  private static let larger = [
    "contracts": 26_000_000, "db-rehearse": 26_000_000, "db-verify": 29_000_000, "signalbox": 37_000_000,
  ]

  @Test func `a release executable is smaller than its limit once stripped`() async throws {
    for executable in try await Self.executables() {
      try await withScratchFolder { folder in
        let copy = folder.appending("stripped").string
        #expect(try await Tool.run("strip", ["-o", copy, executable.string]).status == 0)
        let size = try #require(Int(try await Tool.run("stat", ["--format=%s", copy]).text))
        let limit = Self.larger[executable.lastComponent?.string ?? ""] ?? 24_000_000
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
