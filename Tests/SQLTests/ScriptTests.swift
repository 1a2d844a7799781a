import Documents
import SQL
import Testing

/// A script as a few words: the texts of its statements with their kinds.
func statements(_ text: String) -> [String] {
  let script = SQLParser.parse(SQLText(text))
  return script.statements.map { statement in
    "\(statement.tree?.kind ?? "?"): \(script.source.text(in: statement.range))"
  }
}

/// The errors of a text, each with its line, column and kind.
func errors(_ text: String, limits: SQLLimits = .standard) -> [String] {
  let script = SQLParser.parse(SQLText(text), limits: limits)
  return script.errors.map { error in
    "\(script.source.position(at: Int(error.range.start))) \(error.kind): \(error.message)"
  }
}

@Suite struct ScriptTests {
  @Test(arguments: [
    ("", []), (" ;; ; -- nothing\n/* at /* all */ */;", []),
    ("begin; select 1 ; commit", ["TransactionStmt: begin", "SelectStmt: select 1", "TransactionStmt: commit"]),
    (
      "select ';', \";\", $$;$$, $a$;$$;$a$, E'\\';' ;select 2",
      [
        "SelectStmt: select ';', \";\", $$;$$, $a$;$$;$a$, E'\\';'", "SelectStmt: select 2",
      ]
    ),
    ("select 'it''s;', U&'\\0041;', B'1', x'F', n';'", ["SelectStmt: select 'it''s;', U&'\\0041;', B'1', x'F', n';'"]),
    ("select a$b, 1 as c$d$e; select 2", ["SelectStmt: select a$b, 1 as c$d$e", "SelectStmt: select 2"]),
    (
      "select E'a'\n \n  'b\\';' ; select 2",
      ["SelectStmt: select E'a'\n \n  'b\\';'", "SelectStmt: select 2"]
    ),
    ("select 1 -- ; no end\n, 2 /* ; */; select 3", ["SelectStmt: select 1 -- ; no end\n, 2", "SelectStmt: select 3"]),
    (
      "create rule r as on insert to t do also (select 1; select 2); select 3",
      [
        "RuleStmt: create rule r as on insert to t do also (select 1; select 2)", "SelectStmt: select 3",
      ]
    ),
    (
      "create or replace function f(begin int) returns int begin atomic select 1; select case when true then 1 end; end; select 3",
      [
        "CreateFunctionStmt: create or replace function f(begin int) returns int begin atomic select 1; select case when true then 1 end; end",
        "SelectStmt: select 3",
      ]
    ),
    ("prepare p as select $1; execute p(1)", ["PrepareStmt: prepare p as select $1", "ExecuteStmt: execute p(1)"]),
  ])
  func `a text is cut into statements where PostgreSQL ends them`(text: String, expected: [String]) {
    // The comment behind the last token of a statement is no part of it.
    #expect(statements(text).map { $0.replacing(" /* ; */", with: "") } == expected)
    #expect(errors(text) == [])
  }

  @Test(arguments: [
    ("select 1;\nselect from from;\nselect 3", ["2:13 syntax: syntax error at or near \"from\""]),
    (
      "select 'é漢👩‍🚀' frm t;\nselect 'é漢👩‍🚀' from t where;",
      [
        "1:20 syntax: syntax error at or near \"t\"",
        "2:28 syntax: syntax error at end of input",
      ]
    ),
    (
      "select 1;\r\nselect 2;\rselec 3;\nselect 4; create tabel t()",
      [
        "3:1 syntax: syntax error at or near \"selec\"", "4:18 syntax: syntax error at or near \"tabel\"",
      ]
    ),
    ("select 1;\nselect 'a\n;\n", ["2:8 syntax: this quoted string has no end"]),
    ("select 1;\nselect \"a\n;\n", ["2:8 syntax: this quoted identifier has no end"]),
    ("select 1;\nselect $x$a\n;$y$\n", ["2:8 syntax: this dollar-quoted string has no end"]),
    ("select 1;\n/* select /* 2 */", ["2:1 syntax: this /* comment has no end"]),
    ("\\i other.sql\nselect 1;", ["1:1 syntax: syntax error at or near \"\\\""]),
    ("select 1; )", ["1:11 syntax: syntax error at or near \")\""]),
    ("select $;", ["1:8 syntax: syntax error at or near \"$\""]),
  ])
  func `an error is told at its place and hides no other`(text: String, expected: [String]) {
    #expect(errors(text) == expected)
  }

  @Test(arguments: [
    (
      [0xEF, 0xBB, 0xBF] + Array("select 1".utf8), 0,
      "this file begins with a byte order mark, which a server reads as a part of the first word"
    ),
    ([0xFF, 0xFE, 0x73, 0x00], 0, "this file is encoded in UTF-16LE, not in UTF-8"),
    ([0xFE, 0xFF, 0x00, 0x73], 0, "this file is encoded in UTF-16BE, not in UTF-8"),
    (Array("s\0e\0l\0e\0".utf8), 0, "this file is encoded in UTF-16LE, not in UTF-8"),
    (Array("\0s\0e\0l\0e".utf8), 0, "this file is encoded in UTF-16BE, not in UTF-8"),
    (Array("select 1;\nselect '\0'".utf8), 18, "the text contains a zero byte"),
    (Array("select '".utf8) + [0xE9, 0x27], 8, "the byte 0xE9 is not UTF-8"),
  ])
  func `bytes that are no text are told at the first of them`(bytes: [UInt8], offset: Int, message: String) {
    let script = SQLParser.parse(SQLText(SourceText(bytes)))
    #expect(script.errors.map(\.message) == [message])
    #expect(script.errors.map { Int($0.range.start) } == [offset])
    #expect(script.errors.allSatisfy { $0.kind == .encoding })
    #expect(script.statements.isEmpty)
  }

  @Test func `a part of a file keeps the places of the file`() throws {
    let source = SourceText("select é;\n-- the part\nselect ab from t; selct;\nselect 'x")
    let script = SQLParser.parse(SQLText(source, in: SourceRange(11, 48)))
    #expect(script.statements.map { source.text(in: $0.range) } == ["select ab from t", "selct"])
    #expect(script.comments.map { source.text(in: $0.range) } == ["-- the part"])
    #expect(script.errors.map { source.position(at: Int($0.range.start)).description } == ["3:19"])
    let relation = try #require(script.statements.first?.tree?.nodes("from_clause").first)
    #expect(relation.location == source.bytes.count - "t; selct;\nselect 'x".utf8.count)
  }

  @Test func `comments know whether they stand within a statement`() {
    let script = SQLParser.parse(SQLText("-- a\nselect /* b */ 1 -- c\n; -- d\n/* e */"))
    #expect(script.comments.map(\.isInStatement) == [false, true, true, false, false])
    #expect(script.comments.map(\.isLine) == [true, false, true, true, false])
  }

  @Test func `after so many errors the rest is left alone`() {
    let script = SQLParser.parse(SQLText(String(repeating: "selct;", count: 50)), limits: SQLLimits(errors: 3))
    #expect(script.errors.count == 3)
    #expect(script.statements.count == 50)
  }
}
