import Documents
import Findings
import Testing

@Suite struct FingerprintTests {
  private func fingerprints(_ findings: Finding...) -> [String] {
    report(findings).allFindings.map(\.fingerprint)
  }

  private func fingerprint(_ marked: String, rule: String = "sample/rule", path: String = "a.json") -> String {
    fingerprints(finding(rule: rule, at: place(marked, path: path)))[0]
  }

  @Test func `a fingerprint is sixteen bytes in hexadecimal`() {
    let digits = fingerprint("⟦x⟧")
    #expect(digits.utf8.count == 32)
    #expect(digits.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test(arguments: [
    "\n\n{ ⟦\"a\"⟧: 1 }", "  { ⟦\"a\"⟧: 1 }", "\t{ ⟦\"a\"⟧: 1 } \t", "{ \"a\"⟦: 1⟧ }", "{ ⟦\"a\"⟧: 1 }\r\n",
  ])
  func `lines before it, indentation and what is marked leave a fingerprint as it is`(marked: String) {
    #expect(fingerprint(marked) == fingerprint("{ ⟦\"a\"⟧: 1 }"))
  }

  @Test func `another message leaves a fingerprint as it is`() {
    let first = fingerprints(finding("one wording", at: place("⟦x⟧")))
    #expect(fingerprints(finding("another wording", kind: .undecided, at: place("⟦x⟧"))) == first)
  }

  @Test func `rule, path and text tell fingerprints apart`() {
    let all = [
      fingerprint("⟦x⟧"), fingerprint("⟦y⟧"), fingerprint("⟦x⟧ y"), fingerprint("⟦x⟧", rule: "sample/other"),
      fingerprint("⟦x⟧", path: "b.json"), fingerprint("⟦⟧"), fingerprints(finding(at: nil))[0],
    ]
    #expect(Set(all).count == all.count)
  }

  @Test func `equal lines are numbered, and a new line elsewhere does not renumber them`() {
    let twice = fingerprints(finding(at: place("⟦x⟧\nx")), finding(at: place("x\n⟦x⟧")))
    #expect(Set(twice).count == 2)
    #expect(twice[0] == fingerprint("⟦x⟧"))
    let shifted = fingerprints(
      finding(at: place("⟦new⟧\nx\n\nx")), finding(at: place("new\n⟦x⟧\n\nx")), finding(at: place("new\nx\n\n⟦x⟧")))
    #expect(Array(shifted.dropFirst()) == twice)
  }

  @Test func `two findings in one line are told apart`() {
    #expect(Set(fingerprints(finding(at: place("⟦x⟧ x")), finding(at: place("x ⟦x⟧")))).count == 2)
  }

  @Test func `a fingerprint is the same in every version of the program`() {
    #expect(fingerprint("{ ⟦\"a\"⟧: 1 }") == "a6e51b7882768c4186a7a709b686feaa")
  }
}
