import Documents
import SQL
import Testing

@Suite struct TreeTests {
  private func tree(_ text: String) throws -> SQLNode {
    try #require(SQLParser.parse(SQLText(text)).statements.first?.tree)
  }

  @Test(arguments: [
    ("begin", "TRANS_STMT_BEGIN"), ("start transaction", "TRANS_STMT_START"), ("commit", "TRANS_STMT_COMMIT"),
    ("end", "TRANS_STMT_COMMIT"), ("rollback", "TRANS_STMT_ROLLBACK"), ("abort", "TRANS_STMT_ROLLBACK"),
    ("savepoint s", "TRANS_STMT_SAVEPOINT"), ("prepare transaction 'x'", "TRANS_STMT_PREPARE"),
  ])
  func `a statement about transactions says which`(text: String, name: String) throws {
    let tree = try tree(text)
    #expect(tree.kind == "TransactionStmt")
    #expect(tree.name("kind") == name)
    #expect(!tree.isTrue("chain"))
  }

  @Test func `fields are read by the names of PostgreSQL`() throws {
    let tree = try tree("create table if not exists eng.é (id int primary key, name text)")
    #expect(tree.kind == "CreateStmt")
    let relation = try #require(tree.node("relation"))
    #expect(relation.kind == "RangeVar")
    #expect(relation.text("schemaname") == "eng")
    #expect(relation.text("relname") == "é")
    #expect(relation.location == 27)
    #expect(tree.isTrue("if_not_exists"))
    #expect(tree.nodes("table_elts").map { $0.text("colname") } == ["id", "name"])
    #expect(tree.nodes("table_elts").first?.nodes("constraints").map { $0.name("contype") } == ["CONSTR_PRIMARY"])
  }

  @Test func `what is not there has the default of its type`() throws {
    let tree = try tree("select 1")
    #expect(tree.node("where_clause") == nil)
    #expect(tree.nodes("from_clause").isEmpty)
    #expect(tree.number("limit_option") != 0)
    #expect(!tree.isTrue("all"))
  }

  @Test func `a walk meets every node once, each before those below it`() throws {
    var kinds: [String] = []
    try tree("select a + 1 from t where b is null").walk { kinds.append($0.kind) }
    #expect(
      kinds == [
        "SelectStmt", "ResTarget", "AExpr", "String", "ColumnRef", "String", "AConst", "Integer", "RangeVar",
        "NullTest", "ColumnRef", "String",
      ])
  }

  @Test func `negative and large numbers come out as they went in`() throws {
    #expect(try tree("fetch -5 from c").number("how_many") == -5)
    #expect(try tree("fetch 2147483647 from c").number("how_many") == 2_147_483_647)
  }

  @Test func `a body in PL/pgSQL has a tree, and a wrong one an error`() throws {
    let text =
      "do $$ begin if true then commit; end if; end $$; create function f() returns int language plpgsql as 'begin retrn 1; end'; select 1"
    let script = SQLParser.parse(SQLText(text))
    let bodies = try script.statements.prefix(1).map { try SQLParser.proceduralBodies(of: $0, in: script.source) }
    #expect(bodies.first?.json().contains("PLpgSQL_stmt_commit") == true)
    #expect(throws: SQLError.self) { try SQLParser.proceduralBodies(of: script.statements[1], in: script.source) }
    #expect(try SQLParser.proceduralBodies(of: script.statements[2], in: script.source).json() == "[]")
  }

  @Test func `a body that asks too much is refused before it is parsed`() {
    let text = "do $$ begin " + String(repeating: "if true then ", count: 20_000) + " end $$"
    let script = SQLParser.parse(SQLText(text))
    let error = #expect(throws: SQLError.self) {
      try SQLParser.proceduralBodies(of: script.statements[0], in: script.source)
    }
    #expect(error?.kind == .limit)
  }
}
