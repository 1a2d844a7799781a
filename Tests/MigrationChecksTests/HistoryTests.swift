import MigrationChecks
import Testing

@Suite struct HistoryTests {
  @Test(
    arguments: [
      ("20260105090000_a.sql", nil), ("20240229235959_leap-day_2.sql", nil), ("20260105090000_a.up.sql", nil),
      ("20260105090000_a.SQL", "other letters"), ("a.sql", "no digits"), ("2026_a.sql", "4 digits"),
      ("202601050900001_a.sql", "15 digits"), ("20260229090000_a.sql", "2026-02-29"),
      ("20261301090000_a.sql", "2026-13-01"),
      ("20260105240000_a.sql", "24:00:00"), ("20260105096000_a.sql", "09:60:00"), ("20260105090060_a.sql", "09:00:60"),
      ("00000105090000_a.sql", "0000-01-05"), ("20260105090000.sql", "no _"), ("20260105090000-a.sql", "no _"),
      ("20260105090000_.sql", "no words"), ("20260105090000_Add.sql", "other characters"),
      ("20260105090000_é.sql", "other characters"), ("٢٠٢٦٠١٠٥٠٩٠٠٠٠_a.sql", "no digits"), (".sql", "no digits"),
      ("20260105090000_a b.sql", "other characters"),
    ] as [(String, String?)])
  func `a name has a real time and plain words`(name: String, problem: String?) throws {
    let found = try #require(MigrationName(name)).problem(of: name)
    #expect(found == nil && problem == nil || found?.contains(problem ?? "?") == true, "\(found ?? "nothing")")
  }

  @Test func `what does not end with sql is no migration`() async throws {
    for name in ["README.md", "a.sql.bak", "sql", "a.psql", "schema.rb"] {
      #expect(MigrationName(name) == nil)
      #expect(try await findings(file(name, "no SQL")) == [])
    }
  }

  @Test func `a new migration comes after every merged one, and each has a time of its own`() async throws {
    let base = file("20260105090000_a.sql", good("a"), base: true) + file("20260107090000_c.sql", good("c"), base: true)
    let same = file("20260105090000_a.sql", good("a")) + file("20260107090000_c.sql", good("c"))
    #expect(try await findings(base + same) == [])
    #expect(try await findings(base + same + file("20260107090001_d.sql", good("d"))) == [])
    #expect(
      try await findings(base + same + file("20260106090000_b.sql", good("b"))) == [
        "out-of-order-migration 20260106090000_b.sql"
      ])
    #expect(
      try await findings(base + same + file("20260107090000_b.sql", good("b"))) == [
        "duplicate-version 20260107090000_b.sql"
      ])
    #expect(
      try await findings(base + same + file("20260105090000_b.sql", good("b"))) == [
        "duplicate-version 20260105090000_b.sql", "out-of-order-migration 20260105090000_b.sql",
      ])
  }

  @Test func `a merged migration is not edited, renamed, deleted or replaced`() async throws {
    let name = "20260105090000_a.sql"
    let base = file(name, good(), base: true)
    #expect(try await findings(base + file(name, good() + "-- a word\n")) == ["modified-migration \(name)"])
    #expect(try await findings(base) == ["modified-migration \(name)"])
    #expect(try await findings(base + file("20260106090000_a.sql", good())) == ["modified-migration \(name)"])
    #expect(
      try await findings(base + "-- \(folder)/\(name) -> b.sql --\n") == [
        "modified-migration \(name)", "symlinked-migration \(name)",
      ])
    #expect(
      try await findings(base + "-- \(folder)/old/\(name) --\n\(good())") == [
        "modified-migration \(name)", "misplaced-migration \(name)",
      ])
  }

  @Test func `a merged migration may get the way back that it lacks`() async throws {
    let up = "begin;\ncreate table a (id int);\ncommit;\n"
    let base = file("20260105090000_a.sql", up, base: true) + file("20260106090000_b.sql", good("b"), base: true)
    let judged = file("20260105090000_a.sql", up) + file("20260106090000_b.sql", good("b"))
    let down = file("20260105090000_a.down.sql", "begin;\ndrop table a;\ncommit;\n")
    #expect(try await findings(base + judged + down) == [])
  }

  @Test func `a merged migration keeps the name that it has`() async throws {
    let base = file("old.sql", good(), base: true)
    #expect(try await findings(base + file("old.sql", good() + "\n")) == ["modified-migration old.sql"])
    // By its bytes the old name comes after every number.
    let new = file("20260105090000_a.sql", good("b"))
    #expect(try await findings(base + file("old.sql", good()) + new) == ["out-of-order-migration 20260105090000_a.sql"])
  }

  @Test func `what the policy excludes is no part of the order`() async throws {
    let policy = "exclude: [\(folder)/2020*]"
    let base = file("20260105090000_a.sql", good(), base: true)
    let judged = file("20260105090000_a.sql", good()) + file("20200105090000_b.sql", "select 1;")
    #expect(try await findings(base + judged, policy: policy) == [])
    #expect(try await findings(base + judged).contains("out-of-order-migration 20200105090000_b.sql"))
  }

  @Test func `a newer server leaves undecided what this grammar does not take`() async throws {
    let text =
      "begin;\nselect 1 from generate_series(1, 2) as any_value frm;\nselct 1;\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;\n"
    let found = try await findings(text, policy: "server: { version: 17 }", only: ["syntax-error"])
    #expect(found.count == 2)
  }
}
