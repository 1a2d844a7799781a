import SystemPackage
import TestSupport
import Testing

/// What is left of rehearsals that are killed.
@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized)
struct KilledRehearsalTests {
  private static let seed: UInt64 = 16

  /// Kills the program many times, runs it once, and says what is left: with processes and memory files of its own, so
  /// that nothing else is seen.
  private static let script = """
    set -eu
    program=$1 plan=$2 report=$3
    shift 3
    mount -t tmpfs tmpfs /dev/shm
    for delay; do
      "$program" run <"$plan" >/dev/null 2>&1 &
      sleep "$delay"
      kill -KILL $! 2>/dev/null || true
      wait $! 2>/dev/null || true
    done
    "$program" run <"$plan" >"$report"
    sleep 1
    echo "files: $(ls -A /dev/shm)"
    echo "processes: $(cat /proc/[0-9]*/comm | sort -u | tr '\\n' ' ')"
    """

  @Test func `nothing is left after the next start, whenever it was killed`() async throws {
    let namespaces = ["--mount", "--pid", "--fork", "--mount-proc"]
    guard try await Tool.run("unshare", namespaces + ["true"]).status == 0 else {
      return print("this system gives no namespaces")
    }
    try await withScratchRepository { repository in
      let plan = try await Self.plan(in: repository)
      var random = SeededGenerator(seed: Self.seed)
      let delays = (0..<50).map { _ in "0.\(String(Int.random(in: 10...899, using: &random) + 1000).dropFirst())" }
      let report = repository.folder.appending("report.json")
      let run = try await Tool.run(
        "unshare",
        namespaces + ["sh", "-c", Self.script, "sh", try Project.executable("db-rehearse"), plan.string, report.string]
          + delays)
      #expect(run.status == 0, "seed \(Self.seed): \(run.errorText)")
      #expect(run.lines.first == "files: ", "seed \(Self.seed): \(run.text)")
      #expect(run.lines.last.map { !$0.contains("postgres") && !$0.contains("db-rehearse") } == true, "\(run.text)")
      #expect(Project.text(of: report)?.contains(#""outcome": "proved""#) == true)
    }
  }

  /// The plan of a change, as `db-rehearse` gets it.
  private static func plan(in repository: ScratchRepository) async throws -> FilePath {
    try await repository.commit([
      ".signalbox/database.yml": "server: { version: 15, owner: { role: owner } }\n",
      "db/migrations/eng/20260101090000_base.sql": migration("create schema eng", "drop schema eng"),
    ])
    try await repository.git("checkout", "--quiet", "-b", "change")
    try await repository.commit([
      "db/migrations/eng/20260107090000_a.sql": migration("create table eng.a (id int)", "drop table eng.a")
    ])
    // A program in the place of the real one keeps what it is given.
    return try await withScratchFolder { folder in
      let plan = repository.folder.appending("plan.json")
      try await folder.appending("db-rehearse").write("#!/bin/sh\ncat >'\(plan)'\nexit 1\n")
      let copy = "cp \"$1\" . && chmod +x db-rehearse && cd \"$2\" && \"$OLDPWD/db-verify\" rehearse"
      let run = try await Tool.run(
        "sh", ["-c", "OLDPWD=$PWD; \(copy)", "sh", try Project.executable("db-verify"), repository.folder.string],
        in: folder)
      try #require(Project.exists(plan), "\(run.errorText)")
      return plan
    }
  }

  private static func migration(_ up: String, _ down: String) -> String {
    "-- migrate:up\nbegin;\n\(up);\ncommit;\n-- migrate:down\nbegin;\n\(down);\ncommit;\n"
  }
}
