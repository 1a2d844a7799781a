internal import Calendars
internal import Documents
internal import TestReports

extension TestEvidence {
  /// The evidence as JSON, the same bytes for the same runs.
  package var bytes: [UInt8] {
    let document: Node = ["version": 1, "runs": .array(runs.map(\.node))]
    return document.jsonBytes(pretty: true) + [UInt8(ascii: "\n")]
  }
}

extension TestRunRecord {
  fileprivate var node: Node {
    var members: [(String, Node)] = [("service", .string(service)), ("suite", .string(suite))]
    if let shard { members.append(("shard", .number(Number(shard)))) }
    if let key { members.append(("key", .string(key))) }
    members.append(("command", .array(command.map(Node.string))))
    if let exitStatus { members.append(("exitStatus", .number(Number(exitStatus)))) }
    if let ending { members.append(("ending", .string(ending))) }
    if let log, !log.isEmpty { members.append(("log", .string(log))) }
    if let startedAt { members.append(("startedAt", .string(startedAt.description))) }
    if let endedAt { members.append(("endedAt", .string(endedAt.description))) }
    members.append(("reports", .array(reports.map(\.node))))
    if let origin { members.append(("origin", origin.node)) }
    if !coverage.isEmpty { members.append(("coverage", .array(coverage.map(\.node)))) }
    if let coverageProblem { members.append(("coverageProblem", .string(coverageProblem))) }
    return .object(members)
  }
}

extension TestRunRecord.Origin {
  fileprivate var node: Node {
    var members: [(String, Node)] = []
    if let artifact { members.append(("artifact", .string(artifact))) }
    members.append(("digests", .array(digests.map(Node.string))))
    if let workflow { members.append(("workflow", .string(workflow))) }
    if let commit { members.append(("commit", .string(commit))) }
    return .object(members)
  }
}

extension CoveredFile {
  fileprivate var node: Node {
    func lines(_ lines: [Int]) -> Node { .array(lines.map { .number(Number($0)) }) }
    return ["path": .string(path), "executed": lines(executed), "missed": lines(missed)]
  }
}

extension GivenTestReport {
  fileprivate var node: Node {
    let path: (String, Node) = ("path", .string(path))
    switch content {
    case .unreadable(let why): return .object([path, ("unreadable", .string(why))])
    case .missing: return .object([path, ("missing", true)])
    case .read(let report): return .object([path] + report.members)
    }
  }
}

extension TestReport {
  fileprivate var members: [(String, Node)] {
    var members: [(String, Node)] = [
      ("dialect", .string(dialect.rawValue)), ("tests", .array(tests.map(\.node))),
      (
        "errors",
        .array(
          errors.map { error in
            .object((error.name.map { [("name", .string($0))] } ?? []) + [("message", .string(error.message))])
          })
      ),
    ]
    if unlistedErrors > 0 { members.append(("unlistedErrors", .number(Number(unlistedErrors)))) }
    if !doubts.isEmpty {
      members.append(
        (
          "doubts",
          .array(doubts.map { ["kind": .string($0.kind.rawValue), "message": .string($0.message)] })
        ))
    }
    if !remarks.isEmpty { members.append(("remarks", .array(remarks.map(Node.string)))) }
    if !emptySuites.isEmpty { members.append(("emptySuites", .array(emptySuites.map(Node.string)))) }
    return members
  }
}

extension TestResult {
  fileprivate var node: Node {
    var members: [(String, Node)] = []
    if !suite.isEmpty { members.append(("suite", .string(suite))) }
    if !className.isEmpty { members.append(("class", .string(className))) }
    members.append(("name", .string(name)))
    if let file { members.append(("file", .string(file))) }
    if let line, line > 0 { members.append(("line", .number(Number(line)))) }
    members.append(("outcome", .string(outcome.rawValue)))
    if let message, !message.isEmpty { members.append(("message", .string(message))) }
    if isFlaky { members.append(("flaky", true)) }
    return .object(members)
  }
}
