import Changes
import Documents
import Findings
import Git
import Policy
import TestSupport
import Testing

@testable import LintChecks

@Suite struct LintReportTests {
  private static let blob = "1111111111111111111111111111111111111111"

  @Test func `a report that is written is read as it was`() throws {
    var report = try Self.report()
    report.base = ObjectID("2222222222222222222222222222222222222222")
    report.includesWorkingTree = true
    report.runs.append(
      LinterRun(
        tool: "r\u{0}\u{1B}[31m\"é", format: .rubocop, side: .base, command: ["bundle", "exec", "rubocop"],
        toolVersion: "1.39.0", outcome: .timedOut, detail: "it was stopped", exitStatus: nil,
        files: [InspectedFile(path: "a\nb", blob: .zero, isInspected: false, why: "who knows")]))
    #expect(try LintReport(SourceText(report.bytes), file: "lint.json") == report)
    #expect(report.bytes == report.bytes)
  }

  @Test(arguments: [
    ("", "1:1"), ("nonsense", "1:1"), ("[]", "1:1"), ("{}", "1:1"), (#"{"version": 1}"#, "1:1"),
    (#"{"version": 2, "judged": "\#(blob)", "runs": []}"#, "1:13"),
    (#"{"version": 1, "judged": "HEAD", "runs": []}"#, "1:26"),
    (#"{"version": 1, "judged": "\#(blob)", "runs": {}}"#, "1:78"),
    (
      #"{"version": 1, "judged": "\#(blob)", "runs": [{"tool": "eslint", "format": "pylint", "side": "judged", "outcome": "ran", "files": []}]}"#,
      "1:108"
    ),
    (#"{"version": 1, "judged": "\#(blob)", "runs": [{"tool": "eslint", "format": "pylint"}]}"#, "1:79"),
    (#"{"version": 1, "version": 1, "judged": "\#(blob)", "runs": []}"#, "1:16"),
  ])
  func `a report with a mistake is refused at its place`(text: String, place: String) {
    let error = #expect(throws: UnreadableLintReport.self) { try LintReport(SourceText(text), file: "lint.json") }
    #expect(error?.place?.path == "lint.json")
    #expect(error?.place?.span.map { "\($0.start)" } == place, "\(error?.message ?? "")")
  }

  @Test func `whatever is cut out of a report, it is read or refused`() throws {
    let bytes = try Self.report().bytes
    for end in bytes.indices.dropLast() {
      #expect(throws: UnreadableLintReport.self) { try LintReport(SourceText(Array(bytes[..<end])), file: "lint.json") }
    }
    var generator = SeededGenerator(seed: Soak.seed)
    for _ in 0..<2000 {
      var broken = bytes
      broken[Int.random(in: broken.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      do throws(UnreadableLintReport) {
        _ = try LintReport(SourceText(broken), file: "lint.json")
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test func `a report of more findings than anybody reads is refused`() throws {
    var report = try Self.report()
    report.runs[0].files[0].findings = Array(repeating: report.runs[0].files[0].findings[0], count: 50_001)
    #expect(throws: UnreadableLintReport.self) { try LintReport(SourceText(report.bytes), file: "lint.json") }
  }

  @Test func `what two reports say of one version is taken together, and the worse counts`() throws {
    let tool = try #require(try Self.tool())
    func state(_ runs: [LinterRun]) throws -> LintedFile.State {
      LinterRecords(runs).state(of: "a.js", try #require(ObjectID(Self.blob)), .judged, by: tool)
    }
    let run = try Self.report().runs[0]
    var clean = run
    clean.files[0].findings = []
    var failed = run
    failed.outcome = .crashed
    var other = run
    other.files[0].blob = .zero
    #expect(try state([clean]).findings?.isEmpty == true)
    #expect(try state([run, clean, other]).findings?.count == 1)
    #expect(try state([clean, run, run]).findings?.count == 1)
    #expect(try state([clean, failed]).findings == nil)
    #expect(try state([other]).findings == nil)
    #expect(try state([]).findings == nil)
  }

  @Test func `a long list of files is cut where a command line ends`() throws {
    let top = LintPackage(folder: .root)
    func file(_ name: String) -> GivenFile { GivenFile(path: RepositoryPath(name), blob: .zero, source: nil) }
    let short = (0..<2500).map { file("\($0).js") }
    #expect(Linter.batches(of: short, in: top).map(\.count) == [1000, 1000, 500])
    let long = (0..<100).map { file(String(repeating: "x", count: 2000) + "\($0)") }
    let batches = Linter.batches(of: long, in: top)
    let arguments = batches.map { batch in batch.map { $0.argument(from: .root) } }
    #expect(arguments.flatMap(\.self) == long.map { $0.argument(from: .root) })
    for batch in arguments { #expect(batch.reduce(0) { $0 + $1.utf8.count + 1 } <= 64 << 10) }
    #expect(Linter.batches(of: [file(String(repeating: "x", count: 100_000))], in: top).count == 1)
    #expect(Linter.batches(of: [], in: top).isEmpty)
  }

  @Test(
    arguments: [
      ("-rf.js", nil), ("a b.js", nil), ("é.js", nil), ("a*.js", "*"), ("a\nb.js", "plain"), ("a\u{7F}.js", "plain"),
    ] as [(String, String?)])
  func `a file whose name linters would misread is not given to them`(name: String, obstacle: String?) {
    let file = GivenFile(path: RepositoryPath(name), blob: .zero, source: SourceText(""))
    #expect(file.argument(from: .root).hasPrefix("./"))
    #expect((file.obstacle == nil) == (obstacle == nil))
    if let obstacle { #expect(file.obstacle?.contains(obstacle) == true) }
  }

  private static func report() throws -> LintReport {
    let id = try #require(ObjectID(blob))
    let finding = LinterFinding(
      rule: "semi", severity: .error, isFatal: true, line: 1, column: 2, endLine: 3, endColumn: 4, message: "m")
    return LintReport(
      base: nil, judged: id, includesWorkingTree: false,
      runs: [
        LinterRun(
          tool: "eslint", format: .eslint, side: .judged, command: ["eslint"], outcome: .ran, exitStatus: 1,
          files: [InspectedFile(path: "a.js", blob: id, isInspected: true, findings: [finding])])
      ])
  }

  private static func tool() throws -> LintTool? {
    let defaults = try PolicyFile(layer: .defaults, path: "lint.yml", bytes: LintCheck.defaultPolicy)
    return try EffectivePolicy<LintPolicy>([defaults]).own.tools.first { $0.name == "eslint" }
  }
}

extension LintedFile.State {
  fileprivate var findings: [LinterFinding]? {
    guard case .inspected(let findings) = self else { return nil }
    return findings
  }
}
