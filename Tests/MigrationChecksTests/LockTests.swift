import Documents
import PostgresCatalog
import SQL
import SystemPackage
import TestSupport
import Testing

@testable import MigrationChecks

/// The table of statement forms against what a server showed, and the rules that go by it.
@Suite struct LockTests {
  /// Tables as the forms expect them.
  private static let setUp = """
    create table r (id bigint primary key);
    create table t (id bigint primary key, a int constraint ck check (a > -5), b text, c varchar(10), e int not null,
      ts timestamp, j json);
    create index t_b on t (b);
    create unique index t_e on t (e);
    alter table t add constraint cknv check (a > -9) not valid;
    create table ch (id bigint references r);
    alter table ch add constraint fknv foreign key (id) references r not valid;
    create table pt (k int) partition by list (k);
    create table p1 partition of pt for values in (1);
    create table p2 (k int);
    create table i1 (k int);
    create table idt (id int generated always as identity);
    create materialized view mv as select id from t;
    """

  private static var tables: KnownTables {
    var replay = CatalogReplay(.newDatabase(superuser: "postgres"), as: "postgres")
    for statement in SQLParser.parse(SQLText(setUp)).statements { statement.statement.map { _ = replay.apply($0) } }
    return KnownTables(before: replay.catalog)
  }

  private static func locks(of text: String) -> [TableLock] {
    SQLParser.parse(SQLText(text)).statements.flatMap { $0.statement?.locks(on: tables) ?? [] }
  }

  private static let corpus = Project.corpora.appending("sql/postgres15-statement-locks.json")

  /// Forms whose locks the server did not show: the name that they were looked up by is gone afterwards.
  private static let unseen = [
    "rename to", "drop table t", "drop table r", "drop materialized view", "drop table p1",
    // The table is in that tablespace already.
    "set tablespace pg_default",
  ]

  @Test(.enabled(if: Project.exists(corpus), "the measured locks are not beside this checkout"))
  func `each form takes the locks that PostgreSQL shows, and rewrites what it rewrites`() throws {
    let bytes = try #require(Project.bytes(of: Self.corpus))
    let forms = try Document.json(SourceText(bytes)).root["forms"]?.array.map(Array.init) ?? []
    var compared = 0
    for form in forms {
      guard let text = form["sql"]?.string, form["in_tx"]?.string == "ok", let seen = form["locks"]?.object,
        !Self.unseen.contains(where: text.contains)
      else { continue }
      let own = Self.locks(of: text)
      let rewritten = Set(form["rewritten"]?.array.map { Array($0).compactMap(\.string) } ?? [])
      for name in ["t", "r", "ch", "pt", "p1", "p2", "i1", "idt"] {
        let locks = own.filter { $0.relation.name == name }
        guard let mode = seen.first(where: { $0.key == name })?.value.string else {
          let strong = locks.filter { $0.mode.blocksWrites }
          #expect(strong.isEmpty, "\(text): \(name)")
          continue
        }
        compared += 1
        let strongest = locks.map(\.mode).max()
        // What takes a weaker lock than those that others wait for is of no interest to a rule.
        let expected = mode.split { $0 == "L" }.first.map { $0 == "Access" ? mode : mode } ?? mode
        if strongest?.blocksWrites == true || Self.blocksWrites(expected) {
          #expect(strongest.map(Self.name) == expected, "\(text): \(name)")
        }
        let isRewritten = locks.contains { if case .rewrite = $0.work { true } else { false } }
        let isEmptied = text.hasPrefix("truncate")
        #expect(isRewritten == (rewritten.contains(name) && !isEmptied), "\(text): \(name)")
      }
    }
    #expect(forms.count == 120)
    #expect(compared > 60)
  }

  private static func name(_ mode: LockMode) -> String {
    mode.name.split(separator: " ").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined() + "Lock"
  }

  private static func blocksWrites(_ name: String) -> Bool {
    ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"].contains(name)
  }

  private static let rules = [
    "blocking-lock", "invalid-index-kept", "missing-lock-timeout", "non-concurrent-index", "not-null-without-default",
    "renamed-object", "table-rewrite", "unbatched-backfill", "unfiltered-write", "validating-constraint",
  ]

  private static let base = file(
    "20260101090000_base.sql",
    """
    begin;
    create table t (id int primary key, a int, b text, c varchar(10), v int constraint v_set check (v is not null));
    create table u (id int primary key);
    create index t_a on t (a);
    commit;
    -- down
    begin; drop table u; drop table t; commit;
    """, base: true)

  @Test(arguments: [
    ("alter table t add column x int;", []),
    ("alter table t add column x int not null default 5;", []),
    ("alter table t add column x timestamptz default now();", []),
    ("alter table t add column x uuid default gen_random_uuid();", ["table-rewrite"]),
    ("alter table t add column x serial;", ["table-rewrite"]),
    ("alter table t add column x int not null;", ["not-null-without-default"]),
    ("alter table t alter column c type varchar(20);", []), ("alter table t alter column c type text;", []),
    ("alter table t alter column c type varchar(5);", ["table-rewrite"]),
    ("alter table t alter column a type bigint;", ["table-rewrite"]),
    ("alter table t alter column v set not null;", []),
    ("alter table t alter column a set not null;", ["validating-constraint"]),
    ("alter table t add constraint k check (a > 0);", ["validating-constraint"]),
    ("alter table t add constraint k check (a > 0) not valid;", []),
    (
      "alter table t add constraint k check (a > 0) not valid;\nalter table t validate constraint k;",
      ["validating-constraint"]
    ),
    ("alter table t add foreign key (id) references u;", ["blocking-lock", "validating-constraint"]),
    ("alter table t add foreign key (id) references u not valid;", ["blocking-lock"]),
    ("create table n (id int references t);", []),
    ("create table n (id int references t);\ncreate table m (id int references u);", ["blocking-lock"]),
    ("create table n (id int);\ncreate index on n (id);\nalter table n add column x serial;", []),
    ("create index on t (b);", ["non-concurrent-index"]), ("drop index t_a;", ["non-concurrent-index"]),
    ("alter table t add unique (a);", ["non-concurrent-index"]),
    ("alter table t rename column a to z;", ["renamed-object"]), ("alter table t rename to z;", ["renamed-object"]),
    ("update t set a = 0;", ["unfiltered-write"]), ("delete from t;", ["unfiltered-write"]),
    ("alter table t add column x int;\nupdate t set x = a;", ["unbatched-backfill"]),
    ("update t set a = 0 where a is null;", []),
    ("lock table t;", ["blocking-lock"]), ("lock table t in access share mode;", []),
    ("alter table t add column x int;\nalter table u add column x int;", ["blocking-lock"]),
    ("create index on t (a);\ncreate index on t (b);", ["non-concurrent-index"]),
    ("do $$ begin create table n (id int); end $$;\nalter table n add column x serial;", []),
  ])
  func `a statement is told by what it does to tables that others use`(up: String, expected: [String]) async throws {
    let new = file(
      "20260105090000_next.sql",
      "begin;\nset local lock_timeout = '3s';\n\(up)\ncommit;\n-- down\nbegin; select 1; commit;\n")
    let both = Self.base + Self.base.replacing("-- base: ", with: "-- ") + new
    let found = try await findings(both, only: Self.rules)
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected, "\(up)")
  }

  @Test(arguments: [
    ("", "set local lock_timeout = '3s';", []), ("", "", ["missing-lock-timeout"]),
    ("", "set lock_timeout = 0;", ["missing-lock-timeout"]),
    ("server: { lock-timeout: 3s }", "", []), ("profile: supabase", "", []),
  ])
  func `a blocking lock is limited by the file or by the policy`(policy: String, first: String, expected: [String])
    async throws
  {
    let text = "begin;\n\(first)\nalter table t add column x int;\ncommit;\n-- down\nbegin; select 1; commit;\n"
    let found = try await findings(text, policy: policy, only: ["missing-lock-timeout"])
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected)
  }
}
