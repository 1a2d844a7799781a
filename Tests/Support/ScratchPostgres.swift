import Subprocess
package import SystemPackage

/// A PostgreSQL 15 server of a test: reached by a Unix socket in a scratch folder only, and gone after the test.
package struct ScratchPostgres: Sendable {
  /// The folder with the server's socket and data.
  package let folder: FilePath

  /// The folder of PostgreSQL 15's own programs (`initdb`, `postgres`, `psql`, `pg_dump`), where it is installed.
  package static let programs: FilePath? = [
    "/usr/lib/postgresql/15/bin", "/opt/homebrew/opt/postgresql@15/bin", "/usr/local/opt/postgresql@15/bin",
  ]
  .map { FilePath($0) }.first { Project.exists($0.appending("initdb")) }

  /// Runs a program that finds the server by the variables that libpq reads, as a user and in a database.
  package func run(
    _ program: String, _ arguments: [String] = [], as user: String = "postgres", in database: String = "postgres",
    input: String = ""
  ) async throws -> Tool {
    let path = "\(Self.programs?.string ?? ""):\(Project.variable("PATH") ?? "")"
    return try await Tool.run(
      program, arguments, input: Array(input.utf8),
      environment: [
        "PATH": path, "PGHOST": folder.string, "PGUSER": user, "PGDATABASE": database, "PGOPTIONS": "", "LC_ALL": "C",
      ])
  }

  /// Runs SQL with `psql`, which stops at the first error; the rows come out as lines, their columns with `|` between.
  package func query(
    _ sql: String, as user: String = "postgres", in database: String = "postgres"
  ) async throws -> [String] {
    let result = try await run("psql", Self.plain + ["--set", "ON_ERROR_STOP=1"], as: user, in: database, input: sql)
    guard result.status == 0 else { throw ToolFailure(command: "psql: \(sql)", result: result) }
    return result.lines
  }

  /// Runs SQL that goes on behind an error; what it answers, and the error codes (appendix A of PostgreSQL's manual).
  package func attempt(
    _ sql: String, as user: String = "postgres", in database: String = "postgres"
  ) async throws -> (rows: [String], errors: [String]) {
    let result = try await run(
      "psql", Self.plain + ["--set", "VERBOSITY=sqlstate"], as: user, in: database, input: sql)
    let errors = result.errorText.split(separator: "\n").compactMap { line in
      line.firstRange(of: "ERROR:").map { String(line.suffix(from: $0.upperBound).drop { $0 == " " }) }
    }
    return (result.lines, errors)
  }

  private static let plain = ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only"]
}

/// Starts a server of its own, lends it, and stops it afterwards, also after an error.
///
/// - Throws: `ToolFailure` when it does not start; what `body` throws.
package func withScratchPostgres<Result: Sendable>(
  _ body: @Sendable (ScratchPostgres) async throws -> Result
) async throws -> Result {
  try await withScratchFolder { folder in
    let programs = ScratchPostgres.programs?.string ?? ""
    let made = try await Tool.run("bash", ["-c", cluster, "cluster", programs, folder.string])
    guard made.status == 0 else { throw ToolFailure(command: "initdb", result: made) }
    return try await Slots.servers.take {
      try await Subprocess.run(
        .name("bash"), arguments: ["-c", server, "server", programs, folder.string], input: .inputWriter,
        output: .sequence, error: .discarded
      ) { execution in
        var answer = ""
        for try await line in execution.standardOutput.strings() {
          answer += line
          if line.contains("ready") { break }
        }
        guard answer.hasPrefix("ready") else {
          throw ToolFailure(command: "postgres", result: Tool(status: 1, output: [], error: Array(answer.utf8)))
        }
        return try await body(ScratchPostgres(folder: folder))
      }
      .closureResult
    }
  }
}

/// What both scripts begin with.
private let preamble = #"""
  set -u
  programs=$1 folder=$2
  cd "$folder"
  as=()
  # The server refuses to be root.
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as=(setpriv --reuid postgres --regid postgres --init-groups)
  fi

  """#

/// Makes the files of a server.
private let cluster =
  preamble + #"""
    exec "${as[@]}" "$programs/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C \
      --no-sync
    """#

/// The server lives until standard input ends: when the test is over, or when it was killed.
private let server =
  preamble + #"""
    fail() { tail -n 5 "$folder/log" 2>&1; exit 1; }
    "${as[@]}" "$programs/postgres" -D data -k "$folder" -c listen_addresses= -c fsync=off >>"$folder/log" 2>&1 &
    server=$!
    until [ "$(sed -n '8{s/ *$//;p}' data/postmaster.pid 2>&1)" = ready ]; do
      kill -0 $server 2>>"$folder/log" || fail
      sleep 0.02
    done
    echo ready
    cat >>"$folder/log"
    kill -INT $server
    wait $server
    """#
