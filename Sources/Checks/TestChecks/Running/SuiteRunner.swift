internal import Calendars
package import Changes
internal import Git
internal import OperatingSystem
internal import Policy
internal import Processes
internal import SystemPackage
internal import TestReports

extension TestCheck: ToolRunningCheck {
  /// A suite runs where the project is installed, and its digest is that of the files as they are there.
  package static let runsInWorkingTree = true

  /// Runs the suites of the affected services, one after the other, and takes down how they ended and what they report.
  ///
  /// - Throws: `Undecidable` where there is no working tree, or what a suite depends on cannot be read.
  package static func toolReport(
    on matter: ChangeToRun<TestCheck>, in workshop: Workshop
  ) async throws(Undecidable) -> [UInt8] {
    guard let workingTree = matter.workingTree else {
      throw Undecidable("a bare repository has no files to run tests on", help: "run it in a clone with a working tree")
    }
    var runs: [TestRunRecord] = []
    var planned: [(runner: SuiteRunner, key: String, name: String)] = []
    do throws(GitError) {
      let affected = try AffectedServices(matter.change, policy: matter.policy)
      var keys = SuiteKeys(matter.change.judged, policy: matter.policy)
      for service in matter.policy.own.services where affected.reasons[service.name] != nil {
        for suite in service.suites {
          let key = try keys.key(of: suite, in: service)
          for shard in shards(of: suite) {
            var runner = SuiteRunner(
              suite, of: service, in: FilePath(workingTree), environment: workshop.environment, shard: shard)
            if let coverage = matter.policy.own.coverage {
              runner.coverage = SuiteCoverage(coverage.reports, files: matter.change.files.compactMap(\.path.text))
            }
            planned.append((runner, key, "\(service.name)/\(suite.name)\(shard.map { "-\($0)" } ?? "")"))
          }
        }
      }
    } catch {
      throw Undecidable(error)
    }
    let names = Set(planned.map(\.name))
    if let unknown = workshop.selection.first(where: { !names.contains($0) }) {
      throw Undecidable(
        "the change affects no suite `\(unknown)`", help: "`test-gate plan` names those that it affects")
    }
    for (runner, key, name) in planned where workshop.selection.isEmpty || workshop.selection.contains(name) {
      var record = await runner.run()
      record.key = key
      runs.append(record)
      if Task.isCancelled { break }
    }
    if Task.isCancelled { throw Undecidable("the tests were interrupted", help: "run them again") }
    return TestEvidence(runs).bytes
  }

  /// The parts that a suite is run in; `nil` for all of it.
  static func shards(of suite: TestSuitePolicy) -> [Int?] {
    suite.shards > 1 ? (1...suite.shards).map { $0 } : [nil]
  }
}

/// Runs the command of one suite in the folder of its service.
struct SuiteRunner {
  private let suite: TestSuitePolicy
  private let service: TestService
  private let folder: FilePath
  private let environment: [String: String]
  private let shard: Int?

  /// What coverage is looked for; `nil` for none.
  var coverage: SuiteCoverage?

  init(
    _ suite: TestSuitePolicy, of service: TestService, in workingTree: FilePath, environment: [String: String],
    shard: Int? = nil
  ) {
    self.shard = shard
    self.suite = suite
    self.service = service
    folder = workingTree.appending(service.folder.text ?? "")
    self.environment = environment
  }

  /// How much of what the command says is kept, in bytes.
  private static let logLimit = 16 << 10

  func run() async -> TestRunRecord {
    var record = TestRunRecord(service: service.name, suite: suite.name, reports: [])
    record.command = suite.command(ofShard: shard)
    record.shard = shard
    let start = ProcessContext.secondsSince1970
    record.startedAt = Instant(secondsSince1970: start)
    do throws(ProcessError) {
      let limits = ToolCall.Limits(time: .seconds(suite.timeout), output: Self.logLimit, error: Self.logLimit)
      let ended = try await ToolCall(record.command, in: folder, environment: environment, limits: limits).run()
      switch ended.how {
      case .exited(let status): record.exitStatus = Int(status)
      case .signalled(let signal): record.ending = "signal \(signal) ended it"
      case .timedOut: record.ending = "it timed out after \(suite.timeout) s"
      case .couldNotStart(let why): record.ending = "it could not be started: \(why)"
      }
      if record.exitStatus != 0 { record.log = ended.output.text + ended.error.text }
    } catch {
      record.ending = error.description
    }
    record.endedAt = Instant(secondsSince1970: ProcessContext.secondsSince1970)
    record.reports = suite.reports.flatMap { reports(matching: $0, since: start) }
    coverage?.take(into: &record, below: folder, of: service.folder) { isWritten($0, since: start) }
    return record
  }

  /// The reports of a pattern that were written since the run began; an older one is one of another run.
  private func reports(matching pattern: String, since start: Int) -> [GivenTestReport] {
    let found = ReportPattern(pattern).paths(below: folder)
    let fresh = found.filter { isWritten(folder.appending($0).string, since: start) }
    guard fresh.isEmpty else {
      return fresh.map { GivenTestReport(path: $0, WrittenReport.content(at: folder.appending($0).string)) }
    }
    return [GivenTestReport(path: found.first ?? pattern, .missing)]
  }

  private func isWritten(_ path: String, since start: Int) -> Bool {
    // Some file systems keep whole seconds.
    Folders.timeOfChange(of: path).map { $0 >= start } ?? false
  }
}

/// The name of reports below a folder: `*` within a name, nothing else is special.
struct ReportPattern {
  private let names: [Substring]

  init(_ text: String) {
    names = text.split(separator: "/").filter { $0 != "." }
  }

  /// The files that it stands for, as paths from the folder, sorted; links are not followed.
  func paths(below folder: FilePath) -> [String] {
    guard !names.contains("..") else { return [] }
    var found = [""]
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      found = found.flatMap { path -> [String] in
        FolderEntries.of((path.isEmpty ? folder : folder.appending(path)).string).map(\.name).filter { entry in
          Self.matches(entry[...], name)
        }.map { path.isEmpty ? $0 : "\(path)/\($0)" }.filter { next in
          let kind = Folders.kind(of: folder.appending(next).string)
          return isLast ? kind == .regular : kind == .directory
        }
      }
    }
    return found.sorted()
  }

  private static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return name == pattern }
    guard name.hasPrefix(first), name.count >= first.count + last.count, name.hasSuffix(last) else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
