internal import Subprocess
package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A server of its own with empty databases, reached by a socket in its folder only.
package struct PostgresCluster: Sendable {
  /// The folder of the socket and of the data.
  package let folder: FilePath

  /// The superuser that owns the cluster.
  package let superuser = "postgres"

  /// Connects to a database as a role.
  ///
  /// - Throws: `PostgresError` with what libpq says.
  package func connect(as role: String? = nil, to database: String = "postgres") throws(PostgresError)
    -> PostgresConnection
  {
    try PostgresConnection([
      "host": folder.string, "user": role ?? superuser, "dbname": database, "client_encoding": "UTF8",
      "options": "-c client_min_messages=warning",
    ])
  }

  /// Makes a cluster in a folder, starts its server, and stops it once the body has ended, also by an error.
  ///
  /// PostgreSQL refuses to be root, so root gives the folder to the user `postgres` and runs the server as that one. The
  /// server is told to end when this process does, where the system can do that.
  ///
  /// - Parameters:
  ///   - programs: the folder of `initdb` and `postgres`.
  ///   - folder: an empty folder for socket and data; it is left to the caller. The path of a socket has at most about
  ///     100 bytes.
  ///   - body: what is done with the server.
  /// - Returns: what the body returns.
  /// - Throws: `PostgresError` when there is no server, and what the body throws.
  package static func run<Result: Sendable>(
    programs: FilePath, in folder: FilePath, _ body: @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    let data = folder.appending("data")
    try await initialize(programs, data, in: folder)
    let server = command(
      programs.appending("postgres"),
      ["-D", data.string, "-k", folder.string, "-c", "listen_addresses=", "-c", "fsync=off"], endsWithParent: true)
    var options = PlatformOptions()
    options.teardownSequence = [.send(signal: .interrupt, allowedDurationToNextStep: .seconds(10))]
    return try await Subprocess.run(
      server.0, arguments: Arguments(server.1), environment: environment, workingDirectory: folder,
      platformOptions: options, input: .none, output: .discarded, error: .discarded
    ) { execution in
      do {
        try await waitUntilReady(data)
        let result = try await body(PostgresCluster(folder: folder))
        // A fast shutdown: sessions are ended, and the server leaves nothing behind.
        try execution.send(signal: .interrupt)
        return result
      } catch {
        try execution.send(signal: .interrupt)
        throw error
      }
    }.closureResult
  }

  private static func initialize(_ programs: FilePath, _ data: FilePath, in folder: FilePath) async throws {
    if geteuid() == 0 {
      let owner = try await Subprocess.run(
        .name("chown"), arguments: ["postgres", folder.string], output: .discarded, error: .string(limit: 4096))
      guard owner.terminationStatus.isSuccess else {
        throw PostgresError("there is no user postgres to run a server as")
      }
    }
    let call = command(
      programs.appending("initdb"),
      [
        "--pgdata", data.string, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
      ], endsWithParent: false)
    let made = try await Subprocess.run(
      call.0, arguments: Arguments(call.1), environment: environment, workingDirectory: folder, output: .discarded,
      error: .string(limit: 1 << 16))
    guard made.terminationStatus.isSuccess else {
      throw PostgresError("initdb failed: \(made.standardError)")
    }
  }

  private static var environment: Environment { .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C"]) }

  /// A program with its arguments, as the user that the server is run as.
  private static func command(
    _ program: FilePath, _ arguments: [String], endsWithParent: Bool
  ) -> (Executable, [String]) {
    var wrapper: [String] = []
    if geteuid() == 0 { wrapper = ["--reuid", "postgres", "--regid", "postgres", "--init-groups"] }
    #if os(Linux)
      if endsWithParent { wrapper += ["--pdeathsig", "INT"] }
    #endif
    guard !wrapper.isEmpty else { return (.path(program), arguments) }
    return (.name("setpriv"), wrapper + ["--", program.string] + arguments)
  }

  /// Waits for line 8 of `postmaster.pid`, which says `ready` (pidfile.h).
  private static func waitUntilReady(_ data: FilePath) async throws {
    for _ in 0..<1500 {
      if isReady(data) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw PostgresError("the server is not ready after 30 s")
  }

  private static func isReady(_ data: FilePath) -> Bool {
    do {
      let file = try FileDescriptor.open(data.appending("postmaster.pid"), .readOnly)
      return try file.closeAfter {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe try bytes.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
        let lines = bytes[..<count].split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.count > 7 && lines[7].starts(with: Array("ready".utf8))
      }
    } catch {
      // It is not there yet.
      return false
    }
  }
}
