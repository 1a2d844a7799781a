import Calendars
import Changes
import Documents
import Findings
import SystemPackage
import TestSupport
import Testing

@Suite struct CheckRunTests {
  private static let path = ".signalbox/sample.yml"
  /// 2026-11-18T18:00:00Z.
  private static let now = Instant(secondsSince1970: 1_795_024_800)

  private func report(
    _ scratch: ScratchRepository, base: String? = "HEAD~1", worktree: Bool = false, policy: PolicyFolder = .base
  ) async throws -> Report {
    let request = ComparisonRequest(base: base, includesWorkingTree: worktree)
    var run = CheckRun(
      of: [SampleCheck.self], comparison: request,
      circumstances: Circumstances(stage: .merge, now: Self.now), version: "1.2.3")
    run.policy = policy
    run.isNowGiven = true
    return try #require(await run.reports(in: try open(scratch)).first)
  }

  /// A base with some files, and a head on top of it with others.
  private func withChange(
    base: [String: String], head: [String: String], _ body: (ScratchRepository) async throws -> Void
  ) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(base)
      try await scratch.commit(head)
      try await body(scratch)
    }
  }

  @Test func `a report says what was judged, by which policy, and as of when`() async throws {
    let text = "rules: { sample/any-change: error }\n"
    try await withChange(base: [Self.path: text], head: ["governed/a": "1", "b": "1"]) { scratch in
      let report = try await report(scratch)
      #expect(report.check == "samples")
      #expect(report.version == "1.2.3")
      #expect(report.context.stage == .merge)
      #expect(report.context.now?.description == "2026-11-18T18:00:00Z")
      #expect(report.context.ref == "refs/heads/main")
      #expect(report.context.base == (try await scratch.id(of: "HEAD~1")))
      #expect(report.context.judged == (try await scratch.id(of: "HEAD")))
      #expect(report.context.policy.map(\.source) == [nil, .base])
      #expect(report.context.policy.last?.digest == .sha256(of: Array(text.utf8)))
      #expect(report.context.remarks == [])
      #expect(report.scope == "1 paths")
      #expect(report.verdict == .fail)
      #expect(report.findings.map(\.place?.path) == ["governed/a"])
      #expect(report.rules.map(\.id) == ["sample/any-change"])
    }
  }

  @Test func `the change under judgement has no say in the policy`() async throws {
    try await withChange(
      base: [Self.path: "rules: { sample/any-change: error }\n"],
      head: [Self.path: "rules: { sample/any-change: off }\nroot: elsewhere\n", "governed/a": "1"]
    ) { scratch in
      #expect(try await report(scratch).verdict == .fail)
      try await scratch.write(Self.path, "rules: { sample/any-change: off }\n")
      #expect(try await report(scratch, worktree: true).verdict == .fail)
      #expect(try await report(scratch, base: "HEAD").verdict == .pass)
      try await scratch.commit(["governed/a": "2"])
      #expect(try await report(scratch).notExecuted.map(\.what) == ["sample/any-change"])
    }
  }

  @Test func `a base without a policy is an adoption: the defaults apply, and it is said`() async throws {
    try await withChange(base: ["a": "1"], head: [Self.path: "root: a\n", "governed/a": "1"]) { scratch in
      let report = try await report(scratch)
      #expect(report.context.policy.map(\.source) == [nil, .absent])
      #expect(report.context.remarks == ["base has no .signalbox, so the defaults apply"])
      #expect(report.findings.map(\.place?.path) == ["governed/a"])
    }
  }

  @Test func `a policy that is named for a trial replaces the one at base, and it is said`() async throws {
    try await withChange(base: [Self.path: "root: a\n"], head: ["a/x": "1", "b/x": "1"]) { scratch in
      let text = Array("root: b\n".utf8)
      let trial = try await report(scratch, policy: .files(["sample.yml": text, "other.yml": [0xFF]]))
      #expect(trial.findings.map(\.place?.path) == ["b/x"])
      #expect(trial.context.policy.map(\.source) == [nil, .folder])
      #expect(
        trial.context.remarks == ["the policy is tried from a folder, not read from the base"])
      let empty = try await report(scratch, policy: .files([:]))
      #expect(empty.findings.isEmpty)
      #expect(empty.context.policy.map(\.source) == [nil, .absent])
      #expect(
        empty.context.remarks == [
          "the policy is tried from a folder, not read from the base; the folder has no policy, so the defaults apply"
        ])
    }
  }

  @Test(arguments: [
    ("root: 1\nrot: a", [1, 2]), ("root: [", [1]), ("rules: { sample/any: off }", [1]), ("root: a\nroot: b", [2]),
  ])
  func `a malformed policy is undecided, each fault with its place`(text: String, lines: [Int]) async throws {
    try await withChange(base: [Self.path: text], head: ["governed/a": "1"]) { scratch in
      let report = try await report(scratch)
      #expect(report.verdict == .undecided)
      #expect(report.undecided.map { $0.place?.span?.start.line } == lines)
      #expect(report.undecided.allSatisfy { $0.place?.path == Self.path && $0.rule == "sample/setup-error" })
      #expect(report.allFindings.count == lines.count)
      #expect(report.context.base != nil)
      #expect(report.scope == "nothing checked")
      #expect(report.rules.map(\.id) == ["sample/setup-error"])
    }
  }

  @Test func `a policy that is a link, a folder or too large is undecided`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.write("policy.yml", "root: a\n")
      _ = try await Tool.run("mkdir", [".signalbox"], in: scratch.folder)
      _ = try await Tool.run("ln", ["-s", "../policy.yml", Self.path], in: scratch.folder)
      try await scratch.commit()
      let link = try await report(scratch, base: "HEAD")
      #expect(link.undecided.map(\.message) == ["the policy .signalbox/sample.yml is no file"])
      #expect(link.undecided.map(\.help) == ["commit it as a plain file"])
      try await scratch.git("rm", "-q", Self.path)
      try await scratch.commit(["\(Self.path)/x": "1"])
      #expect(try await report(scratch, base: "HEAD").verdict == .undecided)
      try await scratch.git("rm", "-q", "-r", Self.path)
      try await scratch.commit([Self.path: String(repeating: "#", count: PolicyFolder.sizeLimit + 1)])
      #expect(try await report(scratch, base: "HEAD").verdict == .undecided)
      try await scratch.commit([Self.path: String(repeating: "#", count: PolicyFolder.sizeLimit)])
      #expect(try await report(scratch, base: "HEAD").verdict == .pass)
    }
  }

  @Test func `what keeps a check from beginning is a report, not an error`() async throws {
    try await withScratchRepository { scratch in
      let unborn = try await report(scratch, base: nil)
      #expect(unborn.verdict == .undecided)
      #expect(unborn.undecided.map(\.rule) == ["sample/setup-error"])
      #expect(unborn.undecided.map(\.help) == ["make a first commit"])
      #expect(unborn.context.base == nil)
      #expect(unborn.context.now != nil)
      try await scratch.commit("Start")
      #expect(try await report(scratch, base: "nowhere").verdict == .undecided)
    }
  }

  @Test func `a report of a check that could not begin names every fault`() throws {
    let run = CheckRun(
      of: [SampleCheck.self], comparison: ComparisonRequest(),
      circumstances: Circumstances(stage: .prePush, now: Self.now), version: "1")
    let report = try #require(run.undecided(Undecidable("it is dark", help: "switch on the light")).first)
    #expect(report.verdict == .undecided)
    #expect(report.context.stage == .prePush)
    #expect(report.undecided.map(\.message) == ["it is dark"])
    #expect(report.undecided.map(\.help) == ["switch on the light"])
  }
}
