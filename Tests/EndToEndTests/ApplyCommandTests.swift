import SystemPackage
import TestSupport
import Testing

/// `db-verify apply` and `coverage`, on a server that plays staging.
@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized)
struct ApplyCommandTests {
  private static let folder = "db/migrations/eng"

  private struct Staging {
    let repository: ScratchRepository
    let server: ScratchPostgres

    func verify(_ arguments: [String], dsn: String? = nil) async throws -> Tool {
      let dsn = dsn ?? "host=\(server.folder.string) user=postgres dbname=postgres"
      return try await EndToEndTests.run(
        "db-verify", arguments + ["--dsn", dsn], in: repository.folder, environment: ["GITHUB_ACTOR": "dana"],
        memory: 4096)
    }

    func apply(_ arguments: String..., dsn: String? = nil) async throws -> Tool {
      try await verify(["apply", "--environment", "staging"] + arguments, dsn: dsn)
    }

    func write(_ name: String, _ up: String, _ down: String = "select 1") async throws {
      try await repository.commit([
        "\(folder)/\(name).sql": "begin;\n\(up);\ncommit;\n-- down\nbegin;\n\(down);\ncommit;\n"
      ])
    }

    var ledger: [String] {
      get async throws { try await server.query("select version, blob <> '' from signalbox.migrations order by 1") }
    }
  }

  private static func with(_ body: @Sendable (Staging) async throws -> Void) async throws {
    try await withScratchPostgres { server in
      _ = try await server.query("create role owner; create role deploy login; grant owner to deploy")
      try await withScratchRepository { repository in
        try await repository.commit([
          ".signalbox/database.yml": """
          staging: { host: \(server.folder.string), refresh: 7d }
          documents: { audit: ops/audit }
          schemas: { owned: [eng] }
          server: { lock-timeout: 2s }

          """
        ])
        let staging = Staging(repository: repository, server: server)
        try await staging.write("20260101090000_base", "create schema eng;\ncreate table eng.t (id int)")
        try await staging.write("20260102090000_more", "alter table eng.t add n int")
        try await body(staging)
      }
    }
  }

  @Test func `what is missing is applied in order, once, and noted with the migration`() async throws {
    try await Self.with { staging in
      let first = try await staging.apply("--refreshed")
      #expect(first.status == 0, "\(first.errorText)")
      #expect(
        first.lines == [
          "applied \(Self.folder)/20260101090000_base.sql", "applied \(Self.folder)/20260102090000_more.sql",
        ])
      #expect(try await staging.ledger == ["20260101090000|t", "20260102090000|t"])
      let again = try await staging.apply()
      #expect(again.lines == ["staging has all 2 migrations"])
      let report = try await Tool.run("sh", ["-c", "cat ops/audit/*"], in: staging.repository.folder)
      for line in ["- by: dana", "- result: pass (2 applied)", "- refreshed: staging", "- result: pass (0 applied)"] {
        #expect(report.lines.contains(line), "\(report.text)")
      }
    }
  }

  @Test func `a migration that fails leaves nothing behind, and those before it stay`() async throws {
    try await Self.with { staging in
      try await staging.write("20260103090000_bad", "create table eng.u (id int);\nselect 1 / 0")
      try await staging.write("20260104090000_later", "create table eng.v (id int)")
      let run = try await staging.apply()
      #expect(run.status == 1)
      #expect(run.errorText.contains("\(Self.folder)/20260103090000_bad.sql, line 3: ERROR:  division by zero"))
      #expect(try await staging.ledger.count == 2)
      #expect(
        try await staging.server.query("select to_regclass('eng.u') is null, to_regclass('eng.v') is null") == ["t|t"])
    }
  }

  @Test func `where files and ledger have drifted apart nothing is applied`() async throws {
    try await Self.with { staging in
      #expect(try await staging.apply().status == 0)
      try await staging.write("20260102090000_more", "alter table eng.t add m int")
      try await staging.write("20260101120000_between", "create table eng.u (id int)")
      try await staging.write("20260105090000_new", "create table eng.v (id int)")
      let run = try await staging.apply()
      #expect(run.status == 1)
      #expect(run.errorText.contains("20260102090000_more.sql was applied as another text"), "\(run.errorText)")
      #expect(run.errorText.contains("20260101120000_between.sql was not applied, and a later one was"))
      #expect(try await staging.server.query("select to_regclass('eng.v') is null") == ["t"])
      _ = try await staging.repository.git("rm", "--quiet", "\(Self.folder)/20260101090000_base.sql")
      _ = try await staging.repository.git("commit", "--quiet", "--message", "Remove")
      #expect(try await staging.apply().errorText.contains("base.sql was applied, and this commit does not have it"))
    }
  }

  @Test func `the target is the host of the policy, and no password is taken`() async throws {
    try await Self.with { staging in
      let host = "host=\(staging.server.folder.string) user=postgres"
      let cases = [
        ("\(host) password=s3cret", "--dsn has a password"),
        ("postgresql://postgres:s3cret@db.example/postgres", "--dsn has a password"),
        ("\(host) hostaddr=127.0.0.1", "--dsn names an address beside the host"),
        ("host='unfinished", "the connection string cannot be read"),
      ]
      for (dsn, words) in cases {
        let run = try await staging.apply(dsn: dsn)
        #expect(run.status == 2, "\(dsn)")
        #expect(run.errorText.contains(words), "\(run.errorText)")
        #expect(!run.errorText.contains("s3cret"))
      }
      let other = try await staging.verify(["apply", "--environment", "production"])
      #expect(other.status == 2)
      #expect(other.errorText.contains("the policy names no host for production"), "\(other.errorText)")
      try await staging.repository.commit([".signalbox/database.yml": "staging: { host: staging.example }\n"])
      #expect(try await staging.apply().errorText.contains("and the policy says staging.example"))
    }
  }

  @Test func `one at a time`() async throws {
    try await Self.with { staging in
      let server = staging.server
      async let other = server.query(
        "select pg_advisory_lock(hashtext('signalbox.migrations'), 0) is null; select pg_sleep(5) is null")
      let held = "select count(*) from pg_locks where locktype = 'advisory'"
      while try await server.query(held) == ["0"] { try await Task.sleep(for: .milliseconds(20)) }
      let run = try await staging.apply()
      #expect(run.status == 2)
      #expect(run.errorText.contains("another `db-verify apply` runs"), "\(run.errorText)")
      _ = try await other
      #expect(try await staging.apply().status == 0)
    }
  }

  @Test func `a database that was there before begins with a baseline`() async throws {
    try await Self.with { staging in
      _ = try await staging.server.query("create schema eng; create table eng.t (id int)")
      #expect(
        try await staging.apply("--baseline", "20260101090001").errorText.contains("no migration has the version"))
      let run = try await staging.apply("--baseline", "20260101090000")
      #expect(run.lines == ["applied \(Self.folder)/20260102090000_more.sql"], "\(run.errorText)")
      #expect(try await staging.apply("--baseline", "20260101090000").errorText.contains("has a ledger already"))
    }
  }

  @Test func `rows without an owner or a decision are counted and named`() async throws {
    try await Self.with { staging in
      _ = try await staging.server.query(
        """
        create schema eng;
        create table eng.d (id int primary key, owner text, decision_log_ref text);
        insert into eng.d values (1, 'a', 'DL-1'), (2, ' ', 'DL,2'), (3, null, null);
        create table eng.other (id int, owner text);
        """)
      let text = try await staging.verify(["coverage"])
      #expect(
        text.lines == ["eng.d: 1 of 3 rows (33 %)", "  2: no owner", "  3: no owner, no decision_log_ref"],
        "\(text.errorText)")
      let table = try await staging.verify(["coverage", "--format", "csv"])
      #expect(table.lines == ["entity,id,owner,decision_log_ref", "d,2,,\"DL,2\"", "d,3,,"])
      #expect(
        try await staging.verify(["coverage", "--format", "markdown"]).text.contains("| `eng.d` | 3 | 1 | 33 % |"))
      #expect(try await staging.verify(["coverage", "--format", "json"]).text.contains(#""complete": 1"#))
    }
  }

  @Test func `what migrations insert is counted on a server of its own`() async throws {
    try await Self.with { staging in
      try await staging.write(
        "20260103090000_rows",
        """
        create table eng.d (id int primary key, owner text, decision_log_ref text);
        insert into eng.d values (1, 'a', 'DL-1'), (2, null, 'DL-2')
        """)
      let run = try await EndToEndTests.run(
        "db-verify", ["coverage", "--rehearse"], in: staging.repository.folder, memory: 4096)
      #expect(run.lines == ["eng.d: 1 of 2 rows (50 %)", "  2: no owner"], "\(run.errorText)")
    }
  }
}
