import Calendars
import Findings
import Testing

@Suite struct MarkdownReportTests {
  private func written(_ reports: Report..., sizeLimit: Int = MarkdownReportWriter.sizeLimit) -> String {
    String(decoding: MarkdownReportWriter(sizeLimit: sizeLimit).bytes(for: reports), as: UTF8.self)
  }

  /// How a message is written in the table.
  private func shown(_ message: String) -> String? {
    let row = written(report([finding(message, rule: "Not known")])).split(separator: "\n").first {
      $0.contains("**error**")
    }
    return row.map { String($0.dropFirst("| **error** | the change | `Not known` | ".count).dropLast(2)) }
  }

  @Test func `a summary has the verdict and counts, a table, and the details with their code`() {
    let approval = Finding(
      rule: "sample/rule", kind: .violation(.error), message: "no approval",
      explanation: [Explanation("needed", [Explanation("one of cab")]), Explanation("@alice did, and lapsed")])
    let report = report(
      [
        finding("two", rule: "sample/other", kind: .violation(.note), at: Place(path: "b.json")),
        approval,
        finding(
          "one is `x|y`", at: place("\n⟦x⟧"), related: [place("⟦y⟧", path: "b_c.json", message: "first here")],
          help: "run `git <x>`\nor wait"),
      ], notExecuted: [Report.NotExecuted(what: "db/rehearsal", why: "no server")], remarks: ["2 bases"])
    let pages = Documentation.base + "/rules/sample"
    #expect(
      written(report) == """
        ## samples: failed

        2 errors, 1 note (2 files)

        | | place | rule | finding |
        |---|---|---|---|
        | **error** | the change | [`sample/rule`](\(pages)/rule.md) | no approval |
        | **error** | `a.json:2` | [`sample/rule`](\(pages)/rule.md) | one is `x\\|y` |
        | **note** | `b.json` | [`sample/other`](\(pages)/other.md) | two |

        **error** the change: no approval

        - needed
          - one of cab
        - `@alice` did, and lapsed

        **error** `a.json:2`: one is `x|y`

        ```
        2 | x
          | ^
        ```

        - see `b_c.json:1`: first here
        - help:
          - run `git <x>`
          - or wait

        ### not run

        - db/rehearsal: no server

        ### remarks

        - `2` bases

        """)
  }

  @Test func `a place is linked at the commit that was checked, and at none where there is none`() {
    let commit = String(repeating: "a", count: 40)
    var context = Report.Context(stage: .merge)
    context.judged = commit
    let findings = ["a b.json", "\"caf\\303\\251\"", "a|b.json"].map { finding(at: place("⟦x⟧", path: $0)) }
    func rows(_ context: Report.Context) -> [Substring] {
      let report = Report(
        check: "samples", version: "1", context: context, scope: "", findings: findings, rules: sampleRules)
      let writer = MarkdownReportWriter(source: "https://github.com/acme/orders")
      return String(decoding: writer.bytes(for: [report]), as: UTF8.self).split(separator: "\n").filter {
        $0.hasPrefix("| **error**")
      }
    }
    let address = "https://github.com/acme/orders/blob/\(commit)"
    #expect(rows(context).contains { $0.contains("| [`a b.json:1`](\(address)/a%20b.json#L1) |") })
    #expect(rows(context).contains { $0.contains("| [`a\\|b.json:1`](\(address)/a%7Cb.json#L1) |") })
    #expect(rows(context).count { $0.contains(address) } == 2)
    context.isWorkingTree = true
    #expect(!rows(context).contains { $0.contains(address) })
  }

  @Test(arguments: [
    ("|", "\\|"), ("|\u{301}", "\\|\u{301}"), ("|\u{200D}b", "\\|\u{200D}b"), ("a\\|b", "a\\│b"), ("\\\\|", "\\\\\\|"),
    ("", ""), ("a\\", "a\\"),
  ])
  func `a bar ends no cell`(text: String, expected: String) {
    #expect(MarkdownText.inCell(text) == expected)
  }

  @Test func `all verdicts are before the first finding`() {
    let lines = written(report([finding("one")]), report([])).split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(7) == [
        "## samples: failed", "1 error (2 files)", "## samples: passed", "(2 files)", "### samples",
        "| | place | rule | finding |", "|---|---|---|---|",
      ])
  }

  @Test func `a waived finding is listed with its reason`() {
    let day = CivilDate(daysSince1970: 20_818)
    let report = Report(
      check: "samples", version: "1", context: .init(stage: .merge), scope: "2 files", findings: [],
      waived: [.init(rule: "sample/rule", path: "a.json", reason: "retired", expires: day)], rules: [])
    #expect(written(report).hasSuffix("### waived\n\n- sample/rule in a.json, until 2026-12-31: retired\n"))
  }

  @Test(arguments: [
    ("the key \"id\" is given twice, see a.json (line 2)", "the key \"id\" is given twice, see a.json (line 2)"),
    ("ask @alice or @acme/cab", "ask `@alice` or `@acme/cab`"), ("see #12 and acme/x#3", "see `#12` and `acme/x#3`"),
    ("<b>bold</b> <!-- x", "`<b>bold</b> <!--` x"), ("a | b", "a `\\|` b"), ("*a* _b_ ~c~", "`*a* _b_ ~c~`"),
    ("![x](http://y)", "`![x](http://y)`"), ("www.example.com", "`www.example.com`"), ("a `b` c", "a `b` c"),
    ("a `b c", "a `` `b `` c"),
    ("``` ` ``", "```` ``` ` `` ````"), ("a\n# b", "`a␊#` b"), ("\u{1B}[2J", "`␛[2J`"), ("&lt;", "`&lt;`"),
    (":tada:", "`:tada:`"),
    ("a\\*b", "`a\\*b`"), ("$x$", "`$x$`"), ("`", "`` ` ``"), ("x  y", "x y"), ("*  *", "`*  *`"), ("* ", "`*`"),
    ("", ""),
  ])
  func `a word that Markdown or GitHub could read stands in code`(message: String, expected: String) {
    #expect(shown(message) == expected)
  }

  @Test(arguments: ["1. a", "- a", "+ a", "    a", "1) a", "=== a", "--- a"])
  func `what begins a line begins no list, no heading and no code block`(text: String) {
    let line = written(report([], remarks: [text])).split(separator: "\n").last ?? ""
    #expect(line.hasPrefix("- `") || line == "- a")
  }

  @Test func `a summary that would be too long ends with the number of entries that are missing`() {
    let findings = (0..<30_000).map { finding("number \($0) is wrong", at: Place(path: "\($0 / 10).json")) }
    let text = written(report(findings))
    #expect(text.utf8.count <= 1 << 20 - 1)
    #expect(text.utf8.count > 900_000)
    let entries = text.split(separator: "\n").count { $0.hasPrefix("| **error**") && $0.hasSuffix("is wrong |") }
    #expect(text.hasSuffix("\n\(30_000 - entries) more did not fit here; the log and the other reports have them.\n"))
  }

  @Test func `one enormous entry is left out, and the others stay`() {
    let huge = String(repeating: "x", count: 2 << 20)
    let text = written(report([finding(huge), finding("small", at: Place(path: huge))], remarks: ["a", huge]))
    #expect(text.utf8.count < 10_000)
    #expect(text.contains("| [`sample/rule`](\(Documentation.page(ofRule: "sample/rule"))) | small |"))
    #expect(text.hasSuffix("- a\n\n1 more did not fit here; the log and the other reports have them.\n"))
  }

  @Test(arguments: [0, 1, 199, 200, 300, 1000, 5000])
  func `no limit is exceeded`(limit: Int) {
    let findings = (0..<50).map { finding("number \($0)", at: Place(path: "\($0).json")) }
    #expect(written(report(findings), sizeLimit: limit).utf8.count <= limit)
  }

  @Test(.enabled("python3 with cmarkgfm is needed to read the page") { await MarkdownPage.isReadable() })
  func `GitHub's parser reads the words back as they were`() async throws {
    let words = [
      "<b>", "|a|b|", "`", "``x`", "@alice", "https://x.y", "[a](b)", "![a](b)", "\\", "&amp;", "**a**", "~~a~~",
      "[^1]",
    ]
    let page = try await MarkdownPage.contents(
      of: MarkdownReportWriter().bytes(for: [report(words.map { finding("see: \($0)", rule: "Not known") })]))
    #expect(Set(words).isSubset(of: page.code), "\(page.code)")
    #expect(page.tags.isSubset(of: MarkdownPage.writtenTags), "\(page.tags)")
  }
}
