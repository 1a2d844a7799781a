package import Changes
package import Findings
internal import Git
internal import OperatingSystem
internal import Policy
internal import Processes
internal import SystemPackage
internal import TestReports

/// Runs the contract tests of the services that a change affects, in the working tree.
package enum ContractTestRunner {
  /// How long the tests of one service may run, in seconds, and how much of their output is read, in bytes.
  private static let limits = ToolCall.Limits(time: .seconds(900), output: 16 << 20, error: 16 << 10)

  /// Runs the tests, one service after the other, and writes down what they came to.
  ///
  /// - Throws: `Undecidable` where there is no working tree, or what the tests depend on cannot be read.
  package static func report(
    on matter: ChangeToRun<ContractCheck>, environment: [String: String]
  ) async throws(Undecidable) -> (bytes: [UInt8], lines: [String], verdict: Verdict) {
    guard let workingTree = matter.workingTree else {
      throw Undecidable("a bare repository has no files to run tests on", help: "run it in a clone with a working tree")
    }
    var runs: [ContractTestRun] = []
    var planned: [(demand: ContractTestDemand, policy: ContractTestPolicy)] = []
    do throws(GitError) {
      for own in matter.policy.own.roots {
        planned += try ContractTestDemands(matter.change, policy: own).demands.map { ($0, own.tests) }
      }
    } catch {
      throw Undecidable(error)
    }
    for (demand, policy) in planned {
      runs.append(await run(demand, policy, in: FilePath(workingTree), environment))
    }
    let faults = runs.compactMap(\.fault)
    let hasFailed = faults.contains { if case .failed = $0.kind { true } else { false } }
    let verdict: Verdict = hasFailed ? .fail : faults.isEmpty ? .pass : .undecided
    return (ContractTestReport(runs).bytes, runs.map(\.words), verdict)
  }

  private static func run(
    _ demand: ContractTestDemand, _ policy: ContractTestPolicy, in workingTree: FilePath,
    _ environment: [String: String]
  ) async -> ContractTestRun {
    var run = ContractTestRun(service: demand.service, key: demand.key)
    let folder = workingTree.appending(demand.folder.text ?? "")
    let start = ProcessContext.secondsSince1970
    var output: [UInt8] = []
    do throws(ProcessError) {
      let ended = try await ToolCall(policy.command, in: folder, environment: environment, limits: limits).run()
      switch ended.how {
      case .exited(let status): run.exitStatus = Int(status)
      case .signalled(let signal): run.ending = "signal \(signal) ended it"
      case .timedOut: run.ending = "it timed out after 15 minutes"
      case .couldNotStart(let why): run.ending = "it could not be started: \(why)"
      }
      output = ended.output.bytes
      if run.exitStatus != 0 { run.log = String((ended.output.text + ended.error.text).prefix(16 << 10)) }
    } catch {
      run.ending = error.description
    }
    guard let name = policy.report else {
      read(withoutHeader(output), into: &run)
      return run
    }
    let path = folder.appending(name).string
    // Some file systems keep whole seconds.
    guard Folders.timeOfChange(of: path).map({ $0 >= start }) ?? false else {
      run.problem = "it wrote no report \(name)"
      return run
    }
    switch TestReportFile.content(at: path) {
    case .report(let report): run.take(report)
    case .unreadable(let why): run.problem = "its report \(name) cannot be read: \(why)"
    case .missing: run.problem = "it wrote no report \(name)"
    }
    return run
  }

  private static func read(_ output: [UInt8], into run: inout ContractTestRun) {
    do throws(TestReportError) {
      var reader = TestReportReader()
      try reader.take(output)
      run.take(try reader.finish())
    } catch {
      run.problem = "its output is no report of tests: \(error.description)"
    }
  }

  /// The output without the lines in which npm says what it starts.
  private static func withoutHeader(_ output: [UInt8]) -> [UInt8] {
    var rest = output[...]
    while let first = rest.first, first == UInt8(ascii: ">") || first == 0x0A {
      guard let end = rest.firstIndex(of: 0x0A) else { return [] }
      rest = rest[(end + 1)...]
    }
    return Array(rest)
  }
}

extension ContractTestRun {
  /// What came of it, in one line.
  fileprivate var words: String {
    let why = fault.map { ": \($0.message)" } ?? ": \(passed) passed, \(skipped) skipped"
    return "\(service)\(why)"
  }
}
