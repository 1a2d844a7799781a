import Findings
import Policy
import Testing

@Suite struct EngineTests {
  /// Reports each word of the subject, with the severity of the rule; of a word with a question mark it is not sure.
  private struct Words: Rule {
    let metadata = PolicyTests.metadata("sample/first", severity: .warning)

    func findings(in subject: [String]) -> [Finding] {
      subject.map { $0.hasSuffix("?") ? undecided($0) : finding($0) }
    }
  }

  /// Reports how many words there are, as a note whatever its severity.
  private struct Count: Rule {
    let metadata = PolicyTests.metadata("sample/second")

    func findings(in subject: [String]) -> [Finding] {
      [Finding(rule: metadata.id, kind: .violation(.note), message: "\(subject.count)")]
    }
  }

  private func judge(_ words: [String], _ settings: [String: RuleSettings.Setting] = [:]) async -> Judgement {
    await Engine(rules: [Words(), Count()], settings: RuleSettings(settings)).judge(words)
  }

  @Test func `findings come in the order of the rules, and each rule's in its own`() async {
    let words = (0..<100).map(String.init)
    for _ in 0..<20 {
      let judgement = await judge(words)
      #expect(judgement.findings.map(\.message) == words + ["100"])
      #expect(judgement.notExecuted == [])
    }
  }

  @Test(arguments: [(nil, .warning), (.error, .error), (.note, .note)] as [(RuleSettings.Setting?, Severity)])
  func `the policy sets the severity of a rule`(setting: RuleSettings.Setting?, severity: Severity) async {
    let judgement = await judge(["a"], setting.map { ["sample/first": $0] } ?? [:])
    #expect(judgement.findings.map(\.severity) == [severity, .note])
  }

  @Test func `a severity that a rule chose for one finding stays`() async {
    #expect(await judge([], ["sample/second": .warning]).findings.map(\.severity) == [.note])
  }

  @Test func `what could not be decided stays so, whatever the severity`() async {
    #expect(await judge(["a?"], ["sample/first": .note]).findings.first?.kind == .undecided)
  }

  @Test func `a rule that is off is not asked, and listed as not executed`() async {
    let judgement = await judge(["a"], ["sample/first": .off])
    #expect(judgement.findings.map(\.rule) == ["sample/second"])
    #expect(
      judgement.notExecuted == [
        Report.NotExecuted(what: "sample/first", why: "the policy has switched the rule off")
      ])
  }

  @Test func `the severity of a rule is the policy's, or its own`() {
    let settings = RuleSettings(["sample/first": .off, "sample/second": .note])
    #expect(settings.severity(of: metadata("sample/first")) == nil)
    #expect(settings.severity(of: metadata("sample/second")) == .note)
    #expect(settings.severity(of: metadata("sample/third", severity: .warning)) == .warning)
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 63, 64, 65, 10_000])
  func `a concurrent map keeps the order of its inputs`(count: Int) async {
    let inputs = Array(0..<count)
    #expect(await concurrentMap(inputs) { $0 * 2 } == inputs.map { $0 * 2 })
  }
}
