internal import Documents
internal import Findings
internal import Git

extension LintReport {
  /// The report as JSON, the same bytes for the same report.
  package var bytes: [UInt8] {
    var members: [(String, Node)] = [("version", .number(Number(Self.version)))]
    if let base { members.append(("base", .string(base.description))) }
    members += [
      ("judged", .string(judged.description)), ("worktree", .boolean(includesWorkingTree)),
    ]
    if let runner { members.append(("runner", .string(runner))) }
    members.append(("runs", .array(runs.map(\.node))))
    return Node.object(members).jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }
}

extension LinterRun {
  fileprivate var node: Node {
    var members: [(String, Node)] = [
      ("tool", .string(tool)), ("format", .string(format.rawValue)), ("side", .string(side.rawValue)),
      ("command", .array(command.map(Node.string))),
    ]
    if let toolVersion { members.append(("toolVersion", .string(toolVersion))) }
    members.append(("outcome", .string(outcome.rawValue)))
    if let detail { members.append(("detail", .string(detail))) }
    if let exitStatus { members.append(("exitStatus", .number(Number(exitStatus)))) }
    if !complaints.isEmpty { members.append(("complaints", .array(complaints.map(Node.string)))) }
    members.append(("files", .array(files.map(\.node))))
    return .object(members)
  }
}

extension InspectedFile {
  fileprivate var node: Node {
    var members: [(String, Node)] = [
      ("path", .string(path)), ("blob", .string(blob.description)), ("inspected", .boolean(isInspected)),
    ]
    if isExcluded { members.append(("excluded", true)) }
    if let why { members.append(("why", .string(why))) }
    members.append(("findings", .array(findings.map(\.node))))
    return .object(members)
  }
}

extension LinterFinding {
  fileprivate var node: Node {
    var members: [(String, Node)] = []
    if let rule { members.append(("rule", .string(rule))) }
    members.append(("severity", .string(severity.rawValue)))
    if isFatal { members.append(("fatal", true)) }
    for (key, value) in [("line", line), ("column", column), ("endLine", endLine), ("endColumn", endColumn)] {
      if let value { members.append((key, .number(Number(value)))) }
    }
    members.append(("message", .string(message)))
    return .object(members)
  }
}
