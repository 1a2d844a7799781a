internal import Documents

/// Reads reports that are one JSON document: of RSpec, jest (and vitest) and mocha.
enum JSONReports {
  static func report(in bytes: [UInt8]) throws(TestReportError) -> TestReport {
    let root: Node
    do throws(DocumentError) {
      let document = try Document.json(SourceText(bytes), limits: DocumentLimits(depth: 128, nodes: 20_000_000))
      // Which of two members of one name counts, each reader decides for itself.
      try document.requireNoDefects(except: [.loneSurrogate])
      root = document.root
    } catch {
      throw TestReportError("not JSON: \(error.message)", line: error.position.line)
    }
    if root["testResults"]?.array != nil { return try jest(root) }
    if root["examples"]?.array != nil { return try rspec(root) }
    if root["stats"]?.object != nil, root["tests"]?.array != nil { return try mocha(root) }
    throw TestReportError("this JSON is no report of RSpec, jest, vitest or mocha")
  }

  /// The name of a file, without what tells nothing.
  private static func text(_ node: Node?) -> String? {
    node?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func count(_ node: Node?) -> Int {
    max(0, min(node?.number?.int ?? 0, 1 << 40))
  }

  private static func rspec(_ root: Node) throws(TestReportError) -> TestReport {
    var tally = TestTally(.rspecJSON)
    var (listed, pending) = (0, 0)
    for example in root["examples"]?.array.map(Array.init) ?? [] {
      let outcome: TestResult.Outcome
      switch example["status"]?.string {
      case "passed": outcome = example["exception"]?.object == nil ? .passed : .failed
      case "failed": outcome = .failed
      case "pending": outcome = .skipped
      default: outcome = .error
      }
      listed += 1
      if outcome == .skipped { pending += 1 }
      try tally.add(
        TestResult(
          name: text(example["full_description"]) ?? text(example["description"]) ?? text(example["id"]) ?? "",
          file: text(example["file_path"]), line: example["line_number"]?.number?.int, outcome: outcome,
          message: text(example["exception"]?["message"]) ?? text(example["pending_message"])))
    }
    let words = text(root["summary_line"]) ?? ""
    // Before 3.6 only the line at the end had it.
    let outside = max(
      count(root["summary"]?["errors_outside_of_examples_count"]), number(before: " error", in: words))
    var messages = (root["messages"]?.array.map(Array.init) ?? []).compactMap(\.string)
      .filter { $0.contains("An error occurred") }
    for number in 0..<min(outside, TestReportLimits.kept) {
      let message = messages.isEmpty ? "error \(number + 1) outside of examples" : messages.removeFirst()
      tally.add(TestRunError(message: message))
    }
    tally.claim(unlistedErrors: outside - TestReportLimits.kept)
    if let filter = filter(in: (root["messages"]?.array.map(Array.init) ?? []).compactMap(\.string)) {
      tally.doubt(.focus, "only some examples were run: \(filter)")
    }
    let failed = tally.report.counts.failed + tally.report.counts.flaky
    let failures = max(count(root["summary"]?["failure_count"]), number(before: " failure", in: words))
    tally.claim(unlistedErrors: failures - max(failed, listedFailures(root)))
    if count(root["summary"]?["pending_count"]) > pending {
      tally.doubt(
        .contradiction,
        "the summary claims \(count(root["summary"]?["pending_count"])) pending examples, and \(pending) are listed")
    }
    let claimed = count(root["summary"]?["example_count"])
    if claimed > listed {
      tally.doubt(.claimedTests, "the summary claims \(claimed) examples, and \(listed) are listed")
    }
    return tally.report
  }

  /// The number that is written before a word: `2 errors occurred outside of examples`.
  private static func number(before word: String, in text: String) -> Int {
    guard let range = text.firstRange(of: word) else { return 0 }
    let digits = text[..<range.lowerBound].reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
    return min(Int(String(digits)) ?? 0, 1 << 40)
  }

  /// What RSpec says of examples that it picked out: `Run options: include {:focus=>true}`.
  private static func filter(in messages: [String]) -> String? {
    // Where no example has what is asked for, it runs all of them if it is told to.
    guard !messages.contains(where: { $0.contains("filtered out; ignoring") }) else { return nil }
    return messages.filter { $0.hasPrefix("Run options:") }.compactMap { message in
      message.firstRange(of: "include {").map {
        String(message[$0.lowerBound...].prefix { !$0.isNewline }).shortened
      }
    }.first
  }

  private static func listedFailures(_ root: Node) -> Int {
    (root["examples"]?.array.map(Array.init) ?? []).count { $0["status"]?.string == "failed" }
  }

  private static func jest(_ root: Node) throws(TestReportError) -> TestReport {
    var tally = TestTally(.jestJSON)
    var (listed, failures, pending, failedFiles) = (0, 0, 0, 0)
    let files = root["testResults"]?.array.map(Array.init) ?? []
    for file in files {
      let path = text(file["name"])
      let assertions = file["assertionResults"]?.array.map(Array.init) ?? []
      for assertion in assertions {
        let outcome: TestResult.Outcome
        switch assertion["status"]?.string {
        case "passed": outcome = .passed
        case "failed": outcome = .failed
        case "pending", "skipped", "todo", "disabled": outcome = .skipped
        case "focused":
          outcome = .passed
          tally.doubt(.focus, "\(text(assertion["fullName"]) ?? "a test") is focused")
        default: outcome = .error
        }
        listed += 1
        if outcome == .failed || outcome == .error { failures += 1 }
        if outcome == .skipped { pending += 1 }
        let names = (assertion["ancestorTitles"]?.array.map(Array.init) ?? []).compactMap(\.string)
        var result = TestResult(
          className: names.joined(separator: " "), name: text(assertion["title"]) ?? text(assertion["fullName"]) ?? "",
          file: path, line: assertion["location"]?["line"]?.number?.int, outcome: outcome,
          message: assertion["failureMessages"]?.array?.first { _ in true }?.string)
        let isRetried = assertion["retryReasons"]?.array?.isEmpty == false
        result.isFlaky = outcome == .passed && (count(assertion["invocations"]) > 1 || isRetried)
        if outcome == .passed, !isRetried, result.message != nil {
          tally.doubt(.contradiction, "`\(result.title)` passed, and has a message of a failure")
        }
        try tally.add(result)
      }
      let hasFailed = file["status"]?.string == "failed" || assertions.contains { $0["status"]?.string == "failed" }
      if hasFailed { failedFiles += 1 }
      if !hasFailed, file["testExecError"]?.object != nil || text(file["message"]) != nil {
        tally.doubt(.contradiction, "\(path ?? "a file") passed, and has a message of a failure")
      }
      if file["status"]?.string == "failed", !assertions.contains(where: { $0["status"]?.string == "failed" }) {
        tally.add(TestRunError(name: path, message: text(file["message"]) ?? "the file could not be loaded"))
      } else if assertions.isEmpty, let path {
        tally.addEmptySuite(path)
      }
    }
    tally.claim(unlistedErrors: count(root["numFailedTests"]) - failures)
    tally.claim(unlistedErrors: count(root["numRuntimeErrorTestSuites"]) - tally.report.errors.count)
    if count(root["numTotalTests"]) > listed {
      tally.doubt(
        .claimedTests, "the report claims \(count(root["numTotalTests"])) tests, and \(listed) are listed")
    }
    note(files.count, failedFiles: failedFiles, pending: pending, of: root, in: &tally)
    if root["wasInterrupted"]?.boolean == true { tally.doubt(.interrupted, "the run was interrupted") }
    if root["success"]?.boolean == false, tally.report.counts.failed + tally.report.counts.errors == 0 {
      tally.add(TestRunError(message: "the report says that the run failed, and lists no failure"))
    }
    return tally.report
  }

  /// What jest counts by files, and what is in no test: a snapshot that does not match.
  private static func note(
    _ files: Int, failedFiles: Int, pending: Int, of root: Node, in tally: inout TestTally
  ) {
    if count(root["numTotalTestSuites"]) > files {
      tally.doubt(
        .claimedTests, "the report claims \(count(root["numTotalTestSuites"])) files, and \(files) are listed")
    }
    tally.claim(unlistedErrors: count(root["numFailedTestSuites"]) - max(failedFiles, tally.report.counts.errors))
    let claimed = count(root["numPendingTests"])
    if claimed > pending {
      tally.doubt(.contradiction, "the report claims \(claimed) pending tests, and \(pending) are listed")
    }
    if root["snapshot"]?["failure"]?.boolean == true, tally.report.counts.failed + tally.report.counts.errors == 0 {
      tally.doubt(.contradiction, "the report says that snapshots failed, and lists no failure")
    }
  }

  private static func mocha(_ root: Node) throws(TestReportError) -> TestReport {
    struct Key: Hashable {
      let file: String?
      let title: String
    }
    func hasError(_ test: Node) -> Bool { test["err"]?.object.map { !$0.isEmpty } ?? false }
    func key(_ test: Node) -> Key {
      Key(file: text(test["file"]), title: text(test["fullTitle"]) ?? text(test["title"]) ?? "")
    }
    var tally = TestTally(.mochaJSON)
    let failures = root["failures"]?.array.map(Array.init) ?? []
    let pending = Set((root["pending"]?.array.map(Array.init) ?? []).map(key))
    let failed = Set(failures.map(key))
    let tests = root["tests"]?.array.map(Array.init) ?? []
    let known = Set(tests.map(key))
    // Of several tests of one title those failed that have an error; a value that is thrown can leave it empty.
    let withError = Set(tests.filter { hasError($0) }.map(key))
    var passed = 0
    // A hook that failed is among the failures and no test.
    for test in tests + failures.filter({ !known.contains(key($0)) }) {
      let own = key(test)
      let hasFailed = hasError(test) || failed.contains(own) && !withError.contains(own)
      let outcome: TestResult.Outcome = hasFailed ? .failed : pending.contains(own) ? .skipped : .passed
      if outcome == .passed { passed += 1 }
      var result = TestResult(
        name: own.title, file: own.file, outcome: outcome, message: text(test["err"]?["message"]))
      result.isFlaky = outcome == .passed && count(test["currentRetry"]) > 0
      try tally.add(result)
    }
    tally.claim(unlistedErrors: count(root["stats"]?["failures"]) - failures.count)
    if root["stats"]?["passes"] != nil, count(root["stats"]?["passes"]) < passed {
      tally.doubt(
        .contradiction, "the report claims \(count(root["stats"]?["passes"])) passes, and lists \(passed)")
    }
    if count(root["stats"]?["tests"]) > tests.count {
      tally.doubt(
        .claimedTests, "the report claims \(count(root["stats"]?["tests"])) tests, and \(tests.count) are listed")
    }
    return tally.report
  }
}
