package import AsyncAPI
package import Findings
package import JSONSchema
internal import Policy

/// An AsyncAPI document that a change adds, edits or affects, with what was found out about it.
package struct AsyncAPIFile: Sendable {
  /// The path as it is shown.
  package let path: String

  /// What is wrong with it: of a document that the change leaves as it is, what was not wrong before.
  package internal(set) var problems: [Problem]

  /// The schemas in it, each with the format that it is read in.
  package internal(set) var subschemas: [(subschema: Subschema, format: PayloadFormat)] = []

  /// How many payloads and headers are in a language that is not executed, by its name.
  package internal(set) var foreignFormats: [String: Int] = [:]

  /// The protocols whose bindings are not judged, by their names.
  package internal(set) var foreignProtocols: [String] = []

  init(path: String, problems: [Problem]) {
    self.path = path
    self.problems = problems
  }

  package struct Problem: Sendable, Hashable {
    package let kind: AsyncAPIProblem.Kind
    package let message: String
    package let help: String?
    package let place: Place
    /// Where it is in a part that the document refers to.
    package let part: Place?
    package let isWarning: Bool
    /// The circle of references that it tells of.
    var circle: [String] = []
  }

  /// What is not judged, once a document.
  var notExecuted: [Report.NotExecuted] {
    var entries: [Report.NotExecuted] = []
    if !foreignFormats.isEmpty {
      let count = foreignFormats.values.reduce(0, +)
      let names = foreignFormats.keys.sorted().joined(separator: ", ")
      entries.append(
        Report.NotExecuted(
          what: path, why: "\(Report.counted(count, "payload")) in \(names) not checked: the language is not supported")
      )
    }
    if !foreignProtocols.isEmpty {
      let names = foreignProtocols.map { "`\($0)`" }.joined(separator: ", ")
      entries.append(Report.NotExecuted(what: path, why: "bindings of \(names) not checked: they are not supported"))
    }
    return entries
  }
}

extension ContractChange {
  /// What a rule says of the problems of some kinds, over all AsyncAPI documents.
  func asyncAPIProblems(
    _ kinds: Set<AsyncAPIProblem.Kind>, _ rule: some Rule<ContractChange>
  ) -> [Finding] {
    var told: Set<AsyncAPIFile.Problem> = []
    var circles: Set<[String]> = []
    return asyncAPIFiles.flatMap { file in
      // Two documents may refer to the same part.
      file.problems.filter { problem in
        kinds.contains(problem.kind) && told.insert(problem).inserted
          && (problem.circle.isEmpty || circles.insert(problem.circle).inserted)
      }.map { $0.finding(of: rule) }
    }
  }
}

extension AsyncAPIFile.Problem {
  /// What a rule says of it.
  fileprivate func finding(of rule: some Rule<ContractChange>) -> Finding {
    if kind == .limit { return rule.undecided(message, at: place, help: help) }
    var finding = rule.finding(
      message, at: place, related: part.map { [$0.saying("it is here")] } ?? [], help: help,
      cause: kind == .missingDocument ? message : nil)
    if isWarning { finding.kind = .violation(.warning) }
    return finding
  }
}
