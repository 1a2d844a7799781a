import Calendars
import Documents
import Findings

/// What stands between ⟦ and ⟧ in a text, as a place of the text without these two.
func place(_ marked: String, path: String = "a.json", message: String? = nil) -> Place {
  // Scalars, since a mark may stand before one that would join it.
  let parts = marked.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "⟦" || $0 == "⟧" }
  let start = parts[0].utf8.count
  let range = SourceRange(start, start + parts[1].utf8.count)
  let text = parts.map { String(String.UnicodeScalarView($0)) }.joined()
  return Place(range, of: SourceText(text), path: path, message: message)
}

extension Substring.UnicodeScalarView {
  fileprivate var utf8: Substring.UTF8View { Substring(self).utf8 }
}

/// A finding of a rule that the reports of these tests know.
func finding(
  _ message: String = "this is wrong", rule: String = "sample/rule", kind: Finding.Kind = .violation(.error),
  at place: Place? = nil, related: [Place] = [], help: String? = nil, data: Node? = nil
) -> Finding {
  Finding(rule: rule, kind: kind, message: message, place: place, related: related, help: help, data: data)
}

let sampleRules = ["sample/rule", "sample/other"].map { id in
  RuleSummary(
    id: id, title: "Samples are right", rationale: "Wrong samples teach wrong things. They also look bad.",
    remedy: "Put it right.", severity: .error)
}

/// The report of a check about these findings, without anything else in it.
func report(_ findings: [Finding], notExecuted: [Report.NotExecuted] = [], remarks: [String] = []) -> Report {
  var context = Report.Context(stage: .merge)
  context.remarks = remarks
  return Report(
    check: "samples", version: "1.2.3", context: context, scope: "2 files", findings: findings,
    notExecuted: notExecuted, rules: sampleRules)
}

/// What the text report says of the findings, before the verdict.
func text(_ findings: Finding..., style: TextStyle = .plain) -> String {
  TextReportWriter(style: style).findings(of: report(findings))
}

/// The lines of a code frame: what stands between the title of a finding and what it explains.
func frame(_ place: Place, related: [Place] = []) -> String {
  let lines = text(finding(at: place, related: related)).split(separator: "\n", omittingEmptySubsequences: false)
  return lines.dropFirst(1).prefix { !$0.drop { $0 == " " }.hasPrefix("= ") }.joined(separator: "\n")
}
