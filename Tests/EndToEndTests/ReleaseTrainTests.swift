import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct ReleaseTrainTests {
  private func releaseTrain(
    _ arguments: String..., in repository: ScratchRepository, input: String = ""
  ) async throws -> Tool {
    try await run("release-train", arguments, in: repository.folder, input: Array(input.utf8))
  }

  private func withRepository(
    policy: String = "", _ body: (ScratchRepository, _ commit: String) async throws -> Void
  ) async throws {
    try await withScratchRepository { repository in
      try await body(repository, try await repository.commit([".signalbox/release.yml": policy, "a": "1"]))
    }
  }

  @Test func `the object of status has the keys that are documented, in their order`() async throws {
    try await withRepository { repository, _ in
      let run = try await releaseTrain(
        "status", "--now", "2026-11-18T18:00:00Z", "--format", "json", in: repository)
      #expect(run.status == 0)
      #expect(
        run.text
          == #"{"at":"2026-11-18T18:00:00Z","train":"2026-11-19","state":"frozen","#
          + #""staging":{"open":false,"until":"2026-11-20T00:00:00Z"},"#
          + #""production":{"open":false,"until":"2026-11-19T00:00:00Z"},"#
          + #""next":{"at":"2026-11-19T00:00:00Z","state":"cut-open"},"#
          + #""reasons":["release/weekly-freeze: staging is frozen since 2026-11-18T18:00:00Z for the cut from "#
          + #"2026-11-19T00:00:00Z"]}"#)
    }
  }

  @Test func `status for people has both times`() async throws {
    try await withRepository(policy: "zone: Australia/Lord_Howe") { repository, _ in
      let run = try await releaseTrain("status", "--now", "2026-11-18T07:00:00Z", in: repository)
      #expect(run.status == 0)
      #expect(
        run.text.hasPrefix(
          """
          Wed 18 Nov 2026, 07:00 UTC (18:00 in Australia/Lord_Howe): frozen for the release
          Release of Thu 19 Nov 2026

            staging     closed until
          """))
      #expect(
        run.lines.last
          == "Next: release window open, Wed 18 Nov 2026, 13:00 UTC (Thu 00:00 in Australia/Lord_Howe), in 6 h")
      #expect(!run.text.contains("T07:00:00Z"))
    }
  }

  @Test func `instants from standard input are answered as single ones are, in their order`() async throws {
    try await withRepository(policy: "zone: Europe/Amsterdam\nskip: [2026-11-26]") { repository, _ in
      let instants = [
        "2026-11-18T17:00:00Z", "2026-11-18T16:59:59Z", "2026-11-19T12:00:00.5Z", "2026-11-26T12:00:00+01:00",
        "2036-01-01T00:00:00Z", "2026-11-18T17:00:00Z",
      ]
      var single: [String] = []
      for instant in instants {
        single.append(try await releaseTrain("status", "--now", instant, "--format", "json", in: repository).text)
      }
      for end in ["\n", "\r\n"] {
        let stream = try await releaseTrain(
          "status", "--now", "-", in: repository, input: instants.joined(separator: end))
        #expect(stream.status == 0)
        #expect(stream.lines == single)
      }
    }
  }

  @Test(arguments: ["x", "", "2026-11-18", "2026-02-30T00:00:00Z", "\u{0}", String(repeating: "9", count: 100_000)])
  func `a line that is no instant ends with 64 and its number, behind the answers before it`(line: String) async throws
  {
    try await withRepository { repository, _ in
      let good = "2026-11-18T18:00:00Z\n"
      let run = try await releaseTrain("status", "--now", "-", in: repository, input: good + good + line + "\n" + good)
      #expect(run.status == 64)
      #expect(run.lines.count == 2)
      #expect(run.errorText.contains("line 3 of standard input is no instant"))
    }
  }

  @Test func `a hundred thousand instants are answered`() async throws {
    try await withRepository { repository, _ in
      let lines = (0..<100_000).map { "20\(10 + $0 % 90)-11-\(10 + $0 % 20)T\(10 + $0 % 14):00:00Z" }
      let run = try await releaseTrain(
        "status", "--now", "-", in: repository, input: lines.joined(separator: "\n") + "\n")
      #expect(run.status == 0)
      #expect(run.lines.count == 100_000)
      #expect(zip(run.lines, lines).allSatisfy { $0.hasPrefix("{\"at\":\"\($1)\",\"train\"") })
    }
  }

  @Test func `nobody has to close standard input to get an answer`() async throws {
    try await withRepository { repository, _ in
      let script = #"""
        coproc "$0" status --now -
        for instant in 2026-11-18T17:59:59Z 2026-11-18T18:00:00Z; do
          echo "$instant" >&"${COPROC[1]}"
          IFS= read -r -t 20 answer <&"${COPROC[0]}" || exit 1
          echo "$answer"
        done
        """#
      let executable = try Project.executable("release-train")
      let run = try await Tool.run("bash", ["-c", script, executable], in: repository.folder)
      #expect(run.status == 0)
      try #require(run.lines.count == 2)
      #expect(run.lines[0].contains(#"19","state":"boarding""#))
      #expect(run.lines[1].contains(#"19","state":"frozen""#))
    }
  }

  @Test func `a gate goes by the policy of the default branch, not of the commit`() async throws {
    try await withRepository(policy: "train: { cut: { requires: [] } }") { repository, _ in
      try await repository.git("checkout", "--quiet", "-b", "sly")
      let free = "train: { freeze: { environment: none } }"
      let commit = try await repository.commit([".signalbox/release.yml": free])
      let run = try await releaseTrain(
        "gate", "deploy", "--environment", "staging", "--commit", commit, "--now", "2026-11-18T18:00:00Z", "--format",
        "json", in: repository)
      let judged = try Judged(run)
      #expect(judged.verdict == "fail")
      #expect(Set(judged.rules) == ["release/weekly-freeze", "release/unmerged-commit"])
      #expect(judged.string("judged") == commit)
      #expect(judged.string("now") == "2026-11-18T18:00:00Z")
      #expect(judged.words.contains("the next change of state is to cut-open at 2026-11-19T00:00:00Z"))
    }
  }

  @Test(arguments: [
    ("staging", "topic", 1), ("production", "topic", 1), ("staging", "merged", 1), ("staging", "main", 0),
    ("staging", "main^", 0), ("preview", "topic", 2),
  ])
  func `a commit that was never the tip of the default branch is refused for the train's environments`(
    environment: String, revision: String, status: Int32
  ) async throws {
    try await withRepository { repository, base in
      try await repository.git("branch", "-m", "main")
      try await repository.git("checkout", "--quiet", "-b", "merged")
      try await repository.commit(["b": "1"])
      try await repository.git("checkout", "--quiet", "main")
      try await repository.git("merge", "--quiet", "--no-ff", "--no-edit", "merged")
      try await repository.git("checkout", "--quiet", "-b", "topic")
      try await repository.commit(["c": "1"])
      try await repository.git("checkout", "--quiet", "main")
      let run = try await releaseTrain(
        "gate", "deploy", "--environment", environment, "--commit", revision, "--now", "2026-11-17T12:00:00Z",
        in: repository)
      #expect(run.status == status, "\(run.text)")
      #expect(run.text.contains("was never the tip of the default branch") == (status == 1))
    }
  }

  @Test func `a baseline with a finding of a gate is refused at its line, by the gate and by the check`() async throws {
    try await withRepository { repository, _ in
      let baseline = """
        { "version": 1, "findings": [
          { "rule": "release/weekly-freeze", "path": "a", "fingerprint": "0" } ] }
        """
      try await repository.commit([".signalbox/release.baseline.json": baseline])
      let gate = try await releaseTrain(
        "gate", "deploy", "--environment", "staging", "--commit", "HEAD", "--now", "2026-11-17T12:00:00Z",
        in: repository)
      #expect(gate.status == 2)
      #expect(gate.text.contains("release.baseline.json:2"), "\(gate.text)")
      #expect(gate.text.contains("release/weekly-freeze is asked of a deployment, which has no file"))
      #expect(try await releaseTrain("policy", "check", in: repository).status == 1)
    }
  }

  /// Evidence of a commit that staging runs since before the freeze, and of production, as of nine o'clock.
  private func evidence(
    _ commit: String, smoke: String, of smoked: String? = nil,
    source: String = "\"collectedAt\": \"2026-11-19T09:00:00Z\""
  ) -> String {
    """
    { "version": 1, "changes": [], "issues": [], "source": { "kind": "manual", "repository": "a/b", \(source) },
      "checkRuns": [{ "name": "smoke", "app": "github-actions", "commit": "\(smoked ?? commit)", "conclusion": \(smoke),
        "startedAt": "2026-11-18T19:50:00Z"\(smoke == "null" ? "" : ", \"completedAt\": \"2026-11-18T20:00:00Z\"") }],
      "statuses": [], "deployments": [
        { "environment": "staging", "commit": "\(commit)", "state": "success", "startedAt": "2026-11-18T11:57:00Z",
          "at": "2026-11-18T12:00:00Z", "pullRequests": [] }],
      "deploymentHistory": { "staging": { "complete": true }, "production": { "complete": true } } }
    """
  }

  @Test func `a gate says yes, no and undecided by its exit status`() async throws {
    try await withRepository { repository, commit in
      let file = repository.folder.removingLastComponent().appending("evidence.json")
      let other = String(repeating: "a", count: 40)
      let cases = [
        ("\"success\"", commit, 0), ("\"failure\"", commit, 1), ("null", commit, 2), ("\"success\"", other, 1),
      ]
      for (conclusion, smoked, status) in cases {
        try await file.write(evidence(commit, smoke: conclusion, of: smoked))
        let judged = try Judged(
          try await releaseTrain(
            "gate", "deploy", "--environment", "production", "--now", "2026-11-19T09:00:00Z", "--evidence", file.string,
            "--format", "json", in: repository))
        #expect(Int(judged.run.status) == status, "\(conclusion) of \(smoked)")
        #expect(judged.string("judged") == commit)
      }
    }
  }

  @Test(arguments: [
    ("\"collectedAt\": \"2026-11-19T08:55:00Z\"", 0, "is the candidate"),
    ("\"collectedAt\": \"2026-11-12T09:00:00Z\"", 2, "release/clock-skew"),
    ("\"collectedAt\": \"2026-11-12T09:00:00Z\", \"serverTime\": \"2026-11-19T08:55:00Z\"", 0, "is the candidate"),
    ("\"collectedAt\": \"2026-11-19T08:55:00Z\", \"serverTime\": \"2026-11-12T09:00:00Z\"", 2, "release/clock-skew"),
    ("\"by\": \"hand\"", 2, "has no key \"collectedAt\""),
  ])
  func `a gate goes by evidence of its own time`(stamps: String, status: Int32, words: String) async throws {
    try await withRepository { repository, commit in
      let file = repository.folder.removingLastComponent().appending("evidence.json")
      try await file.write(evidence(commit, smoke: "\"success\"", source: stamps))
      let run = try await releaseTrain(
        "gate", "deploy", "--environment", "production", "--commit", "HEAD", "--now", "2026-11-19T09:00:00Z",
        "--evidence", file.string, in: repository)
      #expect(run.status == status)
      #expect(run.text.contains(words), "\(run.text)")
    }
  }

  @Test func `what if never permits anything, and shows the conditions of any instant`() async throws {
    try await withRepository { repository, commit in
      let file = repository.folder.removingLastComponent().appending("evidence.json")
      try await file.write(evidence(commit, smoke: "\"success\""))
      for (now, line) in [("2026-11-19T09:00:00Z", "✓ `"), ("2026-11-17T09:00:00Z", "✗ ")] {
        let run = try await releaseTrain(
          "gate", "deploy", "--what-if", "--environment", "production", "--now", now, "--evidence", file.string,
          in: repository)
        #expect(run.status == 2)
        #expect(run.lines.first?.contains("this permits nothing") == true, "\(run.text)")
        #expect(run.lines.dropFirst().first?.hasPrefix(line) == true, "\(run.text)")
      }
    }
  }

  @Test(arguments: [
    ["gate", "deploy", "--environment", "production", "--commit", "no-such-commit"],
    ["gate", "deploy", "--environment", "production", "--commit", "HEAD", "--policy", "broken"],
    ["status", "--policy", "broken"],
  ])
  func `what cannot be read is undecided`(arguments: [String]) async throws {
    try await withRepository { repository, _ in
      try await repository.write("broken/release.yml", "zone: ../../etc/passwd\n")
      let run = try await run("release-train", arguments, in: repository.folder)
      #expect(run.status == 2)
      #expect(run.text.contains("release/setup-error") || run.errorText.contains("release/setup-error"))
    }
  }

  @Test(arguments: ["", "[]", "{", "{\"version\": 2}", "{\"version\": 1, \"deployments\": 3}"])
  func `evidence that is none is undecided`(evidence: String) async throws {
    try await withRepository { repository, _ in
      let file = repository.folder.removingLastComponent().appending("evidence.json")
      try await file.write(evidence)
      let gate = try await releaseTrain(
        "gate", "deploy", "--environment", "staging", "--commit", "HEAD", "--evidence", file.string, in: repository)
      #expect(gate.status == 2)
      #expect(try await releaseTrain("status", "--evidence", file.string, in: repository).status == 2)
    }
  }

  @Test(arguments: [
    ["status", "--now", "yesterday"], ["status", "--now", "-", "--format", "text"], ["gate", "deploy"], ["gate"], [],
    ["gate", "deploy", "--environment", "production", "--rollback"],
  ])
  func `a wrong command line ends with 64`(arguments: [String]) async throws {
    try await withRepository { repository, _ in
      let run = try await run("release-train", arguments, in: repository.folder)
      #expect(run.status == 64 || run.text.contains("USAGE"), "\(arguments) \(run.text)")
      if arguments.count != 1 { #expect(run.output.isEmpty) }
    }
  }

  private func check(_ repository: ScratchRepository, _ now: String) async throws -> Judged {
    try Judged(
      try await releaseTrain(
        "check", "--base", "main", "--stage", "pre-push", "--now", now, "--format", "json", in: repository))
  }

  @Test func `a pull request is told its train, and what it does to the policy`() async throws {
    try await withRepository(policy: "zone: UTC\n") { repository, _ in
      try await repository.git("checkout", "--quiet", "-b", "weaker")
      try await repository.commit([".signalbox/release.yml": "train: { freeze: { from: wednesday 20:00 } }\n"])
      let judged = try await check(repository, "2026-11-17T12:00:00Z")
      #expect(judged.rules == ["release/weakened-policy"])
      let words = "`train.freeze.from` is weaker than before: \"wednesday 18:00\" → \"wednesday 20:00\""
      #expect(judged.words.contains(words))
      #expect(judged.lines(of: "release/weakened-policy") == [1])
      #expect(judged.words.contains("ships in the release of 2026-11-19"))
      let late = try await check(repository, "2026-11-18T18:00:00Z")
      #expect(late.words.contains("ships in the release of 2026-11-26"))
      try await repository.commit([".signalbox/release.yml": "zone: Nowhere/Town\n"])
      let broken = try await check(repository, "2026-11-17T12:00:00Z")
      #expect(broken.verdict == "fail")
      #expect(broken.rules == ["release/invalid-policy"])
    }
  }

  @Test(arguments: ["text", "json", "sarif", "junit", "github", "markdown", "metrics"])
  func `a gate speaks every format`(format: String) async throws {
    try await withRepository { repository, _ in
      let run = try await releaseTrain(
        "gate", "deploy", "--environment", "production", "--commit", "HEAD", "--now", "2026-11-18T12:00:00Z",
        "--format",
        format, in: repository)
      #expect(run.status == 1)
      #expect(run.text.contains("release/outside-deployment-window"))
    }
  }
}
