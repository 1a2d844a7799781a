import Changes
import Findings
import Git
import Policy
import Testing

@testable import TestChecks

/// A platform with a change, and runs of its suites.
struct PlatformCase {
  var policy = platformPolicy
  var base = [
    "services/orders-ts/src/a.js": "one", "services/shipping-ts/b.js": "one", "services/billing-rails/c.rb": "1",
  ]
  /// What the change leaves in the place of the base's files; `nil` where it deletes one.
  var change: [String: String?] = [:]
  var runs: [Run] = []

  struct Run {
    var suite = "orders/unit"
    var side = Side.judged
    var shard: Int?
    var status = 0
    var tests: [String] = [#"{ "name": "a", "outcome": "passed" }"#]
    var further = ""

    /// Another report of the same run.
    var secondReport: String?

    /// Which state the run is bound to.
    enum Side {
      case base, judged
      case other
    }
  }

  /// A test as evidence has it.
  static func test(_ name: String, _ outcome: String = "passed", file: String? = nil, flaky: Bool = false) -> String {
    let place = file.map { #", "file": "\#($0)", "line": 1"# } ?? ""
    return #"{ "name": "\#(name)", "outcome": "\#(outcome)"\#(place)\#(flaky ? #", "flaky": true"# : "") }"#
  }

  /// The files, without evidence.
  private var files: String {
    let old = base.sorted { $0.key < $1.key }.map { "-- base: \($0.key) --\n\($0.value)" }
    let left = base.merging(change.compactMapValues { $0 }) { $1 }.filter { file in
      if case .some(.none) = change[file.key] { return false }
      return true
    }
    let new = left.sorted { $0.key < $1.key }.map { "-- \($0.key) --\n\($0.value)" }
    return (old + new).joined(separator: "\n")
  }

  private func example() throws -> Example {
    let bare = try Change(Example(files), of: TestCheck.self)
    let effective = try TestChecksTests.policy(policy)
    var lines: [String] = []
    for run in runs {
      let names = run.suite.split(separator: "/").map(String.init)
      let service = try #require(effective.own.service(names[0]))
      let suite = try #require(service.suites.first { $0.name == names[1] })
      var keys = SuiteKeys(run.side == .base ? bare.base : bare.judged, policy: effective)
      let key = run.side == .other ? "sha256:0" : try keys.key(of: suite, in: service)
      let shard = run.shard.map { #""shard": \#($0), "# } ?? ""
      let report = suite.reports[0]
      let second = run.secondReport.map { ", \($0)" } ?? ""
      lines.append(
        """
        { "service": "\(names[0])", "suite": "\(names[1])", \(shard)"key": "\(key)", "command": ["npm", "test"],
          "exitStatus": \(run.status)\(run.further),
          "reports": [{ "path": "\(report)", "tests": [\(run.tests.joined(separator: ", "))] }\(second)] }
        """)
    }
    let evidence = #"{ "version": 1, "runs": [\#(lines.joined(separator: ",\n"))] }"#
    return Example("-- given: policy --\n\(policy)\n\(files)\n-- report: tests.json --\n\(evidence)")
  }

  /// The verdict of all rules together, and all that they say.
  func judge() async throws -> (verdict: Verdict, words: String) {
    let example = try example()
    var reports: [Report] = []
    for rule in TestCheck.rules { reports.append(try await TestCheck.report(of: rule, on: example)) }
    let verdict: Verdict =
      reports.contains { $0.verdict == .fail }
      ? .fail : reports.contains { $0.verdict == .undecided } ? .undecided : .pass
    return (verdict, reports.map { TextReportWriter().findings(of: $0) }.joined(separator: "\n"))
  }
}
