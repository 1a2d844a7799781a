import Calendars
import Findings
import Testing

/// Reports as OpenMetrics.
@Suite struct MetricsReportTests {
  private static func lines(_ reports: [Report]) -> [String] {
    String(decoding: MetricsReportWriter().bytes(for: reports), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  @Test func `verdict and findings are counted by check, rule and severity`() {
    let lines = Self.lines([
      report([
        finding("a", at: place("⟦x⟧\n", path: "a.json")), finding("b", at: place("⟦y⟧\n", path: "b.json")),
      ])
    ])
    #expect(lines.contains { $0.hasPrefix("signalbox_verdict{") && $0.hasSuffix("\"fail\"} 1") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("signalbox_verdict{") && $0.hasSuffix("\"pass\"} 0") })
    let counted = lines.filter { $0.hasPrefix("signalbox_findings{") }
    #expect(counted.count == 1 && counted[0].hasSuffix("severity=\"error\"} 2"), "\(counted)")
    #expect(lines.suffix(2) == ["# EOF", ""])
  }

  @Test func `each family is described before its samples, and samples of one family are together`() {
    let lines = Self.lines([report([finding("a")]), report([])]).dropLast(2)
    var family = ""
    var seen: Set<String> = []
    for line in lines {
      let words = line.split(separator: " ")
      if words[0] == "#" {
        if words[1] == "TYPE" {
          family = String(words[2])
          #expect(seen.insert(family).inserted, "\(family)")
        }
        #expect(words[2] == family[...])
      } else {
        #expect(line.hasPrefix("\(family){") && Int(words[words.count - 1]) != nil, "\(line)")
      }
    }
    #expect(seen.count == 5)
  }
}
