import Findings
import Testing

@Suite struct VerdictTests {
  @Test(
    arguments: [
      ([], .pass), ([.pass, .pass], .pass), ([.pass, .undecided], .undecided), ([.undecided, .pass], .undecided),
      ([.fail, .undecided], .fail), ([.undecided, .fail, .pass], .fail), ([.pass, .fail], .fail),
    ] as [([Verdict], Verdict)])
  func `of several verdicts fail wins over undecided, and undecided over pass`(verdicts: [Verdict], all: Verdict) {
    #expect(Verdict(of: verdicts) == all)
  }

  @Test func `only a pass exits with zero`() {
    #expect(Verdict.allCases.map(\.exitCode) == [0, 1, 2])
    #expect(Verdict.allCases == [.pass, .fail, .undecided])
  }

  @Test(
    arguments: [
      (.violation(.error), .fail), (.violation(.warning), .pass), (.violation(.note), .pass), (.undecided, .undecided),
      (.owed(role: "cab", label: nil), .pass),
    ] as [(Finding.Kind, Verdict)])
  func `a finding weighs what its kind says`(kind: Finding.Kind, verdict: Verdict) {
    #expect(report([finding(kind: kind)]).verdict == verdict)
    #expect(report([finding(kind: kind), finding(kind: .violation(.note))]).verdict == verdict)
    #expect(report([finding(kind: kind), finding(kind: .violation(.error))]).verdict == .fail)
  }

  @Test func `a report without findings passes`() {
    #expect(report([]).verdict == .pass)
  }

  @Test func `severities order by their weight`() {
    #expect(Severity.allCases.reversed().sorted() == [.error, .warning, .note])
    #expect([.warning, .note, .error].sorted() == [Severity.error, .warning, .note])
  }
}
