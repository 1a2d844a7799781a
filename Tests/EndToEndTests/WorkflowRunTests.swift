import Documents
import SystemPackage
import TestSupport
import Testing

/// The reusable workflows, run from their callers with executables that do as they are told.
@Suite(.enabled(if: WorkflowRun.isPossible, WorkflowRun.why), .serialized)
struct WorkflowRunTests {
  static let callers = WorkflowFileTests.required.keys.sorted()

  /// Lends a trial on a small repository, whose archive holds stand-ins.
  static func withTrial<Result>(_ body: (inout WorkflowTrial) async throws -> Result) async throws -> Result {
    try await withScratchRepository { repository in
      try await repository.commit(["a.txt": "1"])
      try await repository.git("remote", "add", "origin", "https://github.com/acme/platform")
      let folder = repository.folder.removingLastComponent()
      let archive = try await StandInArchive(in: folder)
      var trial = WorkflowTrial(repository: repository, folder: folder)
      trial.payload = #"{"number": 104, "pull_request": {"number": 104, "head": {"repo": {"fork": false}}}}"#
      trial.variables = ["SIGNALBOX_ARCHIVE": archive.address, "SIGNALBOX_ARCHIVE_SHA256": archive.digest]
      return try await body(&trial)
    }
  }

  @Test(arguments: callers)
  func `a verdict of pass makes the required check succeed`(caller: String) async throws {
    try await Self.withTrial { trial in
      let run = try await trial.run(caller: caller)
      #expect(run.status == 0, "\(run.log)")
      #expect(run.verdicts == ["pass"])
      #expect(run.succeeded(WorkflowFileTests.required[caller] ?? "") == true)
      for format in ["json", "sarif", "txt"] { #expect(run.artifacts.contains("\(caller)/report.\(format)")) }
      #expect(!run.artifacts.contains { $0.hasSuffix("evidence.json") }, "it names people")
    }
  }

  /// What a check does besides deciding, all callers treat alike.
  @Test(
    arguments: callers.flatMap { [($0, "1", "fail"), ($0, "2", "undecided")] } + [
      ("signalbox-contracts", "64", "undecided"), ("signalbox-contracts", "139", "undecided"),
    ])
  func `any other verdict makes the run fail`(caller: String, status: String, verdict: String) async throws {
    try await Self.withTrial { trial in
      trial.environment = ["STAND_IN_STATUS": status]
      let run = try await trial.run(caller: caller)
      #expect(run.status == 1)
      #expect(run.verdicts == [verdict])
      #expect(run.artifacts.contains("\(caller)/report.json"), "a report is kept, whatever it says")
    }
  }

  @Test func `evidence is collected with the token, and the check that judges has none`() async throws {
    try await Self.withTrial { trial in
      trial.secrets = ["GITHUB_TOKEN": "workflow-token", "SIGNALBOX_TEAM_TOKEN": "members-only"]
      let run = try await trial.run(caller: "signalbox-contracts")
      let collect = try #require(run.calls.first { $0.hasPrefix("evidence collect --output") })
      #expect(collect.hasSuffix("token=workflow-token"))
      #expect(run.calls.contains("team token: members-only"))
      #expect(!collect.contains("members-only"), "other processes can read arguments")
      let check = try #require(run.calls.first { $0.hasPrefix("contracts check") })
      #expect(check.contains("--evidence") && check.hasSuffix("token=none"))
    }
  }

  /// The exit status of `evidence collect`, and whether it leaves a document.
  @Test(arguments: [("2", true), ("64", false)])
  func `where evidence could not be collected the check is asked all the same`(status: String, leaves: Bool)
    async throws
  {
    try await Self.withTrial { trial in
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      trial.environment = ["STAND_IN_EVIDENCE": status, "STAND_IN_STATUS": "2"]
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.verdicts == ["undecided"])
      let check = try #require(run.calls.first { $0.hasPrefix("contracts check") })
      #expect(check.contains("--evidence") == leaves)
      #expect(run.log.contains("could not be collected"))
    }
  }

  @Test func `suites run without a token, and hand their evidence to the job that decides`() async throws {
    try await Self.withTrial { trial in
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      let run = try await trial.run(caller: "signalbox-tests")
      let suites = try #require(run.calls.firstIndex { $0.hasPrefix("test-gate run --output") })
      let check = try #require(run.calls.firstIndex { $0.hasPrefix("test-gate check") })
      #expect(run.calls[suites].hasSuffix("token=none"))
      #expect(run.calls[check].contains("--tool-report"))
      #expect(suites < check)
      #expect(run.artifacts.contains("signalbox-tests-run/tests.json"))
    }
  }

  @Test func `linters run without a token, and hand their report to the job that decides`() async throws {
    try await Self.withTrial { trial in
      trial.secrets = ["GITHUB_TOKEN": "workflow-token", "SIGNALBOX_TEAM_TOKEN": "members-only"]
      let run = try await trial.run(caller: "signalbox-lint")
      let linters = try #require(run.calls.firstIndex { $0.hasPrefix("lint-gate run --output") })
      let check = try #require(run.calls.firstIndex { $0.hasPrefix("lint-gate check") })
      #expect(run.calls[linters].hasSuffix("token=none"))
      #expect(run.calls[check].contains("--tool-report"))
      #expect(linters < check)
      #expect(run.artifacts.contains("signalbox-lint-run/lint.json"))
      #expect(!run.calls[..<linters].contains { $0.hasPrefix("evidence") }, "no evidence where linters run")
    }
  }

  @Test func `an archive with another digest is not installed, and nothing passes`() async throws {
    try await Self.withTrial { trial in
      trial.variables["SIGNALBOX_ARCHIVE_SHA256"] = String(repeating: "a", count: 64)
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.status == 1)
      #expect(run.verdicts.isEmpty && run.calls.isEmpty)
      #expect(run.log.contains("was expected"))
    }
  }

  @Test(arguments: ["http://example.com/a.tar.gz", "ftp://example.com/a.tar.gz", "a.tar.gz", "--output=/dev/null"])
  func `an archive from elsewhere than https or a file is refused`(address: String) async throws {
    try await Self.withTrial { trial in
      trial.variables["SIGNALBOX_ARCHIVE"] = address
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.status == 1)
      #expect(run.log.contains("archive is not of the form"))
      #expect(run.verdicts.isEmpty && run.calls.isEmpty)
    }
  }

  @Test(arguments: [("0", "pass"), ("1", "fail"), ("2", "undecided")])
  func `a deployment starts where its gate passed`(status: String, verdict: String) async throws {
    try await Self.withTrial { trial in
      trial.event = "workflow_dispatch"
      trial.inputs = ["environment": "staging"]
      trial.payload = #"{"inputs": {"environment": "staging"}, "repository": {"default_branch": "main"}}"#
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      trial.environment = ["STAND_IN_STATUS": status]
      let run = try await trial.run(caller: "deploy")
      #expect(run.verdicts == [verdict])
      #expect((run.succeeded("deploy") == true) == (verdict == "pass"))
      let head = try await trial.repository.id(of: "HEAD")
      let gate = try #require(run.calls.first { $0.hasPrefix("release-train gate deploy") })
      #expect(gate.contains("--environment=staging --commit=\(head)"))
      let collect = try #require(run.calls.first { $0.hasPrefix("evidence collect") })
      #expect(collect.contains("--commit=\(head)"), "the event of a deployment is about no change")
      #expect(run.artifacts.contains("signalbox-gate-staging/report.json"))
    }
  }

  @Test func `a gate without a commit is asked for the candidate, and a rollback says that it is one`() async throws {
    try await Self.withTrial { trial in
      trial.event = "workflow_dispatch"
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      let head = try await trial.repository.id(of: "HEAD")
      for (commit, rollback) in [("", "false"), (head, "true"), ("", "true")] {
        trial.inputs = ["environment": "production", "commit": commit, "rollback": rollback]
        trial.payload = """
          {"inputs": {"environment": "production", "commit": "\(commit)", "rollback": "\(rollback)"}}
          """
        let run = try await trial.run(caller: "deploy")
        guard let gate = run.calls.first(where: { $0.hasPrefix("release-train gate deploy") }) else {
          // A way back to nowhere is refused before anything is asked.
          #expect(commit.isEmpty && rollback == "true" && run.status == 1, "\(run.log)")
          continue
        }
        #expect(gate.contains("--commit") == !commit.isEmpty)
        #expect(gate.contains("--rollback") == (rollback == "true"))
        #expect(run.calls.contains { $0.hasPrefix("evidence collect") && $0.contains("--commit=\(head)") })
        #expect(run.log.contains("The gate lets \(head) through."))
        #expect(run.succeeded("deploy") == true)
      }
    }
  }

  @Test func `a report goes to code scanning where the repository asks for it, and not from a fork`() async throws {
    try await Self.withTrial { trial in
      trial.variables["SIGNALBOX_CODE_SCANNING"] = "true"
      #expect(try await trial.run(caller: "signalbox-contracts").artifacts.contains("signalbox-contracts.sarif"))
      trial.payload = trial.payload.replacing(#""fork": false"#, with: #""fork": true"#)
      _ = try await Tool.run("rm", ["-rf", trial.folder.appending("artifacts").string])
      let fork = try await trial.run(caller: "signalbox-contracts")
      #expect(fork.status == 0)
      #expect(!fork.artifacts.contains("signalbox-contracts.sarif"))
    }
  }

  @Test(arguments: [("pass", true), ("fail", false), ("undecided", false), ("", false)])
  func `the required check follows the output of what it called`(verdict: String, succeeds: Bool) async throws {
    try await Self.withTrial { trial in
      // A workflow that ends well whatever it says: `act` would not run the last job after one that failed.
      trial.source = trial.folder.appending("called")
      try await trial.source.appending(".github/workflows/contracts.yml").write(Self.answering(verdict))
      let run = try await trial.run(caller: "signalbox-contracts")
      #expect(run.succeeded("contracts") == succeeds, "\(run.log)")
      #expect(run.status == (succeeds ? 0 : 1))
    }
  }

  private static func answering(_ verdict: String) -> String {
    """
    on:
      workflow_call:
        outputs:
          verdict:
            value: ${{ jobs.judge.outputs.verdict }}
    jobs:
      judge:
        runs-on: ubuntu-latest
        outputs:
          verdict: ${{ steps.judge.outputs.verdict }}
        steps:
          - id: judge
            run: echo "verdict=\(verdict)" >>"$GITHUB_OUTPUT"
    """
  }
}
