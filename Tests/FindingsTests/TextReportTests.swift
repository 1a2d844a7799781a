import Calendars
import Documents
import Findings
import Testing

@Suite struct TextReportTests {
  private func written(_ reports: Report..., style: TextStyle = .plain, view: ReportView = ReportView()) -> String {
    String(decoding: TextReportWriter(style: style, view: view).bytes(for: reports), as: UTF8.self)
  }

  private func lastLine(_ report: Report) -> String {
    written(report).split(separator: "\n").last.map(String.init) ?? ""
  }

  private func said(
    by check: String, _ findings: [Finding] = [], scope: String = "1 file", judged: String? = nil,
    remarks: [String] = []
  ) -> Report {
    var context = Report.Context(stage: .merge)
    context.judged = judged
    context.remarks = remarks
    return Report(
      check: check, version: "", context: context, scope: scope, findings: findings, rules: sampleRules)
  }

  @Test func `a report has what blocks first, then by file, then what is not run, what to know, and the verdict`() {
    let report = report(
      [
        finding("two", rule: "sample/other", kind: .violation(.warning), at: Place(path: "a.json")),
        finding("one", at: place("⟦x⟧", path: "b.json"), help: "do this"), finding("of the change", kind: .undecided),
        finding("not approved", kind: .owed(role: "cab", label: nil)),
      ],
      notExecuted: [
        Report.NotExecuted(what: "db/rehearsal", why: "no server"), .init(what: "db/replay", why: "no server"),
      ], remarks: ["base is old"])
    #expect(
      written(report) == """
        error[sample/rule]: one
         --> b.json:1:1
          |
        1 | x
          | ^
          = help: do this

        not checked[sample/rule]: of the change

        warning[sample/other]: two
         --> a.json

        pending[sample/rule]: not approved

        not run: db/rehearsal, db/replay: no server
        note: base is old

        samples: failed: 1 error, 1 could not be checked, 1 warning; 1 approval pending (2 files)

        """)
  }

  @Test func `what several checks say in the same words stands once, with their names`() {
    func open(_ check: String, _ messages: String..., judged: String = "1") -> Report {
      said(
        by: check, messages.map { finding($0, rule: "\(check)/setup-error", kind: .undecided, help: "fetch it") },
        scope: "nothing checked", judged: judged, remarks: ["the clone is old"])
    }
    #expect(
      written(open("one", "no base"), open("two", "no base", "no policy"), open("three", "no base")) == """
        not checked[one/setup-error]: no base
          = checks: one, two, three
          = help: fetch it

        not checked[two/setup-error]: no policy
          = help: fetch it

        note: the clone is old

        one: could not be checked: 1 reason (nothing checked, head 1)
        two: could not be checked: 2 reasons (nothing checked, head 1)
        three: could not be checked: 1 reason (nothing checked, head 1)
        Could not be checked: one, two and three. `one explain one/setup-error` says more.

        """)
    let apart = written(open("one", "no base"), open("two", "no base", judged: "2"))
    #expect(apart.contains("[one/setup-error]") && apart.contains("[two/setup-error]"))
    #expect(!apart.contains("= checks:"))
  }

  @Test func `findings of a baseline are counted, waived ones listed, and only a verbose report shows the former`() {
    var known = finding("known", rule: "sample/rule", kind: .violation(.note))
    known.isBaselined = true
    let waived = Report.Waived(
      rule: "sample/other", path: "b.json", reason: "retired", expires: CivilDate(daysSince1970: 20_000))
    let report = Report(
      check: "samples", version: "", context: Report.Context(stage: .merge), scope: "2 files",
      findings: [known, finding("new", rule: "sample/other", kind: .violation(.note))], waived: [waived],
      rules: sampleRules, olderCount: 3)
    #expect(
      written(report) == """
        note[sample/other]: new

        waived: sample/other in b.json, until 2024-10-04: retired

        samples: passed: 1 note; 1 in the baseline, 1 waived, 3 older (shown by --all) (2 files)

        """)
    #expect(
      written(report, view: ReportView(detail: .verbose)).contains("baselined[sample/rule]: known\n  = baseline: "))
  }

  @Test func `a verbose report says once for each rule why it exists and where to read on`() {
    let findings = [finding(at: place("⟦x⟧")), finding(at: place("\n⟦x⟧")), finding(at: place("⟦y⟧", path: "b"))]
    let shown = written(report(findings), view: ReportView(detail: .verbose))
    #expect(shown.split(separator: "= why: Wrong samples teach wrong things.").count == 2)
    #expect(shown.split(separator: "= more: samples explain sample/rule").count == 2)
    #expect(!written(report(findings)).contains("= why"))
  }

  @Test func `a quiet report shows what blocks and the verdict`() {
    let report = report(
      [
        finding("wrong"), finding("small", kind: .violation(.warning)),
        finding("due", kind: .owed(role: "cab", label: nil)),
      ],
      notExecuted: [.init(what: "a", why: "b")], remarks: ["known"])
    #expect(
      written(report, view: ReportView(detail: .quiet)) == """
        error[sample/rule]: wrong

        samples: failed: 1 error, 1 warning; 1 approval pending (2 files)

        """)
  }

  @Test func `statistics count the findings of each rule, the gravest first`() {
    let findings =
      (0..<10).map { finding(kind: .violation(.warning), at: Place(path: "\($0)")) }
      + [finding(rule: "sample/other"), finding(kind: .undecided)]
    #expect(
      written(report(findings), view: ReportView(detail: .quiet, showsStatistics: true)).contains(
        """
         1  error        sample/other
         1  not checked  sample/rule
        10  warning      sample/rule
        """))
  }

  @Test(
    arguments: [
      ([], "samples: passed (2 files)"), ([.violation(.error)], "samples: failed: 1 error (2 files)"),
      ([.violation(.error), .violation(.error)], "samples: failed: 2 errors (2 files)"),
      ([.violation(.warning)], "samples: passed: 1 warning (2 files)"),
      ([.violation(.warning), .violation(.note)], "samples: passed: 1 warning, 1 note (2 files)"),
      ([.undecided], "samples: could not be checked: 1 reason (2 files)"),
      ([.undecided, .violation(.error)], "samples: failed: 1 error, 1 could not be checked (2 files)"),
      ([.owed(role: nil, label: nil)], "samples: passed: 1 pending (2 files)"),
      ([.owed(role: "cab", label: nil)], "samples: passed: 1 approval pending (2 files)"),
    ] as [([Finding.Kind], String)])
  func `the last line says the verdict and why`(kinds: [Finding.Kind], line: String) {
    #expect(lastLine(report(kinds.map { finding(kind: $0) })) == line)
  }

  @Test func `the last line names both commits by twelve digits, and the working tree by no commit`() {
    var context = Report.Context(stage: .merge)
    context.base = String(repeating: "b", count: 40)
    context.judged = String(repeating: "c", count: 40)
    func checked(_ context: Report.Context) -> Report {
      Report(check: "samples", version: "", context: context, scope: "1 file", findings: [], rules: sampleRules)
    }
    #expect(lastLine(checked(context)) == "samples: passed (1 file, base bbbbbbbbbbbb, head cccccccccccc)")
    context.judged = nil
    context.isWorkingTree = true
    #expect(lastLine(checked(context)) == "samples: passed (1 file, base bbbbbbbbbbbb, working tree)")
  }

  @Test func `several reports end with one line that says the verdict of all and which check decided it`() {
    let (good, bad) = (said(by: "one"), said(by: "two", [finding("a"), finding("b")]))
    #expect(written(good, said(by: "three")) == "one: passed (1 file)\nthree: passed (1 file)\nAll checks passed.\n")
    #expect(written(good, bad).hasSuffix("\nFailed by two: 2 errors. `two explain sample/rule` says more.\n"))
    #expect(written() == "")
  }

  @Test func `a push that is refused ends with what refused it and how to go on`() {
    let bad = said(by: "one", [finding("a")])
    let open = said(by: "two", [finding("a", kind: .undecided)])
    let view = ReportView(isPush: true)
    #expect(
      written(bad, view: view).hasSuffix("\nPush refused by one: 1 error. `git push --no-verify` skips this check.\n"))
    #expect(
      written(said(by: "zero"), open, view: view)
        .hasSuffix("\nPush refused, because two could not be checked. `git push --no-verify` skips the checks.\n"))
    #expect(written(said(by: "zero"), view: view) == "zero: passed (1 file)\n")
  }

  @Test func `a report of lesser weight than was asked for leaves findings out, but none that blocks`() {
    let all = report(
      [
        finding("a"), finding("b", kind: .violation(.warning)), finding("c", kind: .violation(.note)),
        finding("d", kind: .undecided),
      ])
    #expect(all.showing(.warning).allFindings.map(\.message).sorted() == ["a", "b", "d"])
    #expect(all.showing(.error).allFindings.map(\.message).sorted() == ["a", "d"])
    #expect(all.showing(.error).verdict == .fail)
  }

  @Test func `only a coloured report has escape sequences, and without them it is the plain one`() {
    let report = report(
      [
        finding(at: place("⟦x⟧", message: "here")), finding(kind: .undecided), finding(kind: .violation(.warning)),
        finding(kind: .violation(.note)), finding(kind: .owed(role: nil, label: nil)),
      ], remarks: ["known"])
    let plain = written(report)
    let coloured = written(report, style: .colour)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[1;38;5;196merror[sample/rule]\u{1B}[0m: this is wrong"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    let linked = written(report, style: .colour, view: ReportView(links: TerminalLinks(folder: "/a b")))
    #expect(linked.contains("\u{1B}]8;;file:///a%20b/a.json\u{1B}\\a.json:1:1\u{1B}]8;;\u{1B}\\"))
    #expect(linked.contains("]8;;\(Documentation.base)/rules/sample/rule.md\u{1B}\\sample/rule\u{1B}]8;;"))
    #expect(linked.replacing(/\u{1B}\]8;;[^\u{1B}]*\u{1B}\\/, with: "") == coloured)
  }

  @Test(arguments: TextStyle.Role.allCases)
  func `a color can be read on black and on white`(role: TextStyle.Role) {
    guard let color = TextStyle.color(of: role) else { return }
    // The cube of 256 colors (xterm): 16 + 36 r + 6 g + b.
    let levels = [36, 6, 1].map { [0.0, 95, 135, 175, 215, 255][(color - 16) / $0 % 6] / 255 }
    // Relative luminance and contrast of WCAG 2.2, with its approximation of the transfer function.
    let linear = levels.map { level in level * level * (level * 0.305 + 0.6822) + level * 0.0125 }
    let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    #expect((luminance + 0.05) / 0.05 >= 3.5)
    #expect(1.05 / (luminance + 0.05) >= 3.5)
  }
}
