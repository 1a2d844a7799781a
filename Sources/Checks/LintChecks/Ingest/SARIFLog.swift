internal import Documents
internal import Findings

/// A SARIF log, version 2.1.0 (OASIS).
enum SARIFLog {
  static func read(_ root: ReportValue, file: String) throws(UnreadableLintReport) -> IngestedReport {
    guard try root.required("version").text() == "2.1.0" else {
      throw try root.required("version").wrong("\"2.1.0\"")
    }
    let runs = try root.required("runs").elements()
    let driver = try runs.first?.required("tool").required("driver").required("name").text() ?? ""
    var report = IngestedReport(path: file, tool: IngestedReport.Tool(named: driver))
    if runs.isEmpty { report.gaps.append("it has no run") }
    for run in runs { try read(run, into: &report) }
    guard report.findings.count <= LintLimits.findings else {
      throw UnreadableLintReport(
        message: "it has more than \(LintLimits.findings) findings", place: Place(path: file), help: nil)
    }
    return report
  }

  private static func read(_ run: ReportValue, into report: inout IngestedReport) throws(UnreadableLintReport) {
    var levels: [String: String] = [:]
    var links: [String: String] = [:]
    for rule in try run.required("tool").required("driver").optional("rules")?.elements() ?? [] {
      let id = try rule.required("id").text()
      levels[id] = try rule.optional("defaultConfiguration")?.optional("level")?.text()
      links[id] = try rule.optional("helpUri")?.text()
    }
    // Without this member the tool has not got as far as to look (section 3.14.23).
    guard let results = try run.optional("results") else {
      report.failures.append("its run has no list of results, so it did not end as it should")
      return
    }
    for result in try results.elements() {
      let kind = try result.optional("kind")?.text() ?? "fail"
      guard ["fail", "open", "review"].contains(kind), try result.optional("baselineState")?.text() != "absent"
      else { continue }
      let rule = try result.optional("ruleId")?.text()
      let level = try result.optional("level")?.text() ?? rule.flatMap { levels[$0] } ?? "warning"
      var finding = try finding(result, rule, severity(of: level, by: report.tool))
      finding.link = rule.flatMap { links[$0] }
      if let suppression = try suppression(of: result) {
        guard report.tool == .brakeman else {
          finding.linter.severity = .note
          report.findings.append(finding)
          continue
        }
        report.ignored.append(
          IngestedReport.Ignored(
            fingerprint: "\(rule ?? "") in line \(finding.linter.line ?? 0)", file: finding.file ?? "",
            justification: suppression))
        continue
      }
      report.findings.append(finding)
    }
    try inspect(run, into: &report)
  }

  /// Why a result is suppressed; `nil` where it is not, or where that was not accepted (section 3.27.23).
  private static func suppression(of result: ReportValue) throws(UnreadableLintReport) -> String? {
    guard let all = try result.optional("suppressions")?.elements(), let first = all.first else { return nil }
    for each in all where try each.optional("status")?.text() ?? "accepted" != "accepted" { return nil }
    return try first.optional("justification")?.text() ?? ""
  }

  /// Brakeman has no lesser findings: what it is not sure of is as bad where it is true.
  private static func severity(of level: String, by tool: IngestedReport.Tool) -> Severity {
    switch level {
    case _ where tool == .brakeman: .error
    case "error": .error
    case "warning": .warning
    default: .note
    }
  }

  private static func finding(
    _ result: ReportValue, _ rule: String?, _ severity: Severity
  ) throws(UnreadableLintReport) -> IngestedReport.Finding {
    let text = try result.optional("message")?.optional("text")?.text() ?? ""
    var finding = LinterFinding(rule: rule, severity: severity, message: LinterWords.message(text))
    let place = try result.optional("locations")?.elements().first?.optional("physicalLocation")
    if let region = try place?.optional("region") {
      finding.line = try region.optional("startLine")?.integer()
      finding.column = try region.optional("startColumn")?.integer()
      finding.endLine = try region.optional("endLine")?.integer() ?? finding.line
      finding.endColumn = try region.optional("endColumn")?.integer()
    }
    if let line = finding.line, line < 1 { (finding.line, finding.column) = (nil, nil) }
    return IngestedReport.Finding(file: try place.flatMap(path), linter: finding)
  }

  private static func path(_ place: ReportValue) throws(UnreadableLintReport) -> String? {
    try place.optional("artifactLocation")?.optional("uri").map { value throws(UnreadableLintReport) in
      let text = try value.text()
      let bare = text.hasPrefix("file://") ? String(text.dropFirst("file://".count)) : text
      return percentDecoded(bare)
    }
  }

  /// A URI's text without its escapes (RFC 3986, section 2.1).
  private static func percentDecoded(_ text: String) -> String {
    guard text.contains("%") else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What shows that files were looked at: an invocation that succeeded, and the list of what it analysed.
  private static func inspect(_ run: ReportValue, into report: inout IngestedReport) throws(UnreadableLintReport) {
    var isSuccessful = false
    for invocation in try run.optional("invocations")?.elements() ?? [] {
      if try invocation.optional("executionSuccessful")?.flag() == true {
        isSuccessful = true
      } else {
        report.failures.append("its invocation was not successful")
      }
      for notification in try invocation.optional("toolExecutionNotifications")?.elements() ?? []
      where try notification.optional("level")?.text() == "error" {
        let text = try notification.optional("message")?.optional("text")?.text() ?? ""
        report.failures.append(LinterWords.message(text))
      }
    }
    var analysed: [String] = []
    for artifact in try run.optional("artifacts")?.elements() ?? [] {
      if let uri = try artifact.optional("location")?.optional("uri")?.text() { analysed.append(percentDecoded(uri)) }
    }
    guard isSuccessful, !analysed.isEmpty else {
      report.gaps.append("nothing in it says which files were looked at (no invocations, or no artifacts)")
      return
    }
    report.inspected = (report.inspected ?? []) + analysed
  }
}
