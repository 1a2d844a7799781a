import Documents
import SQL
import TestSupport
import Testing

@Suite struct LexicalEffectTests {
  /// What a script ends at: the texts of its statements, and what of it is not read.
  private func reading(_ text: String, after state: LexicalState = .standard) -> (read: [String], unread: String?) {
    let script = SQLParser.parse(SQLText(text)).read(after: state)
    return (
      script.statements.map { script.source.text(in: $0.range) }, script.unread.map { script.source.text(in: $0) }
    )
  }

  /// Each makes PostgreSQL read what follows otherwise, or may.
  static let changes = [
    "set standard_conforming_strings = off", "SET Standard_Conforming_Strings TO 'off'",
    "set session standard_conforming_strings = 0", "set local standard_conforming_strings = false",
    "set \"STANDARD_CONFORMING_STRINGS\" = no", "set backslash_quote = on", "set backslash_quote = off",
    "set client_encoding = 'SJIS'", "set names 'LATIN1'", "set client_encoding to sql_ascii",
    "select set_config('standard_conforming_strings', 'off', false)",
    "select pg_catalog.set_config('Client_Encoding'::text, 'GBK', true)",
    "select \"set_config\"(E'standard_conforming\\137strings', 'off', false)",
    "select U&\"set\\005fconfig\"('standard_conforming_strings', 'off', false)",
    "select set_config(name, 'off', false) from setting", "select set_config('stand' || 'ard', 'off', false)",
    "select set_config('client_encoding', encoding, false) from setting",
    "insert into t select set_config('client_encoding', 'BIG5', false)",
    "with a as (select set_config('backslash_quote', 'on', false)) select 1 from a",
    "create view v as select set_config('standard_conforming_strings', 'off', false)",
    "update pg_settings set setting = 'off' where name = 'standard_conforming_strings'",
    "update pg_catalog.pg_settings set setting = 'off' where name = name",
    "insert into pg_db_role_setting values (0, 0, '{standard_conforming_strings=off}')",
    "alter role app set standard_conforming_strings = off", "alter user all set client_encoding = 'SJIS'",
    "alter role app in database d set backslash_quote = on", "alter database d set standard_conforming_strings to off",
    "alter system set standard_conforming_strings = 'off'",
    "create function f() returns int language sql set standard_conforming_strings = off as 'select 1'",
    "create procedure p() language sql set client_encoding to 'SJIS' as 'select 1'",
    "alter function f() set standard_conforming_strings = off", "alter procedure p() set backslash_quote = on",
    "do $$ begin set standard_conforming_strings = off; end $$",
    "do $$ begin if true then set local client_encoding to 'SJIS'; end if; end $$",
    "do 'begin perform set_config(''standard_conforming_strings'', ''off'', false); end'",
    "do $$ begin perform set_config('standard_' || 'conforming_strings', 'off', false); end $$",
    "do $$ begin execute 'set standard_conforming_strings = off'; end $$",
    "do $$ begin execute 'do $x$ begin set names ''SJIS''; end $x$'; end $$",
    "do $$ begin alter role app set standard_conforming_strings = off; end $$",
    "do $$ begin update pg_settings set setting = 'off' where name = 'standard_conforming_strings'; end $$",
    "do $$ begin set /* all */ \"standard_conforming_strings\" to off; end $$",
    "create function f() returns int language sql as $$ select set_config('backslash_quote', 'on', false); select 1 $$",
    "create function f() returns int language plpgsql as 'begin set names ''SJIS''; return 1; end'",
    "create function f() returns text return set_config('client_encoding', 'SJIS', false)",
    "copy t from stdin", "copy t (a, b) from stdin with (format csv)",
  ]

  @Test(arguments: changes)
  func `nothing is read behind a statement that changes how SQL is read`(statement: String) {
    let behind = "insert into t values ('\\''); commit; drop table t; --')"
    let (read, unread) = reading("begin; \(statement); \(behind)")
    #expect(read == ["begin", statement])
    #expect(unread == behind)
    #expect(SQLParser.parse(SQLText("begin; \(statement); \(behind)")).errors.map(\.kind) == [.setting])
  }

  /// What looks like it, and changes nothing.
  static let harmless = [
    "set standard_conforming_strings = on", "set standard_conforming_strings to 'ON'",
    "set local standard_conforming_strings = true", "set standard_conforming_strings = 1",
    "set standard_conforming_strings = yes", "set standard_conforming_strings to t",
    "set client_encoding = 'UTF8'", "set names 'utf-8'", "set client_encoding to unicode",
    "set backslash_quote = safe_encoding", "set escape_string_warning = off", "set search_path = eng",
    "reset all", "reset standard_conforming_strings", "discard all", "set client_encoding to default",
    "select pg_catalog.set_config('search_path', '', false)", "select set_config('request.jwt.claims', a, true) from t",
    "select set_config('standard_conforming_strings', 'on', false)", "show client_encoding",
    "select current_setting('standard_conforming_strings')",
    "select * from pg_settings where name like 'a\\' escape '\\'",
    "alter role app set search_path = eng", "alter role app reset standard_conforming_strings",
    "alter database d set client_encoding = 'UTF8'", "alter system reset all",
    "create function f() returns int language sql set search_path = '' as 'select 1'",
    "create function f() returns int language plpgsql set standard_conforming_strings from current as 'begin return 1; end'",
    "do $$ begin set client_encoding = 'UTF8'; perform set_config('search_path', 'x', true); end $$",
    "do $$ begin execute 'set client_encoding = ''UTF8'''; raise notice 'set client_encoding = x'; end $$",
    "do $$ begin -- set client_encoding = 'SJIS';\n null; end $$",
    "do $$ begin if current_setting('client_encoding') <> 'UTF8' then raise 'no'; end if; end $$",
    "do $$ begin perform 1 from pg_settings where name = 'client_encoding'; end $$",
    "grant execute on function set_config to app", "comment on table t is 'set client_encoding = x'",
    "create trigger r before update on t for each row execute function f()",
    "copy t from '/srv/rows'", "copy t to stdout", "copy t from program 'cat'",
  ]

  @Test(arguments: harmless)
  func `what leaves the reading as it is is silent`(statement: String) {
    let (read, unread) = reading("begin; \(statement); select 'a' like 'a\\%' escape '\\'; commit")
    #expect(read == ["begin", statement, "select 'a' like 'a\\%' escape '\\'", "commit"])
    #expect(unread == nil)
    #expect(errors(statement) == [])
  }

  /// Code that is put together when it runs.
  @Test(arguments: [
    "do $$ begin execute format('set %I = %L', name, value); end $$", "do $$ begin execute 'select ' || 1; end $$",
    "do language plperl 'spi_exec_query(1)'", "do $$ begin execute E'set names \\'SJIS\\''; end $$",
    "do $$ begin perform U&\"set\\005fconfig\"(a, b, false); end $$",
    "create function f() returns int language plpython3u as 'return 1'",
  ])
  func `behind code that is made when it runs, a backslash before a quote is read in two ways`(statement: String) {
    #expect(reading("\(statement); select 'a\\b', E'\\''; select '\\\\';").read.count == 2)
    let (read, unread) = reading("\(statement); select 'é', \"a\\\"; select 'it\\''; commit; --'")
    #expect(read == [statement, "select 'é', \"a\\\""])
    #expect(unread == "select 'it\\''; commit; --'")
    #expect(reading("\(statement); select 'é'; commit").unread == nil)
  }

  @Test func `after a stored value RESET and DISCARD ALL bring it back`() {
    var state = LexicalState.standard
    for statement in [
      "reset all", "reset client_encoding", "discard all", "set standard_conforming_strings to default",
    ] {
      #expect(reading(statement + "; select 1", after: state).unread == nil)
    }
    state = SQLParser.parse(SQLText("alter role app set standard_conforming_strings = off")).readingAfter
    #expect(state.isStored && state.mayEscape && !state.mayRecode)
    for statement in [
      "reset all", "reset client_encoding", "discard all", "set standard_conforming_strings to default",
    ] {
      #expect(reading(statement + "; select 1", after: state).unread == "select 1")
    }
    #expect(reading("reset search_path; select 1", after: state).unread == nil)
  }

  @Test func `text of other characters is read in two ways only behind another encoding`() {
    let state = SQLParser.parse(SQLText("set names 'SJIS'")).readingAfter
    #expect(state.mayRecode && !state.mayEscape)
    #expect(reading("select '\\'; select 'é'; select 1", after: state).read == ["select '\\'"])
    #expect(reading("select '\\'; select 1", after: state).unread == nil)
  }

  @Test(arguments: [
    "do $$ begin " + String(repeating: "set client_encoding = x ", count: 100_000) + "end $$",
    "do $$ begin " + String(repeating: "execute 'do ''x''' ", count: 100_000) + "end $$",
    "do $$ begin " + String(repeating: "pg_catalog.", count: 300_000) + "pg_settings end $$",
    "do '" + String(repeating: "execute ''", count: 100_000) + "'",
  ])
  func `a large body takes linear time`(statement: String) {
    #expect(SQLParser.parse(SQLText(statement)).source.bytes.count > 900_000)
  }

  @Test(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"))
  func `PostgreSQL itself runs what such a statement hides, and nothing behind a harmless one`() async throws {
    let hidden = "select 'it\\''; create table hidden (id int); --';"
    let setup = """
      create table setting (name text, encoding text); insert into setting values ('standard_conforming_strings', 'UTF8');
      create table t (id int); create role app login;
      """
    try await withScratchPostgres { server in
      _ = try await server.query(setup)
      for statement in Self.changes where statement.contains("standard_conforming_strings") {
        guard Self.isRunAtOnce(statement) else { continue }
        let attempt = try await server.attempt(
          "begin; \(statement); \(hidden)\nselect count(*) from pg_class where relname = 'hidden'; rollback;")
        #expect(attempt.rows.last == "1", "\(statement): \(attempt)")
      }
      for statement in Self.harmless where !statement.hasPrefix("discard") && !statement.hasPrefix("copy") {
        let attempt = try await server.attempt(
          "begin; savepoint s; \(statement);\nrollback to s; \(hidden)\nselect count(*) from pg_class where relname = 'hidden'; rollback;"
        )
        #expect(attempt.rows.last == "0", "\(statement): \(attempt)")
      }
      // A stored value is there in the next session, and RESET brings it back.
      _ = try await server.query(
        "alter role app set standard_conforming_strings = off; grant create on schema public to app")
      let stored = try await server.attempt(
        "set standard_conforming_strings = on; reset all; begin; \(hidden)\nselect count(*) from pg_class where relname = 'hidden'; rollback;",
        as: "app")
      #expect(stored.rows.last == "1")
    }
  }

  /// Whether the statement changes the session that runs it: what is stored, and what a function sets, does not yet.
  private static func isRunAtOnce(_ statement: String) -> Bool {
    ["set ", "SET ", "select", "do ", "update"].contains { statement.hasPrefix($0) }
      && !statement.contains("alter role")
  }

  @Test(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"))
  func `a carriage return ends a comment for PostgreSQL as it does here`() async throws {
    let text = "begin; -- one\rcreate table a (id int); -- two; drop table a;\rcommit;\r-- create table b (id int);\r"
    #expect(
      statements(text) == ["TransactionStmt: begin", "CreateStmt: create table a (id int)", "TransactionStmt: commit"])
    try await withScratchPostgres { server in
      _ = try await server.query(text)
      #expect(try await server.query("select relname from pg_class where relname in ('a', 'b')") == ["a"])
    }
  }
}
