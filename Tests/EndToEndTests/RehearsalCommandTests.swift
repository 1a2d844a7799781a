import SystemPackage
import TestSupport
import Testing

/// `db-verify rehearse` and what `check` makes of its report, with a real server.
@Suite(
  .enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized, .validatingDocuments)
struct RehearsalCommandTests {
  private static let folder = "db/migrations/eng"
  private static let file = "\(folder)/20260107090000_a.sql"
  private static let policy = """
    server: { version: 15, owner: { role: owner, login: deploy, attributes: [createrole] }, prelude: db/prelude.sql }
    rehearsal: { require: true }

    """

  /// A repository with a history, on a branch of its own.
  struct Project {
    let repository: ScratchRepository

    func rehearse(_ arguments: String...) async throws -> Tool {
      try await EndToEndTests.run(
        "db-verify", ["rehearse", "--output", "rehearsal.json"] + arguments, in: repository.folder,
        environment: ["HOME": repository.folder.string, "XDG_CACHE_HOME": "\(repository.folder.string)/cache"],
        memory: 4096)
    }

    func check(_ arguments: String..., by executable: String = "db-verify") async throws -> Judged {
      try Judged(
        await EndToEndTests.run(
          executable, ["check", "--stage", "merge", "--now", "2026-02-01T00:00:00Z", "--format", "json"] + arguments,
          in: repository.folder, environment: ["XDG_CACHE_HOME": "\(repository.folder.string)/cache"], memory: 4096))
    }

    var report: String { TestSupport.Project.text(of: repository.folder.appending("rehearsal.json")) ?? "" }
  }

  private static func migration(_ up: String, _ down: String) -> String {
    "-- migrate:up\nbegin;\n\(up);\ncommit;\n-- migrate:down\nbegin;\n\(down);\ncommit;\n"
  }

  static func with(
    _ up: String, _ down: String, policy: String = policy, _ body: (Project) async throws -> Void
  ) async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/database.yml": policy, "db/prelude.sql": "create role reader;\n", ".gitignore": "cache\n*.json\n",
        "\(folder)/20260101090000_base.sql": migration(
          "create schema eng;\ncreate table eng.t (id int)", "drop schema eng cascade"),
      ])
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit([file: migration(up, down)])
      try await body(Project(repository: repository))
    }
  }

  @Test func `a migration that is undone whole passes, by the report and by both steps at once`() async throws {
    try await Self.with("create view eng.v as select 1 as a", "drop view eng.v") { project in
      let run = try await project.rehearse()
      #expect(run.status == 0, "\(run.errorText)")
      DocumentValidation.documents?.add(Array(project.report.utf8), schema: "rehearsal-report")
      #expect(project.report.contains(#""outcome": "proved""#))
      let judged = try await project.check("--tool-report", "rehearsal.json")
      #expect(!judged.rules.contains { $0.contains("rehears") || $0.contains("unrestored") }, "\(judged.words)")
      #expect(judged.words.contains("the migrations were rehearsed on PostgreSQL 15"))
      #expect(!judged.run.text.contains(#""what": "db/rehearsal""#))
      let atOnce = try await project.check("--run")
      #expect(atOnce.rules == judged.rules)
      #expect(atOnce.verdict == judged.verdict)
    }
  }

  @Test(arguments: [
    ("create type eng.e as enum ('x')", "select 1", ["db/unrestored-schema"], "in the down path: DROP TYPE eng.e;"),
    ("create table eng.b (id int primary key, n int)", "select 1", ["db/unrestored-schema"], "`table eng.b` is left"),
    ("do $$begin execute 'create role made'; end$$", "select 1", ["db/unrestored-schema"], "DROP ROLE made;"),
    (
      "select 1 / (select count(*)::int from eng.t where false)", "select 1", ["db/failed-rehearsal"],
      "division by zero"
    ),
    ("select 1", "delete from eng.t", ["db/changed-data"], "had 3 rows and has 0 rows"),
    ("grant reader to deploy", "select 1", ["db/unrestored-schema"], "REVOKE reader FROM deploy;"),
  ])
  func `what a server shows is found by one rule`(
    up: String, down: String, rules: [String], words: String
  ) async throws {
    try await Self.with(up, down) { project in
      #expect(try await project.rehearse().status == 0)
      let judged = try await project.check("--tool-report", "rehearsal.json")
      let own = [
        "unrestored", "incomplete", "excessive", "failed", "failing", "changed-", "unrepeatable", "missing-reh",
      ]
      let found = judged.rules.filter { rule in own.contains { rule.contains($0) } }
      #expect(found == rules, "\(judged.words)\n\(project.report)")
      #expect(judged.words.contains(words), "\(judged.words)")
    }
  }

  @Test func `a report ends with an edit, and with another prelude`() async throws {
    try await Self.with("create view eng.v as select 1 as a", "drop view eng.v") { project in
      #expect(try await project.rehearse().status == 0)
      try await project.repository.commit(["README.md": "more\n"])
      #expect(try await !project.check("--tool-report", "rehearsal.json").rules.contains("db/missing-rehearsal"))
      try await project.repository.commit([
        Self.file: Self.migration("create view eng.v as select 2 as a", "drop view eng.v")
      ])
      let edited = try await project.check("--tool-report", "rehearsal.json")
      #expect(edited.verdict == "undecided")
      #expect(edited.words.contains("it does not have \(Self.file) as it is now"), "\(edited.words)")
      #expect(try await project.check().verdict == "undecided")
    }
  }

  @Test func `the prelude is that of the branch which the change goes to, and never the change's`() async throws {
    try await Self.with("grant select on eng.t to reader", "revoke select on eng.t from reader") { project in
      // The change cannot take the role away, and what the branch has gained since counts.
      try await project.repository.commit(["db/prelude.sql": "select 1;\n"])
      #expect(try await project.rehearse().status == 0)
      #expect(project.report.contains(#""outcome": "proved""#), "\(project.report)")
      try await project.repository.git("checkout", "--quiet", "main")
      try await project.repository.commit(["db/prelude.sql": "create role reader;\ncreate role further;\n"])
      try await project.repository.git("checkout", "--quiet", "change")
      let stale = try await project.check("--tool-report", "rehearsal.json")
      #expect(stale.words.contains("it was rehearsed with another prelude"), "\(stale.words)")
      try await project.repository.commit([
        Self.file: Self.migration("grant select on eng.t to further", "revoke select on eng.t from further")
      ])
      #expect(try await project.rehearse().status == 0)
      #expect(project.report.contains(#""outcome": "proved""#), "\(project.report)")
    }
  }

  @Test func `all checks at once give the report to this one alone`() async throws {
    try await Self.with("create type eng.e as enum ('x')", "select 1") { project in
      #expect(try await project.rehearse().status == 0)
      let run = try await EndToEndTests.run(
        "signalbox",
        ["check", "--stage", "merge", "--now", "2026-02-01T00:00:00Z", "--tool-report", "rehearsal.json"],
        in: project.repository.folder, memory: 4096)
      #expect(run.text.contains("db/unrestored-schema"), "\(run.text)\(run.errorText)")
      #expect(!run.text.contains("lint/missing-report") && !run.text.contains("tests/unreadable-report"), "\(run.text)")
    }
  }

  @Test func `of several databases one is rehearsed, or the one that is named`() async throws {
    let policy = """
      server: { version: 15, owner: { role: owner } }
      rehearsal: { require: true }
      databases:
        - { name: governance, migrations: { root: \(Self.folder) } }
        - { name: billing, migrations: { root: db/billing } }

      """
    try await Self.with("create view eng.v as select 1 as a", "drop view eng.v", policy: policy) { project in
      #expect(try await project.rehearse().status == 0)
      #expect(project.report.contains(Self.file))
      try await project.repository.commit([
        "db/billing/20260107100000_b.sql": Self.migration("create schema bill", "drop schema bill")
      ])
      let both = try await project.rehearse()
      #expect(both.status == 2)
      #expect(both.errorText.contains("--database NAME"), "\(both.errorText)")
      #expect(try await project.rehearse("--database", "nope").status == 2)
      #expect(try await project.rehearse("--database", "governance").status == 0)
      let one = try await project.check("--tool-report", "rehearsal.json")
      #expect(one.rules.contains("db/missing-rehearsal"))
      let kept = project.report
      #expect(try await project.rehearse("--database", "billing").status == 0)
      try await project.repository.folder.appending("first.json").write(kept)
      let judged = try await project.check("--tool-report", "rehearsal.json", "--tool-report", "first.json")
      #expect(!judged.rules.contains("db/missing-rehearsal"), "\(judged.words)")
    }
  }

  @Test func `where there is no server the reason is told`() async throws {
    try await Self.with("select 1", "select 1") { project in
      let run = try await project.rehearse("--postgres-bin", "/usr/lib")
      #expect(run.status == 2)
      #expect(run.errorText.contains("/usr/lib has no programs `initdb` and `postgres`"), "\(run.errorText)")
    }
  }
}

extension RehearsalCommandTests {
  @Test func `a server that is kept can be entered, and is gone once its keeper is interrupted`() async throws {
    try await Self.with("create view eng.v as select 1 as a", "drop view eng.v") { project in
      let script = """
        "$1" rehearse --keep >report.json 2>said & keeper=$!
        trap 'kill -9 $keeper 2>/dev/null' EXIT
        until grep -q psql said; do kill -0 $keeper || { cat said; exit 1; }; sleep 0.05; done
        command=$(sed -n 's/^  //p' said)
        $command --no-align --tuples-only --command 'select a from eng.v' || exit 1
        folder=$(echo "$command" | sed 's/.*--host \\([^ ]*\\).*/\\1/')
        kill -INT $keeper; wait $keeper
        trap - EXIT
        [ -d "$folder" ] && echo "$folder is left"
        grep -c '"outcome": "proved"' report.json
        """
      let run = try await Tool.run(
        "bash", ["-c", script, "keep", try TestSupport.Project.executable("db-verify")], in: project.repository.folder,
        environment: ["HOME": project.repository.folder.string, "CI": "", "GITHUB_ACTIONS": ""])
      #expect(run.lines == ["1", "1"], "\(run.text)\(run.errorText)")
    }
  }

  @Test func `files of views that say something else than what dynamic SQL made are found`() async throws {
    let policy = "views: db/views\nserver: { version: 15, owner: { role: owner } }\n"
    let up = "do $$begin execute 'create view eng.v as select 1 as a'; end$$"
    try await Self.with(up, "drop view eng.v", policy: policy) { project in
      for (text, expected) in [("1 as a", []), ("2 as a", ["db/declared-state-mismatch"])] {
        try await project.repository.commit(["db/views/v.sql": "create or replace view eng.v as select \(text);\n"])
        #expect(try await project.rehearse().status == 0)
        let judged = try await project.check("--tool-report", "rehearsal.json")
        #expect(judged.rules.filter { $0.contains("declared") } == expected, "\(judged.words)\n\(project.report)")
      }
      try await project.repository.commit(["db/views/v.sql": "create or replace view eng.v as select 1 as a;\n"])
      let stale = try await project.check("--tool-report", "rehearsal.json")
      #expect(stale.words.contains("it does not have db/views/v.sql as it is now"), "\(stale.words)")
    }
  }
}
