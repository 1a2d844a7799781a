import Calendars
import Documents
import Findings
import Testing

@Suite struct TextReportTests {
  private func written(_ reports: Report..., style: TextStyle = .plain) -> String {
    String(decoding: TextReportWriter(style: style).bytes(for: reports), as: UTF8.self)
  }

  private func lastLine(_ report: Report) -> String {
    written(report).split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test func `a report names findings by file, what was not executed, what to know, and the verdict`() {
    let report = report(
      [
        finding("two", rule: "sample/other", kind: .violation(.warning), at: Place(path: "b.json")),
        finding("one", at: place("⟦x⟧"), help: "do this"), finding("of the change", kind: .undecided),
      ],
      notExecuted: [Report.NotExecuted(what: "db/rehearsal", why: "no server")], remarks: ["base is old"])
    #expect(
      written(report) == """
        undecided[sample/rule]: of the change
          = why: Wrong samples teach wrong things.
          = more: samples explain sample/rule

        a.json

        error[sample/rule]: one
         --> a.json:1:1
          |
        1 | x
          | ^
          = help: do this

        b.json

        warning[sample/other]: two
         --> b.json
          = why: Wrong samples teach wrong things.
          = more: samples explain sample/other

        not executed:
          db/rehearsal: no server

        note: base is old

        samples: fail: 1 error, 1 lesser finding, 1 could not be decided (2 files)

        """)
  }

  @Test func `what several checks say in the same words stands once, with their names`() {
    func report(_ check: String, _ messages: String..., judged: String = "1") -> Report {
      var context = Report.Context(stage: .merge)
      context.judged = judged
      return Report(
        check: check, version: "", context: context, scope: "nothing judged",
        findings: messages.map { finding($0, rule: "\(check)/setup-error", kind: .undecided, help: "fetch it") },
        rules: [])
    }
    #expect(
      written(report("one", "no base"), report("two", "no base", "no policy"), report("three", "no base")) == """
        undecided[one/setup-error]: no base
          = checks: one, two, three
          = help: fetch it
          = more: one explain one/setup-error

        one: undecided: 1 could not be decided (nothing judged, judged 1)

        undecided[two/setup-error]: no policy
          = help: fetch it
          = more: two explain two/setup-error

        two: undecided: 2 could not be decided (nothing judged, judged 1)

        three: undecided: 1 could not be decided (nothing judged, judged 1)

        """)
    let apart = written(report("one", "no base"), report("two", "no base", judged: "2"))
    #expect(apart.contains("undecided[one/setup-error]") && apart.contains("undecided[two/setup-error]"))
    #expect(!apart.contains("= checks:"))
  }

  @Test func `findings of a baseline and waived ones are told apart from notes`() {
    var known = finding("known", rule: "sample/rule", kind: .violation(.note))
    known.isBaselined = true
    let waived = Report.Waived(
      rule: "sample/other", path: "b.json", reason: "retired", expires: CivilDate(daysSince1970: 20_000))
    let report = Report(
      check: "samples", version: "", context: Report.Context(stage: .merge), scope: "2 files",
      findings: [known, finding("new", rule: "sample/other", kind: .violation(.note))], waived: [waived],
      rules: sampleRules)
    let text = written(report)
    #expect(text.contains("note[sample/other]: new\n"))
    #expect(text.contains("baselined[sample/rule]: known\n  = baseline: it was there when the check was adopted"))
    #expect(text.contains("\nwaived:\n  sample/other in b.json, until 2024-10-04: retired\n"))
    #expect(lastLine(report) == "samples: pass: 1 lesser finding, 1 in the baseline, 1 waived (2 files)")
  }

  @Test func `why and where to read on stand once for each rule`() {
    let shown = text(finding(at: place("⟦x⟧")), finding(at: place("\n⟦x⟧")), finding(at: place("⟦y⟧", path: "b")))
    #expect(shown.split(separator: "= why:").count == 2)
    #expect(shown.split(separator: "= more:").count == 2)
  }

  @Test func `a file with several findings says how many`() {
    let shown = text(finding(at: place("⟦x⟧")), finding(at: place("\n⟦x⟧")), finding(at: place("⟦y⟧", path: "b")))
    #expect(shown.hasPrefix("a.json (2 findings)\n\n"))
    #expect(shown.contains("\n\nb\n\n"))
  }

  @Test(
    arguments: [
      ([], "samples: pass: nothing to object to (2 files)"),
      ([.violation(.error)], "samples: fail: 1 error (2 files)"),
      ([.violation(.error), .violation(.error)], "samples: fail: 2 errors (2 files)"),
      ([.violation(.warning)], "samples: pass: 1 lesser finding (2 files)"),
      ([.violation(.warning), .violation(.note)], "samples: pass: 2 lesser findings (2 files)"),
      ([.undecided], "samples: undecided: 1 could not be decided (2 files)"),
      ([.undecided, .violation(.error)], "samples: fail: 1 error, 1 could not be decided (2 files)"),
      ([.owed(role: nil, label: nil)], "samples: pass: 1 owed at the merge (2 files)"),
    ] as [([Finding.Kind], String)])
  func `the last line says the verdict and why`(kinds: [Finding.Kind], line: String) {
    #expect(lastLine(report(kinds.map { finding(kind: $0) })) == line)
  }

  @Test func `the last line names both commits by twelve digits`() {
    var context = Report.Context(stage: .merge)
    context.base = String(repeating: "b", count: 40)
    context.judged = String(repeating: "c", count: 40)
    let report = Report(
      check: "samples", version: "", context: context, scope: "1 file", findings: [], rules: sampleRules)
    #expect(
      lastLine(report) == "samples: pass: nothing to object to (1 file, base bbbbbbbbbbbb, judged cccccccccccc)")
  }

  @Test func `several reports follow each other, each with its own verdict`() {
    #expect(
      written(report([]), report([finding(kind: .undecided)])) == """
        samples: pass: nothing to object to (2 files)

        undecided[sample/rule]: this is wrong
          = why: Wrong samples teach wrong things.
          = more: samples explain sample/rule

        samples: undecided: 1 could not be decided (2 files)

        """)
    #expect(written() == "")
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
    #expect(coloured.contains("\u{1B}[1;31merror[sample/rule]\u{1B}[0m: this is wrong"))
    #expect(coloured.contains("samples: \u{1B}[1;31mfail\u{1B}[0m: "))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}
