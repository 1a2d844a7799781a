internal import Calendars
internal import Documents
internal import Findings
internal import Policy
internal import TestReports

/// Why a document is no evidence of tests.
struct UnreadableTestEvidence: Error, Sendable {
  let message: String
  let place: Place
  let help: String?
}

extension TestEvidence {
  /// Reads evidence whole, without believing it.
  ///
  /// - Throws: `UnreadableTestEvidence` with the place.
  init(_ source: SourceText, file: String) throws(UnreadableTestEvidence) {
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(source, limits: DocumentLimits(depth: 64))
      try document.requireNoDefects(except: [.loneSurrogate])
    } catch {
      throw UnreadableTestEvidence(
        message: error.message, place: Place(error.range, of: source, path: file), help: error.help)
    }
    if let fault = Self.schema.faults(of: document, path: file).first {
      throw UnreadableTestEvidence(message: fault.message, place: fault.place ?? Place(path: file), help: fault.help)
    }
    // The schema has said that all values are of their kinds.
    runs = (document.root["runs"]?.array.map(Array.init) ?? []).map(TestRunRecord.init)
  }
}

extension TestRunRecord {
  fileprivate init(_ node: Node) {
    self.init(
      service: node["service"]?.string ?? "", suite: node["suite"]?.string ?? "", key: node["key"]?.string,
      reports: (node["reports"]?.array.map(Array.init) ?? []).map(GivenTestReport.init))
    command = (node["command"]?.array.map(Array.init) ?? []).compactMap(\.string)
    exitStatus = node["exitStatus"]?.number?.int
    ending = node["ending"]?.string
    log = node["log"]?.string
    shard = node["shard"]?.number?.int
    func texts(_ node: Node?) -> [String] { (node?.array.map(Array.init) ?? []).compactMap(\.string) }
    func lines(_ node: Node?) -> [Int] { (node?.array.map(Array.init) ?? []).compactMap { $0.number?.int } }
    if let from = node["origin"], from.object != nil {
      origin = Origin(
        artifact: from["artifact"]?.string, digests: texts(from["digests"]), workflow: from["workflow"]?.string,
        commit: from["commit"]?.string)
    }
    coverage = (node["coverage"]?.array.map(Array.init) ?? []).map { file in
      CoveredFile(
        path: file["path"]?.string ?? "", executed: lines(file["executed"]), missed: lines(file["missed"]))
    }
    coverageProblem = node["coverageProblem"]?.string
    startedAt = node["startedAt"]?.string.flatMap { Instant(rfc3339: $0) }
    endedAt = node["endedAt"]?.string.flatMap { Instant(rfc3339: $0) }
  }
}

extension GivenTestReport {
  fileprivate init(_ node: Node) {
    path = node["path"]?.string ?? ""
    if let why = node["unreadable"]?.string {
      content = .unreadable(why)
    } else if node["missing"]?.boolean == true {
      content = .missing
    } else {
      content = .read(TestReport(node))
    }
  }
}

extension TestReport {
  fileprivate init(_ node: Node) {
    self.init(node["dialect"]?.string.flatMap(TestDialect.init) ?? .junit)
    func list(_ key: String) -> [Node] { node[key]?.array.map(Array.init) ?? [] }
    tests = list("tests").map { test in
      var result = TestResult(
        suite: test["suite"]?.string ?? "", className: test["class"]?.string ?? "",
        name: test["name"]?.string ?? "", file: test["file"]?.string, line: test["line"]?.number?.int,
        outcome: test["outcome"]?.string.flatMap(TestResult.Outcome.init) ?? .error,
        message: test["message"]?.string)
      result.isFlaky = test["flaky"]?.boolean ?? false
      return result
    }
    errors = list("errors").map { TestRunError(name: $0["name"]?.string, message: $0["message"]?.string ?? "") }
    unlistedErrors = node["unlistedErrors"]?.number?.int ?? 0
    doubts = list("doubts").map { doubt in
      TestReportDoubt(
        doubt["kind"]?.string.flatMap(TestReportDoubt.Kind.init) ?? .interrupted, doubt["message"]?.string ?? "")
    }
    remarks = list("remarks").compactMap(\.string)
    emptySuites = list("emptySuites").compactMap(\.string)
  }
}
