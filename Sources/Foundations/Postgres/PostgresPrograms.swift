internal import Subprocess
package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An installation of PostgreSQL: the folder of its programs, and its version.
package struct PostgresPrograms: Sendable {
  package let folder: FilePath

  /// The version as the server says it, as `15.18`.
  package let version: String

  package var majorVersion: Int { Int(version.prefix { $0.isNumber }) ?? 0 }

  /// Finds an installation with `initdb` and `postgres`.
  ///
  /// One that is named is taken, whatever its version is. Otherwise all are looked at: what `PG_CONFIG` names, those of
  /// `PATH`, and the folders of Debian and Homebrew. The wanted major version goes before a newer one, and that before
  /// an older one.
  ///
  /// - Parameters:
  ///   - named: the folder that was given by hand.
  ///   - environment: where `PG_CONFIG` and `PATH` are read.
  ///   - major: the major version of the servers that get the migrations.
  /// - Returns: the installation.
  /// - Throws: `PostgresError` where there is none.
  package static func find(
    named: String?, environment: [String: String], major: Int
  ) async throws(PostgresError) -> PostgresPrograms {
    if let named {
      guard let programs = await PostgresPrograms(in: FilePath(named)) else {
        throw PostgresError("\(named) has no programs `initdb` and `postgres`")
      }
      return programs
    }
    var found: [PostgresPrograms] = []
    for folder in await candidates(environment, major: major) {
      guard let programs = await PostgresPrograms(in: folder) else { continue }
      if programs.majorVersion == major { return programs }
      found.append(programs)
    }
    let newer = found.filter { $0.majorVersion > major }.min { $0.majorVersion < $1.majorVersion }
    guard let best = newer ?? found.max(by: { $0.majorVersion < $1.majorVersion }) else {
      throw PostgresError("PostgreSQL is not installed")
    }
    return best
  }

  private static func candidates(_ environment: [String: String], major: Int) async -> [FilePath] {
    var folders: [FilePath] = []
    if let program = environment["PG_CONFIG"], !program.isEmpty, let folder = await output(program, ["--bindir"]) {
      folders.append(FilePath(folder))
    }
    folders += (environment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
    // The wanted version is looked for first; the others say what could be had instead.
    for version in [major] + (10...30).reversed() {
      folders.append(FilePath("/usr/lib/postgresql/\(version)/bin"))
      folders.append(FilePath("/opt/homebrew/opt/postgresql@\(version)/bin"))
      folders.append(FilePath("/usr/local/opt/postgresql@\(version)/bin"))
    }
    return folders
  }

  private init?(in folder: FilePath) async {
    let programs = ["initdb", "postgres"].map { folder.appending($0).string }
    guard programs.allSatisfy({ unsafe access($0, X_OK) == 0 }),
      // `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`
      let words = await Self.output(programs[1], ["--version"])?.split(separator: " "), words.count > 2
    else { return nil }
    self.folder = folder
    version = String(words[2])
  }

  /// The first line that a program writes; `nil` where it cannot be run.
  private static func output(_ program: String, _ arguments: [String]) async -> String? {
    do {
      let run = try await Subprocess.run(
        program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(arguments),
        environment: .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C"]), output: .string(limit: 4096), error: .discarded)
      guard run.terminationStatus.isSuccess else { return nil }
      return run.standardOutput.split(separator: "\n").first.map(String.init)
    } catch {
      // What cannot be run is no installation; another one may be.
      return nil
    }
  }
}
