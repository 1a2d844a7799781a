internal import Documents

/// Reads the events of `go test -json` (`go doc test2json`), one JSON object a line.
///
/// Parent and subtest both count, as Go counts them. A test that began and never ended is an error, and so is a package
/// that failed without a failing test.
struct GoEventReader: TestLineReader {
  private var tally = TestTally(.goJSON)
  private var packages: [String: Package] = [:]
  private var order: [String] = []
  private var unread = 0

  private struct Package {
    var running: Set<String> = []
    var lastOutput: [String: String] = [:]
    /// What it came to; `nil` before it has ended.
    var outcome: String?
    var hasFailure = false
    /// Whether it failed once without a test that had failed.
    var hasBroken = false
    var hasTests = false
    var output: [String] = []
  }

  mutating func take(_ line: ArraySlice<UInt8>, number: Int) throws(TestReportError) {
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
    guard first == UInt8(ascii: "{") else {
      // What the go command says beside the events.
      let text = String(decoding: line.prefix(400), as: UTF8.self)
      if text.hasPrefix("FAIL") { tally.add(TestRunError(message: text)) } else { unread += 1 }
      return
    }
    let event: Node
    do throws(DocumentError) {
      let document = try Document.json(SourceText(Array(line)), limits: DocumentLimits(depth: 16, nodes: 10_000))
      try document.requireNoDefects(except: [.loneSurrogate])
      event = document.root
    } catch {
      throw TestReportError("this line is no JSON: \(error.message)", line: number)
    }
    guard let action = event["Action"]?.string else { throw TestReportError("an event without action", line: number) }
    if action == "build-fail" || action == "build-output" {
      let path = event["ImportPath"]?.string ?? ""
      if action == "build-fail" { tally.add(TestRunError(name: path, message: "the build failed")) }
      return
    }
    let name = event["Package"]?.string ?? ""
    if packages[name] == nil {
      packages[name] = Package()
      order.append(name)
    }
    if let test = event["Test"]?.string {
      try take(action, of: test, in: name, event)
    } else {
      take(action, of: name, event)
    }
  }

  private mutating func take(
    _ action: String, of test: String, in name: String, _ event: Node
  ) throws(TestReportError) {
    let outcome: TestResult.Outcome
    switch action {
    case "run":
      packages[name]?.running.insert(test)
      packages[name]?.hasTests = true
      return
    case "output":
      let text = event["Output"]?.string ?? ""
      let isFrame = ["=== ", "--- "].contains { text.drop { $0 == " " }.hasPrefix($0) }
      if !isFrame, packages[name]?.lastOutput[test] == nil { packages[name]?.lastOutput[test] = text.shortened }
      return
    // A benchmark that has written to its log, and did not fail.
    case "pass", "bench": outcome = .passed
    case "fail": outcome = .failed
    case "skip": outcome = .skipped
    default: return
    }
    packages[name]?.running.remove(test)
    packages[name]?.hasTests = true
    if outcome == .failed { packages[name]?.hasFailure = true }
    let message = packages[name]?.lastOutput.removeValue(forKey: test)
    try tally.add(
      TestResult(
        suite: name, className: name, name: test, outcome: outcome, message: outcome == .passed ? nil : message))
  }

  private mutating func take(_ action: String, of name: String, _ event: Node) {
    switch action {
    case "start": packages[name]?.outcome = nil
    case "pass", "fail", "skip":
      packages[name]?.outcome = action
      if let package = packages[name], action == "fail", !package.hasFailure, package.running.isEmpty {
        packages[name]?.hasBroken = true
      }
    case "output":
      let text = (event["Output"]?.string ?? "").shortened
      if !text.isEmpty, (packages[name]?.output.count ?? 0) < 20 { packages[name]?.output.append(text) }
    default: break
    }
  }

  mutating func finish() throws(TestReportError) -> TestReport {
    for name in order {
      guard let package = packages[name] else { continue }
      for test in package.running.sorted() {
        try tally.add(
          TestResult(suite: name, className: name, name: test, outcome: .error, message: "it began and never ended"))
      }
      let said = package.output.first ?? "it failed without a failing test"
      switch package.outcome {
      case _ where package.hasBroken: tally.add(TestRunError(name: name, message: said))
      case nil where package.running.isEmpty && (package.hasTests || !name.isEmpty):
        tally.doubt(.interrupted, "\(name.isEmpty ? "the run" : "the package \(name)") began and never ended")
      default: break
      }
      if !package.hasTests, package.outcome != "fail" { tally.addEmptySuite(name) }
    }
    if unread > 0 { tally.remark("\(unread) line\(unread == 1 ? "" : "s") beside the events") }
    return tally.report
  }
}
