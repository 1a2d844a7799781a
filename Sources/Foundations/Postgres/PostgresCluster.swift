internal import Subprocess
package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A server of its own, reached by a socket in its private folder only.
package struct PostgresCluster: Sendable {
  /// The folder of the socket.
  package let socketFolder: FilePath

  /// The superuser that owns the cluster.
  package let superuser: String

  /// Whether the server has namespaces of its own: no network, and no folder that it can write but its data.
  package let isConfined: Bool

  package let programs: PostgresPrograms

  private let secret: ServerSecret

  /// Connects to a database as the superuser, or as one of the roles that the server was started for.
  ///
  /// - Throws: `PostgresError` with what libpq says.
  package func connect(as role: String? = nil, to database: String = "postgres") throws(PostgresError)
    -> PostgresConnection
  {
    try PostgresConnection([
      "host": socketFolder.string, "user": role ?? superuser, "dbname": database, "client_encoding": "UTF8",
      "password": role == nil ? secret.password : "", "options": "-c client_min_messages=warning",
    ])
  }

  /// How a server is started.
  package struct Launch: Sendable {
    package var programs: PostgresPrograms

    /// A folder of data that is copied; without one a new cluster is made.
    package var template: FilePath?

    /// The size of the data in bytes, where they have a file system of their own.
    package var size = 1 << 30

    /// The name of the superuser that a new cluster gets; only who started the server can connect as that one.
    package var superuser = "postgres"

    /// The other roles that may connect, without a password.
    package var roles: [String] = []

    package init(_ programs: PostgresPrograms, template: FilePath? = nil) {
      self.programs = programs
      self.template = template
    }
  }

  /// Starts a server, lends it, and ends it, also after an error; nothing of it stays.
  ///
  /// PostgreSQL refuses to be root, so under root the server runs as the user `postgres`, or else `nobody`. Where the
  /// system gives namespaces, it runs in its own. The server ends when this process does, however that ends.
  ///
  /// - Parameters:
  ///   - launch: what is started.
  ///   - keeping: where the data are copied to once the server has ended well; `nil` to throw them away.
  ///   - body: what is done with the server.
  /// - Returns: what the body returns.
  /// - Throws: `PostgresError` when there is no server, and what the body throws.
  package static func run<Result: Sendable>(
    _ launch: Launch, keeping: FilePath? = nil, _ body: @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    do {
      return try await run(launch, keeping: keeping, isConfined: canConfine, body)
    } catch is Unconfined {
      return try await run(launch, keeping: keeping, isConfined: false, body)
    }
  }

  /// The system gives no namespaces.
  private struct Unconfined: Error {}

  private static func run<Result: Sendable>(
    _ launch: Launch, keeping: FilePath?, isConfined: Bool, _ body: @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    let folder = try await ClusterFolder.make()
    let path = folder.path
    do {
      let secret = try ServerSecret(of: launch.template)
      try secret.prepare(path, for: launch)
      let result = try await serve(launch, secret, keeping: keeping != nil, isConfined: isConfined, in: path, body)
      if let keeping {
        try await copy(path.appending("data"), to: keeping)
        try secret.keep(in: keeping)
      }
      await folder.remove()
      return result
    } catch {
      await folder.remove()
      throw error
    }
  }

  private static func serve<Result: Sendable>(
    _ launch: Launch, _ secret: ServerSecret, keeping: Bool, isConfined: Bool, in folder: FilePath,
    _ body: @Sendable (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    let call = command(launch, keeping: keeping, isConfined: isConfined, in: folder)
    return try await Subprocess.run(
      .path(call.program), arguments: Arguments(call.arguments), environment: environment,
      workingDirectory: FilePath("/"), input: .inputWriter, output: .sequence, error: .discarded
    ) { execution in
      try await waitUntilReady(execution.standardOutput, isConfined: isConfined)
      let cluster = PostgresCluster(
        socketFolder: folder.appending("socket"), superuser: launch.superuser, isConfined: isConfined,
        programs: launch.programs, secret: secret)
      let result: Result
      do {
        result = try await body(cluster)
      } catch {
        try await execution.standardInputWriter.finish()
        throw error
      }
      if keeping { _ = try await execution.standardInputWriter.write(Array("stop\n".utf8)) }
      try await execution.standardInputWriter.finish()
      return result
    }.closureResult
  }

  /// Reads what the script says until the server is ready.
  private static func waitUntilReady(_ output: SubprocessOutputSequence, isConfined: Bool) async throws {
    var hasNamespaces = false
    for try await line in output.strings() {
      let line = line.split(separator: "\n").first.map(String.init) ?? ""
      if line == "confined" { hasNamespaces = true }
      if line == "ready" { return }
      if line.hasPrefix("failed: ") { throw PostgresError(String(line.dropFirst("failed: ".count))) }
    }
    if isConfined, !hasNamespaces { throw Unconfined() }
    throw PostgresError("the server did not start")
  }

  private static func copy(_ data: FilePath, to place: FilePath) async throws {
    let run = try await Subprocess.run(
      .path("/bin/cp"), arguments: ["-a", data.string, place.string], environment: environment, output: .discarded,
      error: .string(limit: 4096))
    guard run.terminationStatus.isSuccess else {
      throw PostgresError("the data could not be kept: \(run.standardError)")
    }
  }

  private static var environment: Environment {
    .custom(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC"])
  }

  private static let unshare = "/usr/bin/unshare"

  private static var canConfine: Bool { unsafe access(unshare, X_OK) == 0 }

  /// The script with its arguments, in namespaces where that is wanted.
  private static func command(
    _ launch: Launch, keeping: Bool, isConfined: Bool, in folder: FilePath
  ) -> (program: FilePath, arguments: [String]) {
    let isRoot = geteuid() == 0
    let account = isRoot ? serverAccount : (user: geteuid(), group: getegid())
    let script =
      [
        "-c", ServerScript.text, "postgres", isConfined ? "confined" : "plain", folder.string,
        launch.programs.folder.string, launch.template?.string ?? "", String(launch.size),
        "\(account.user):\(account.group)", isRoot ? "yes" : "no", keeping ? "yes" : "no", launch.superuser,
      ] + ServerScript.settings
    guard isConfined else { return (FilePath("/bin/sh"), script) }
    let namespaces =
      (isRoot ? [] : ["--user", "--map-root-user"])
      + ["--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--", "/bin/sh"]
    return (FilePath(unshare), namespaces + script)
  }

  /// The user that the server of root runs as.
  private static var serverAccount: (user: uid_t, group: gid_t) {
    for name in ["postgres", "nobody"] {
      if let entry = unsafe getpwnam(name) { return unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid) }
    }
    return (65_534, 65_534)
  }
}
