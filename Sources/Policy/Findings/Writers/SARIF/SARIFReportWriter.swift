internal import Documents

/// Writes a SARIF 2.1.0 log, one run a report, as GitHub's code scanning takes it.
package struct SARIFReportWriter: ReportWriter {
  /// The most results of a run: GitHub refuses a run with more than 25,000.
  package static let resultLimit = 24_999

  private let resultLimit: Int

  package init(resultLimit: Int = Self.resultLimit) {
    self.resultLimit = resultLimit
  }

  package func bytes(for reports: [Report]) -> [UInt8] {
    let log: Node = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": .array(reports.map(run)),
    ]
    return log.jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }

  private func run(_ report: Report) -> Node {
    let indices = Dictionary(report.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let findings = weightiest(of: report.allFindings)
    var cache = LineHashCache()
    var results: [Node] = []
    for finding in findings {
      let hash = finding.place.flatMap { cache.hash(at: $0) }
      results.append(SARIFResult(finding: finding, ruleIndex: indices[finding.rule], lineHash: hash).node)
    }
    return [
      "tool": ["driver": driver(report)],
      // What GitHub calls the category: the same for every run of this check.
      "automationDetails": ["id": .string("\(report.check)/")],
      "invocations": .array([invocation(report, omitted: report.allFindings.count - findings.count)]),
      "columnKind": "unicodeCodePoints",
      "results": .array(results),
      "properties": properties(report),
    ]
  }

  private func driver(_ report: Report) -> Node {
    [
      "name": .string(report.check),
      "version": .string(report.version),
      "informationUri": .string(Documentation.base),
      "rules": .array(report.rules.map(rule)),
    ]
  }

  /// A `reportingDescriptor` object (section 3.49).
  private func rule(_ rule: RuleSummary) -> Node {
    [
      "id": .string(rule.id),
      "shortDescription": ["text": .string(rule.title)],
      "fullDescription": ["text": .string(rule.rationale)],
      "helpUri": .string(Documentation.page(ofRule: rule.id)),
      "help": [
        "text": .string("\(rule.rationale)\n\nWhat to do: \(rule.remedy)"),
        "markdown": .string("\(rule.rationale)\n\n**What to do:** \(rule.remedy)"),
      ],
      "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
    ]
  }

  /// An `invocation` object (section 3.20) that tells what else there is to know about a verdict.
  private func invocation(_ report: Report, omitted: Int) -> Node {
    var notifications = report.notExecuted.map { notification("warning", "not executed: \($0.what): \($0.why)") }
    notifications += report.waived.map { notification("note", "waived: \($0.line)") }
    notifications += report.context.remarks.map { notification("note", $0) }
    if omitted > 0 {
      notifications.append(notification("warning", "\(omitted) more findings than a run may have were left out"))
    }
    return ["executionSuccessful": true, "toolExecutionNotifications": .array(notifications)]
  }

  private func notification(_ level: String, _ text: String) -> Node {
    ["level": .string(level), "message": SARIFResult.message(text)]
  }

  private func properties(_ report: Report) -> Node {
    let context = report.context
    let known = [("ref", context.ref), ("base", context.base), ("judged", context.judged), ("scope", report.scope)]
    let worktree: [(String, Node)] = context.isWorkingTree ? [("worktree", true)] : []
    return .object(
      [("verdict", .string(report.verdict.rawValue))] + worktree
        + known.compactMap { name, value in value.map { (name, .string($0)) } })
  }

  /// As many findings as a run may have, what blocks before what does not, in the order of the report.
  private func weightiest(of findings: [Finding]) -> [Finding] {
    guard findings.count > resultLimit else { return findings }
    let kept = findings.indices.sorted { (weight(findings[$0]), $0) < (weight(findings[$1]), $1) }.prefix(resultLimit)
    return kept.sorted().map { findings[$0] }
  }

  private func weight(_ finding: Finding) -> Int {
    switch finding.kind {
    case .violation(.error), .undecided: 0
    case .violation(.warning): 1
    case .violation(.note): 2
    case .owed: 3
    }
  }
}
