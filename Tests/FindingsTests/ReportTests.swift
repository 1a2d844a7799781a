import Findings
import TestSupport
import Testing

@Suite struct ReportTests {
  @Test func `findings are ordered by path, line, column, rule and message, those without a place first`() {
    let ordered = [
      finding("of the change"),
      finding("of the file", at: Place(path: "a.json")),
      finding("of line 2", at: place("\n  ⟦x⟧")),
      finding("of line 2 further on", at: place("\n      ⟦x⟧")),
      finding("a", rule: "sample/other", at: place("\n\n⟦x⟧")),
      finding("a", at: place("\n\n⟦x⟧")),
      finding("b", at: place("\n\n⟦x⟧")),
      finding("of line 10", at: place("\n\n\n\n\n\n\n\n\n⟦x⟧")),
      finding("of another file", at: place("⟦x⟧", path: "a.json.yml")),
      finding("of the last file", at: place("⟦x⟧", path: "b.json")),
    ]
    var generator = SeededGenerator(seed: Soak.seed)
    for _ in 0..<20 {
      let report = report(ordered.shuffled(using: &generator))
      #expect(report.allFindings.map(\.message) == ordered.map(\.message))
      #expect(report.allFindings.map(\.rule) == ordered.map(\.rule))
    }
  }

  @Test func `each finding is in one of the three lists, in the same order`() {
    let report = report([
      finding("owed", kind: .owed(role: nil, label: nil)), finding("b", kind: .violation(.note)),
      finding("unknown", kind: .undecided), finding("a"),
    ])
    #expect(report.findings.map(\.message) == ["a", "b"])
    #expect(report.owed.map(\.message) == ["owed"])
    #expect(report.undecided.map(\.message) == ["unknown"])
    #expect(report.findings.map(\.severity) == [.error, .note])
    #expect(report.owed[0].severity == nil)
  }

  @Test func `of all rules those are kept that have something to say, sorted`() {
    #expect(report([]).rules == [])
    #expect(report([finding(rule: "sample/rule"), finding(rule: "sample/rule")]).rules.map(\.id) == ["sample/rule"])
    let both = report([finding(rule: "sample/rule"), finding(rule: "sample/other")])
    #expect(both.rules.map(\.id) == ["sample/other", "sample/rule"])
  }

  @Test func `what was not executed is sorted`() {
    let parts = [("b", "2"), ("a", "2"), ("b", "1")].map { Report.NotExecuted(what: $0.0, why: $0.1) }
    #expect(report([], notExecuted: parts).notExecuted == [parts[1], parts[2], parts[0]])
  }

  @Test(arguments: [
    ("One sentence", "One sentence"), ("One sentence.", "One sentence."), ("First. Second.", "First."),
    ("Version 1.2 is old. It breaks.", "Version 1.2 is old."), ("", ""),
  ])
  func `the reason of a rule is the first sentence of its rationale`(rationale: String, reason: String) {
    let rule = RuleSummary(id: "a/b", title: "", rationale: rationale, remedy: "", severity: .note)
    #expect(rule.reason == reason)
  }
}
