internal import Calendars
internal import Documents

/// Writes the document that `docs/report.schema.json` describes, keys in the order of that schema.
package struct JSONReportWriter: ReportWriter {
  package init() {}

  package func bytes(for reports: [Report]) -> [UInt8] {
    let document: Node = [
      "schema": 1,
      "verdict": .string(Verdict(of: reports.map(\.verdict)).rawValue),
      "reports": .array(reports.map(node)),
    ]
    return document.jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }

  private func node(_ report: Report) -> Node {
    let context = report.context
    var members: [(String, Node)] = [
      ("check", .string(report.check)),
      ("version", .string(report.version)),
      ("verdict", .string(report.verdict.rawValue)),
      ("stage", .string(context.stage.rawValue)),
    ]
    if let now = context.now { members.append(("now", .string(now.description))) }
    members += [
      ("ref", optional(context.ref)),
      ("target", optional(context.target)),
      ("base", optional(context.base)),
      ("judged", optional(context.judged)),
      ("worktree", .boolean(context.isWorkingTree)),
      ("changes", .array(context.changes.map { .number(Number($0)) })),
      ("policy", .array(context.policy.map(node))),
      ("findings", .array(report.findings.map(finding))),
      ("owed", .array(report.owed.map(owed))),
      ("undecided", .array(report.undecided.map(undecided))),
      ("notExecuted", .array(report.notExecuted.map { ["what": .string($0.what), "why": .string($0.why)] })),
      ("waived", .array(report.waived.map(waived))),
      ("older", .number(Number(report.olderCount))),
      (
        "data",
        .object(
          [("scope", .string(report.scope)), ("remarks", .array(context.remarks.map(Node.string)))] + context.data)
      ),
    ]
    return .object(members)
  }

  private func node(_ layer: Report.PolicyLayer) -> Node {
    var members: [(String, Node)] = [("layer", .string(layer.layer.rawValue))]
    if let source = layer.source { members.append(("source", .string(source.rawValue))) }
    if let commit = layer.commit { members.append(("commit", .string(commit))) }
    members.append(("digest", .string(layer.digest.description)))
    return .object(members)
  }

  private func finding(_ finding: Finding) -> Node {
    var members: [(String, Node)] = [
      ("rule", .string(finding.rule)),
      ("severity", optional(finding.severity?.rawValue)),
      ("message", .string(finding.fullMessage)),
    ]
    members += place(finding.place)
    members.append(("related", .array(finding.relatedPlaces.map { .object(place($0) + message($0)) })))
    if let help = finding.help { members.append(("help", .string(help))) }
    members.append(("fingerprint", .string(finding.fingerprint)))
    if finding.isBaselined { members.append(("baselined", true)) }
    members.append(("url", .string(Documentation.page(ofRule: finding.rule))))
    if let data = finding.data { members.append(("data", data)) }
    return .object(members)
  }

  private func waived(_ waived: Report.Waived) -> Node {
    var members: [(String, Node)] = [("rule", .string(waived.rule))]
    if !waived.path.isEmpty { members.append(("path", .string(waived.path))) }
    members += [("reason", .string(waived.reason)), ("expires", .string(waived.expires.description))]
    return .object(members)
  }

  private func owed(_ finding: Finding) -> Node {
    var members: [(String, Node)] = [("rule", .string(finding.rule)), ("message", .string(finding.fullMessage))]
    if case .owed(let role, let label) = finding.kind {
      if let role { members.append(("role", .string(role))) }
      if let label { members.append(("label", .string(label))) }
    }
    return .object(members)
  }

  private func undecided(_ finding: Finding) -> Node {
    var members: [(String, Node)] = [("rule", .string(finding.rule)), ("message", .string(finding.fullMessage))]
    members += place(finding.place)
    if let help = finding.help { members.append(("help", .string(help))) }
    return .object(members)
  }

  private func place(_ place: Place?) -> [(String, Node)] {
    guard let place else { return [] }
    let path: [(String, Node)] = [("path", .string(place.path))]
    guard let span = place.span else { return path }
    return path + [
      ("line", .number(Number(span.start.line))), ("column", .number(Number(span.start.column))),
      ("endLine", .number(Number(span.end.line))), ("endColumn", .number(Number(span.end.column))),
    ]
  }

  private func message(_ place: Place) -> [(String, Node)] {
    place.message.map { [("message", .string($0))] } ?? []
  }

  private func optional(_ text: String?) -> Node {
    text.map(Node.string) ?? .null
  }
}
