internal import Documents

/// Writes reports as test results, as Ant's JUnit task began it and every CI server reads it.
///
/// A report is a suite, and each rule that has something to say is a case of it: an error is a failure, what could not
/// be decided an error, what is owed or was not executed is skipped, and anything lesser stands in the output of a case
/// that passes.
package struct JUnitReportWriter: ReportWriter {
  package init() {}

  package func bytes(for reports: [Report]) -> [UInt8] {
    let suites = reports.map(JUnitSuite.init)
    let counts = Counts(suites.flatMap(\.cases))
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites\(counts.attributes)>"]
    for suite in suites { lines += suite.lines }
    lines.append("</testsuites>")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}

/// A report as a suite of cases.
private struct JUnitSuite {
  let report: Report
  let cases: [JUnitCase]

  init(of report: Report) {
    self.report = report
    let byRule = Dictionary(grouping: report.allFindings, by: \.rule)
    var cases = byRule.keys.sorted().map { JUnitCase(rule: $0, of: report.check, findings: byRule[$0] ?? []) }
    // A suite without cases would look as if nothing had been asked.
    if cases.isEmpty { cases.append(JUnitCase(name: "verdict", check: report.check, outcome: .passed, output: [])) }
    cases += report.notExecuted.map { part in
      JUnitCase(name: part.what, check: report.check, outcome: .skipped(part.why), output: [])
    }
    self.cases = cases
  }

  var lines: [String] {
    let name = XMLText.attribute(report.check)
    return ["  <testsuite name=\"\(name)\"\(Counts(cases).attributes) time=\"0\">"] + properties
      + cases.flatMap(\.lines) + output + ["  </testsuite>"]
  }

  private var properties: [String] {
    let context = report.context
    let known = [
      ("version", report.version), ("verdict", report.verdict.rawValue), ("scope", report.scope), ("ref", context.ref),
      ("base", context.base), ("judged", context.judged),
    ]
    let lines = known.compactMap { name, value in
      value.map { "      <property name=\"\(name)\" value=\"\(XMLText.attribute($0))\"/>" }
    }
    return ["    <properties>"] + lines + ["    </properties>"]
  }

  private var output: [String] {
    let said = report.waived.map { "waived: \($0.line)" } + report.context.remarks.map { "note: \($0)" }
    return said.isEmpty ? [] : ["    <system-out>\(XMLText.content(said.joined(separator: "\n")))</system-out>"]
  }
}

/// What came of one rule.
private struct JUnitCase {
  enum Outcome {
    case passed
    case skipped(String)
    case failed(String, [Finding])
    case undecided(String, [Finding])
  }

  let name: String
  let check: String
  let outcome: Outcome
  let output: [Finding]

  init(name: String, check: String, outcome: Outcome, output: [Finding]) {
    self.name = name
    self.check = check
    self.outcome = outcome
    self.output = output
  }

  /// A case has one outcome, the gravest; what does not belong to it is its output.
  init(rule: String, of check: String, findings: [Finding]) {
    let errors = findings.filter { $0.severity == .error }
    let undecided = findings.filter { $0.kind == .undecided }
    let owed = findings.filter { $0.severity == nil && $0.kind != .undecided }
    let lesser = findings.filter { $0.severity == .warning || $0.severity == .note }
    if let first = errors.first {
      self.init(
        name: rule, check: check, outcome: .failed(Self.heading(first, of: errors), errors),
        output: undecided + owed + lesser)
    } else if let first = undecided.first {
      self.init(
        name: rule, check: check, outcome: .undecided(Self.heading(first, of: undecided), undecided),
        output: owed + lesser)
    } else if let first = owed.first {
      self.init(
        name: rule, check: check, outcome: .skipped("pending: \(Self.heading(first, of: owed))"),
        output: (owed.count == 1 && first.explanation.isEmpty && first.help == nil ? [] : owed) + lesser)
    } else {
      self.init(name: rule, check: check, outcome: .passed, output: lesser)
    }
  }

  private static func heading(_ first: Finding, of findings: [Finding]) -> String {
    findings.count == 1 ? first.message : "\(first.message) (and \(findings.count - 1) more)"
  }

  var lines: [String] {
    let tag = "testcase classname=\"\(XMLText.attribute(check))\" name=\"\(XMLText.attribute(name))\" time=\"0\""
    let body = result + (output.isEmpty ? [] : ["      <system-out>\(text(of: output))</system-out>"])
    return body.isEmpty ? ["    <\(tag)/>"] : ["    <\(tag)>"] + body + ["    </testcase>"]
  }

  private var result: [String] {
    switch outcome {
    case .passed: []
    case .skipped(let why): ["      <skipped message=\"\(XMLText.attribute(why))\"/>"]
    case .failed(let message, let findings): [element("failure", "error", message, findings)]
    case .undecided(let message, let findings): [element("error", "undecided", message, findings)]
    }
  }

  private func element(_ name: String, _ type: String, _ message: String, _ findings: [Finding]) -> String {
    "      <\(name) message=\"\(XMLText.attribute(message))\" type=\"\(type)\">\(text(of: findings))</\(name)>"
  }

  private func text(of findings: [Finding]) -> String {
    let blocks = findings.map { finding in
      let position = finding.place.map { place in
        "\(place.path)\(place.span.map { ":\($0.start.line):\($0.start.column)" } ?? ""): "
      }
      let title = "\(TerminalText.visible(position ?? ""))\(finding.kind.word): \(finding.visibleLines[0])"
      let help = finding.help.map { ["help: \($0)"] } ?? []
      return ([title] + finding.visibleLines.dropFirst() + help).joined(separator: "\n")
    }
    return XMLText.content(blocks.joined(separator: "\n"))
  }
}

/// How many cases there are, and of which outcome.
private struct Counts {
  let attributes: String

  init(_ cases: [JUnitCase]) {
    var failures = 0
    var errors = 0
    var skipped = 0
    for testCase in cases {
      switch testCase.outcome {
      case .passed: break
      case .failed: failures += 1
      case .undecided: errors += 1
      case .skipped: skipped += 1
      }
    }
    attributes = " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
  }
}
