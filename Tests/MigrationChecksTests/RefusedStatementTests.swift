import TestSupport
import Testing

@Suite struct RefusedStatementTests {
  /// What no server runs within a transaction, each with what it needs beforehand.
  static let refused = [
    "create index concurrently i on a (id)", "create unique index concurrently on a (id)",
    "drop index concurrently a_id", "reindex index concurrently a_id", "reindex (concurrently) table a",
    "reindex (verbose, concurrently on) table a", "reindex schema public", "reindex database postgres",
    "reindex system postgres", "vacuum", "vacuum full a", "vacuum (analyze) a", "create database d",
    "drop database if exists d", "alter database postgres set tablespace pg_default",
    "create tablespace t location '/nowhere'", "drop tablespace if exists t", "alter system set work_mem = '8MB'",
    "alter system reset all", "cluster", "discard all", "alter table p detach partition q concurrently",
    "create subscription s connection 'dbname=x' publication y",
    "alter subscription r refresh publication", "alter subscription r set publication y",
    "alter subscription r add publication z", "commit prepared 'x'", "rollback prepared 'x'",
  ]

  /// What looks like it, and runs.
  static let taken = [
    "create index i on a (id)", "drop index a_id", "reindex table a", "reindex (concurrently off) table a",
    "reindex (concurrently false) index a_id", "analyze a", "alter database postgres set work_mem = '8MB'",
    "cluster a using a_id", "discard plans", "alter table p detach partition q",
    "create subscription s connection 'dbname=x' publication y with (connect = false)",
    "create subscription s connection 'dbname=x' publication y with (connect = false, slot_name = none, enabled = false)",
    "alter subscription r set publication y with (refresh = false)", "alter type mood add value 'fine'",
    "refresh materialized view concurrently m", "savepoint x",
  ]

  private func found(_ statement: String, policy: String = "") async throws -> [String] {
    let text = "begin;\n\(statement);\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;"
    return try await findings(text, policy: policy, only: ["syntax-error", "not-allowed-in-transaction"])
  }

  @Test(arguments: refused)
  func `what PostgreSQL refuses within a transaction is found at its line`(statement: String) async throws {
    #expect(try await found(statement) == ["not-allowed-in-transaction 20260105090000_create_orders.sql:2"])
  }

  @Test(arguments: taken)
  func `what PostgreSQL takes within a transaction is left alone`(statement: String) async throws {
    #expect(try await found(statement) == [])
  }

  @Test(arguments: [
    ("vacuum;\nbegin;\nselect 1;\ncommit;", []), ("begin;\nselect 1;\ncommit;\nvacuum;", []), ("vacuum;", []),
    ("begin;\nselect 1;\ncommit and chain;\nvacuum;\ncommit;", ["4"]), ("begin;\nvacuum;", ["2"]),
    ("begin;\ncomit;\nvacuum;", []), ("begin;\nsavepoint s;\nvacuum;\nrollback to s;\nvacuum;\ncommit;", ["3"]),
  ])
  func `only what stands within a transaction is refused`(text: String, lines: [String]) async throws {
    let found = try await findings("\(text)\n-- down\nbegin;\nselect 1;\ncommit;", only: ["not-allowed-in-transaction"])
    #expect(found == lines.map { "not-allowed-in-transaction 20260105090000_create_orders.sql:\($0)" })
  }

  @Test(arguments: [(10, true), (11, true), (12, false), (15, false)])
  func `before version 12 a type is not extended in a transaction, unless it is made there`(
    version: Int, isFound: Bool
  ) async throws {
    let policy = "server: { version: \(version) }"
    #expect(try await found("alter type mood add value 'fine'", policy: policy).isEmpty == !isFound)
    #expect(try await found("alter type mood rename value 'fine' to 'good'", policy: policy) == [])
    let made = "create type eng.mood as enum ('bad');\nalter type eng.mood add value 'fine'"
    #expect(try await found(made, policy: policy) == [])
  }

  @Test(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"))
  func `PostgreSQL itself refuses the same`() async throws {
    try await withScratchPostgres { server in
      let setup = """
        create table a (id int); create index a_id on a (id); cluster a using a_id; create type mood as enum ('bad');
        create table p (id int) partition by list (id); create table q partition of p for values in (1);
        create materialized view m as select 1 as id; create unique index on m (id); create publication y;
        create subscription r connection 'dbname=none' publication y with (connect = false);
        alter subscription r enable;
        """
      _ = try await server.query(setup)
      for statement in Self.refused {
        #expect(try await server.attempt("begin; \(statement); rollback").errors == ["25001"], "\(statement)")
      }
      _ = try await server.query("refresh materialized view m")
      for statement in Self.taken {
        #expect(try await server.attempt("begin; \(statement); rollback").errors == [], "\(statement)")
      }
    }
  }
}
