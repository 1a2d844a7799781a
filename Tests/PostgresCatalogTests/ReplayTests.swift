import PostgresCatalog
import SQL
import Testing

/// Statements are replayed, and the catalog is asked.
@Suite struct ReplayTests {
  private func replay(_ text: String) -> CatalogReplay {
    var replay = CatalogReplay(.newDatabase(superuser: "postgres"), as: "postgres")
    for statement in SQLParser.parse(SQLText(text)).statements.compactMap(\.statement) { replay.apply(statement) }
    return replay
  }

  @Test func `a look-up says that a table is there, that it is not, or why that is not known`() {
    var catalog = replay("create table t (id int primary key)").catalog
    #expect(catalog.relation(QualifiedName("public", "t")).value?.columns.map(\.name) == ["id"])
    guard case .absent = catalog.relation(QualifiedName("public", "u")) else {
      Issue.record("u was never made")
      return
    }
    catalog = replay("create table t (id int); do $$ begin execute current_setting('x'); end $$").catalog
    guard case .unknown(let reason) = catalog.relation(QualifiedName("public", "t")) else {
      Issue.record("the text that runs is not known")
      return
    }
    #expect(reason.contains("put together"))
    guard case .unknown = catalog.relation(QualifiedName("public", "u")) else {
      Issue.record("the text may have made u")
      return
    }
  }

  @Test(arguments: [
    ("create table t (id int)", "drop table t"),
    ("alter table a add column b text default 'x'", "alter table a drop column b"),
    ("create type e as enum ('x'); create table t (v e)", "drop table t; drop type e"),
    (
      "alter table a enable row level security; create policy p on a to postgres using (true)",
      "drop policy p on a; alter table a disable row level security"
    ),
    ("grant select on a to public", "revoke select on a from public"),
    ("create view v as select id from a", "drop view v"),
    ("create function f(int) returns int language sql as 'select 1'", "drop function f(int)"),
    ("alter table a rename to c", "alter table c rename to a"),
    ("comment on table a is 'x'", "comment on table a is null"),
    ("alter table a add constraint k check (id > 0)", "alter table a drop constraint k"),
    ("create index i on a (id)", "drop index i"),
    (
      "alter default privileges grant select on tables to public",
      "alter default privileges revoke select on tables from public"
    ),
  ])
  func `a down path that undoes the up path leaves an equal catalog`(up: String, down: String) {
    let before = replay("create table a (id int)").catalog
    let after = replay("create table a (id int); \(up); \(down)").catalog
    let during = replay("create table a (id int); \(up)").catalog
    #expect(during != before)
    #expect(after == before, "\(before.changes(to: after))")
  }

  @Test(arguments: [
    ("create type e as enum ('x'); create table t (v e)", "drop table t", "type public.e"),
    ("create table t (id serial)", "drop table t; create sequence s", "relation public.s"),
    ("grant select on a to public", "revoke select on a from postgres", "relation public.a"),
  ])
  func `what a down path leaves is named`(up: String, down: String, object: String) {
    let before = replay("create table a (id int)").catalog
    let after = replay("create table a (id int); \(up); \(down)").catalog
    #expect(before.changes(to: after).map { "\($0.object)" }.contains(object))
  }

  @Test func `the changes of a statement have inverses`() throws {
    var replay = replay("create table a (id int)")
    let statement = try #require(
      SQLParser.parse(SQLText("alter table a add column b text")).statements.first?.statement)
    let changes = replay.apply(statement).changes
    #expect(changes.map { "\($0.object)" } == ["column public.a.b"])
    #expect(changes.map(\.inverse.inverse) == changes)
    let undo = try #require(SQLParser.parse(SQLText("alter table a drop column b")).statements.first?.statement)
    #expect(replay.apply(undo).changes == changes.map(\.inverse))
  }

  @Test(arguments: [
    ("drop table t", "relation public.t does not exist"),
    ("create table a (id int)", "relation public.a already exists"),
    ("alter table a drop column b", "column public.a.b does not exist"),
    ("create view v as select b from a", "column b does not exist"),
    ("create view v as select x.b from a x", "column x.b does not exist"),
    ("create policy p on t using (true)", "relation public.t does not exist"),
    ("create table t (v nothing)", "type public.nothing does not exist"),
    ("drop schema nothing", "schema nothing does not exist"),
  ])
  func `a statement that a server would not run changes nothing and says why`(text: String, message: String) throws {
    var replay = replay("create table a (id int)")
    let before = replay.catalog
    let statement = try #require(SQLParser.parse(SQLText(text)).statements.first?.statement)
    #expect(replay.apply(statement).failure?.message == message)
    #expect(replay.catalog == before)
  }

  @Test func `a transaction that is rolled back leaves nothing, a savepoint what was before it`() {
    let before = replay("create table a (id int)").catalog
    #expect(replay("create table a (id int); begin; drop table a; create table b (id int); rollback").catalog == before)
    let kept = replay("begin; create table a (id int); savepoint s; drop table a; rollback to s; commit").catalog
    #expect(kept == before)
  }

  @Test(arguments: [
    ("do $$ begin create table t (id int); end $$", true),
    ("do $$ begin execute 'create table t (id int)'; end $$", true),
    ("do $$ begin execute format('create table %I (id int)', 't'); end $$", true),
    (
      "do $$ begin if not exists (select from pg_class where relname = 't') then create table t (id int); end if; end $$",
      true
    ),
    ("do $$ begin create table t (id int); exception when duplicate_table then null; end $$", true),
    ("do $$ begin if current_user = 'x' then create table t (id int); end if; end $$", false),
  ])
  func `a block is followed where it does the same every time`(text: String, isKnown: Bool) {
    let answer = replay(text).catalog.relation(QualifiedName("public", "t"))
    switch answer {
    case .present: #expect(isKnown)
    case .absent: Issue.record("the block may make the table")
    case .unknown: #expect(!isKnown)
    }
  }
}
