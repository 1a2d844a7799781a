import Documents
import SQL
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

@Suite struct HostileSQLTests {
  private static func nested(_ before: String, _ open: String, _ inner: String, _ close: String, _ count: Int) -> String
  {
    before + String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  /// Deep, and within the limits.
  static let deep = [
    nested("select 1", "+1", "", "", 5_000), nested("select ", "(select ", "1", ")", 2_000),
    nested("select ", "not ", "true", "", 5_000), nested("select ", "- ", "a", "", 5_000),
    nested("select 1", "::int", "", "", 3_000), nested("select 1", " union all select 1, 2", "", "", 5_000),
    nested("select * from a", " join a using (b)", "", "", 2_000), nested("select ", "array[", "1", "]", 4_000),
    nested("select ", "case when a then b else ", "1", " end", 2_000), nested("select ", "f(", "1", ")", 3_000),
    nested("select 1 from ", "(select 1 from ", "a", ") x", 1_500),
    nested("", "with a as (", "select 1", ") select 1", 1_500),
    nested("select ", "exists(select ", "1", ")", 2_000), nested("select a", " and a", "", "", 9_000),
    nested("", "(values ((", "1", ")))", 2_000), nested("select a", "[1]", "", "", 5_000),
    nested("select ", "row(", "1", ")", 3_000), nested("select a", " collate \"C\"", "", "", 5_000),
    nested("select 1", " operator(pg_catalog.+) 1", "", "", 2_000), nested("select a", " is null", "", "", 5_000),
    nested("select ", "coalesce(1,", "1", ")", 2_000), nested("select ", "a in (select ", "1", ")", 2_000),
  ]

  @Test(arguments: deep.indices)
  func `a deep statement is parsed and walked, or refused, but stops nothing`(index: Int) throws {
    let script = SQLParser.parse(SQLText("begin;\n" + Self.deep[index] + ";\ncommit;"))
    try #require(script.statements.count == 3)
    #expect(script.statements[2].tree?.name("kind") == "TRANS_STMT_COMMIT")
    #expect(script.errors.allSatisfy { $0.kind == .limit || $0.kind == .syntax }, "\(script.errors.map(\.message))")
    var count = 0
    script.statements[1].tree?.walk { _ in count += 1 }
    #expect(count > 1_000 || !script.errors.isEmpty)
  }

  @Test func `the chains and subselects of a thousand terms are no error`() {
    for text in Self.deep.prefix(5) { #expect(errors(text) == []) }
  }

  @Test(arguments: ["+1", "(", "not ", " union select 1, 2", "(select ", "- ", "case when "])
  func `what nests without end is refused at its place`(text: String) {
    let script = SQLParser.parse(SQLText("select 1\n" + String(repeating: text, count: 300_000)))
    #expect(script.errors.map(\.kind) == [.limit])
    #expect(script.errors.map { script.source.position(at: Int($0.range.start)).line } == [2])
  }

  @Test func `a list of 80,000 rows is not deep`() {
    let rows = Array(repeating: "(1, 'a', now())", count: 80_000).joined(separator: ",\n")
    #expect(errors("insert into t values " + rows) == [])
  }

  @Test func `120,000 statements are read, and the wrong one among them is found`() {
    let good = String(repeating: "insert into t values (1);\n", count: 60_000)
    #expect(errors(good + "insert t;\n" + good) == ["60001:8 syntax: syntax error at or near \"t\""])
  }

  @Test func `a text beyond the limit of tokens is refused where the limit is`() {
    #expect(
      errors("select 1;\nselect 2;\nselect 3", limits: SQLLimits(tokens: 6)) == [
        "3:1 limit: the text goes on after 6 tokens, and no more are read"
      ])
    #expect(
      errors("select 1, 2;\nselect 1, 2, 3", limits: SQLLimits(statementTokens: 4)) == [
        "2:12 limit: this statement goes on after 4 tokens, and no more are read"
      ])
  }

  @Test(arguments: [
    "$", "'", "\"", "/*", "$a$b$", "E'\\", "--", "\\", "$a", "(", "begin atomic ", ";", "\u{0B}", "U&'\\",
  ])
  func `a megabyte of one mark takes linear time and stops nothing`(mark: String) {
    let text = String(repeating: mark, count: (1 << 20) / mark.utf8.count)
    #expect(SQLParser.parse(SQLText(text)).source.bytes.count > 1_000_000)
  }

  @Test func `as many texts as there are keys of thread-specific data leave some for others`() {
    for _ in 0..<1_100 { _ = SQLParser.parse(SQLText("select 1")) }
    var key = pthread_key_t()
    #expect(unsafe pthread_key_create(&key, nil) == 0)
    pthread_key_delete(key)
  }
}
