internal import Documents
internal import JSONSchema
internal import TestReports

/// What one run of a service's contract tests came to.
struct ContractTestRun: Sendable {
  let service: String
  let key: String
  var exitStatus: Int?
  /// How it ended, where that is no exit status.
  var ending: String?
  /// The beginning of what the command said, where it did not end well.
  var log: String?
  var passed = 0
  var skipped = 0
  /// The tests that failed or broke, and errors outside of tests.
  var failed: [String] = []
  /// Why it is not known which tests were executed.
  var problem: String?

  /// How many tests were executed.
  var executed: Int { passed + failed.count }

  init(service: String, key: String) {
    self.service = service
    self.key = key
  }

  /// Counts the tests of a report.
  mutating func take(_ report: TestReport) {
    for test in report.tests {
      switch test.outcome {
      case .passed: passed += 1
      case .skipped: skipped += 1
      case .failed, .error: failed.append(test.title)
      }
    }
    failed += report.errors.map { $0.name ?? $0.message }
    if let doubt = report.doubts.first { problem = doubt.message }
    if report.unlistedErrors > 0, failed.isEmpty { problem = "the report counts failures that it does not list" }
  }
}

/// The runs of a report of `contracts test`.
struct ContractTestReport {
  let runs: [ContractTestRun]

  init(_ runs: [ContractTestRun]) { self.runs = runs }

  /// Reads a report without believing it; nil where it is none.
  init?(_ bytes: [UInt8]) {
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(SourceText(bytes), limits: DocumentLimits(depth: 16))
      try document.requireNoDefects(except: [.loneSurrogate])
    } catch {
      return nil
    }
    guard document.root["kind"]?.string == Self.kind, document.root["version"]?.number?.int == 1,
      let list = document.root["runs"]?.array
    else { return nil }
    let runs = list.map { ContractTestRun($0) }
    guard !runs.contains(where: { $0 == nil }) else { return nil }
    self.runs = runs.compactMap(\.self)
  }

  private static let kind = "contract-tests"

  /// Whether a text is meant to be such a report, and not that of another tool.
  static func isMeant(by bytes: [UInt8]) -> Bool { SchemaText.contains(bytes, Array(kind.utf8)) }

  var bytes: [UInt8] {
    let node: Node = ["version": 1, "kind": .string(Self.kind), "runs": .array(runs.map(\.node))]
    return node.jsonBytes(pretty: true) + [0x0A]
  }
}

extension ContractTestRun {
  fileprivate init?(_ node: Node) {
    guard let service = node["service"]?.string, let key = node["key"]?.string,
      let passed = node["passed"]?.number?.int, let skipped = node["skipped"]?.number?.int, passed >= 0, skipped >= 0,
      let failed = node["failed"]?.array
    else { return nil }
    self.init(service: service, key: key)
    exitStatus = node["exitStatus"]?.number?.int
    ending = node["ending"]?.string
    problem = node["problem"]?.string
    self.passed = passed
    self.skipped = skipped
    self.failed = failed.map { $0.string ?? "a test" }
  }

  fileprivate var node: Node {
    var members: [(String, Node)] = [("service", .string(service)), ("key", .string(key))]
    if let exitStatus { members.append(("exitStatus", .number(Number(exitStatus)))) }
    if let ending { members.append(("ending", .string(ending))) }
    if let problem { members.append(("problem", .string(problem))) }
    members += [
      ("passed", .number(Number(passed))), ("skipped", .number(Number(skipped))),
      ("failed", .array(failed.map(Node.string))),
    ]
    if let log { members.append(("log", .string(log))) }
    return .object(members)
  }
}
