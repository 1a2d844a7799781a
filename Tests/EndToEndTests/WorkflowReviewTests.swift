import Documents
import SystemPackage
import TestSupport
import Testing

/// The workflow that has the checks judge again when a review arrives, run for real with a `gh` that answers as told.
@Suite(
  .enabled(
    if: WorkflowRun.isPossible && Project.hasProgram("jq"), "act or jq is not in PATH; Scripts/test puts them there"),
  .serialized)
struct WorkflowReviewTests {
  private static func run(
    _ answers: [String], refusing: Bool = false, on event: String = "pull_request_review", was base: String? = nil
  ) async throws -> (run: WorkflowRun, calls: [String]) {
    try await WorkflowRunTests.withTrial { trial in
      let folder = trial.folder
      for (number, answer) in answers.enumerated() { try await folder.appending("answer-\(number + 1)").write(answer) }
      let log = folder.appending("gh-calls")
      try await folder.appending("bin/gh").write(
        #"""
        #!/usr/bin/env bash
        echo "$*" >>"\#(log.string)"
        case $* in
        *POST*) exit \#(refusing ? 1 : 0) ;;
        */actions/runs/*) echo '{"created_at": "2026-11-17T12:00:00Z"}'; exit ;;
        esac
        count=$(grep -c head_sha "\#(log.string)")
        while [ ! -f "\#(folder.string)/answer-$count" ]; do count=$((count - 1)); done
        cat "\#(folder.string)/answer-$count"
        """#)
      _ = try await Tool.run("chmod", ["+x", folder.appending("bin/gh").string])
      trial.event = event
      let changes = base.map { #", "changes": {"base": {"ref": {"from": "\#($0)"}}}"# } ?? ""
      trial.payload = #"""
        {"number": 104, "action": "\#(event == "pull_request" ? "labeled" : "submitted")"\#(changes),
         "pull_request": {"number": 104, "head": {"sha": "cafe"}, "base": {"ref": "main"}}}
        """#
      let path = "\(folder.appending("bin").string):\(Project.variable("PATH") ?? "")"
      trial.environment = ["PATH": path, "SIGNALBOX_WAIT": "0"]
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      let run = try await trial.run(caller: "signalbox-review")
      return (run, (Project.text(of: log) ?? "").split(separator: "\n").map(String.init))
    }
  }

  /// A run as GitHub tells it: of a pull request into a branch, or of a fork, whose runs name none.
  private struct Run {
    var id: Int
    var path: String
    var number = 7
    var status = "completed"
    var pull: Int? = 104
    var base = "main"
    var started = "11:00"

    var json: String {
      let pulls = pull.map { #"{"number": \#($0), "base": {"ref": "\#(base)"}}"# } ?? ""
      return #"""
        {"id": \#(id), "path": "\#(path)", "run_number": \#(number), "status": "\#(status)",
         "run_started_at": "2026-11-17T\#(started):00Z", "pull_requests": [\#(pulls)]}
        """#
    }
  }

  private static let contracts = ".github/workflows/signalbox-contracts.yml"
  private static let lint = ".github/workflows/signalbox-lint.yml"

  private static func answer(_ runs: Run...) -> String {
    #"{"workflow_runs": [\#(runs.map(\.json).joined(separator: ", "))]}"#
  }

  /// The runs that were started again.
  private static func started(_ calls: [String]) -> [String] {
    calls.filter { $0.contains("POST") }.compactMap { $0.split(separator: "/").dropLast().last.map(String.init) }
      .sorted()
  }

  @Test(arguments: ["pull_request_review", "pull_request"])
  func `the latest run of each check for this pull request is started again, and no other workflow`(event: String)
    async throws
  {
    let answer = Self.answer(
      Run(id: 1, path: Self.contracts, number: 7), Run(id: 2, path: Self.contracts, number: 8),
      Run(id: 3, path: Self.lint), Run(id: 4, path: ".github/workflows/build.yml", status: "in_progress"),
      Run(id: 5, path: ".github/workflows/signalbox-review.yml", status: "in_progress"))
    let (run, calls) = try await Self.run([answer], on: event)
    #expect(run.status == 0, "\(run.log)")
    #expect(calls.contains { $0.contains("event=pull_request&head_sha=cafe") })
    #expect(Self.started(calls) == ["2", "3"])
  }

  @Test func `a run of another pull request of the same head, or of another base, stays as it is`() async throws {
    let answer = Self.answer(
      Run(id: 1, path: Self.contracts, number: 7),
      Run(id: 2, path: Self.contracts, number: 9, pull: 105, base: "sandbox"),
      Run(id: 3, path: Self.lint, base: "sandbox"))
    #expect(Self.started(try await Self.run([answer]).calls) == ["1"])
    let moved = try await Self.run([answer], on: "pull_request", was: "sandbox").calls
    #expect(Self.started(moved) == ["1", "3"], "the pull request had that base until now")
  }

  @Test func `a run of a workflow that a ruleset requires is started again, wherever its file is`() async throws {
    let answer = Self.answer(
      Run(id: 1, path: "acme/signalbox/workflows/callers/signalbox-contracts.yml@refs/heads/main"),
      Run(id: 2, path: ".github/workflows/signalbox-lint.yml@v1"))
    #expect(Self.started(try await Self.run([answer], on: "pull_request").calls) == ["1", "2"])
  }

  @Test func `a run that began after the event has read it already`() async throws {
    let answer = Self.answer(
      Run(id: 1, path: Self.contracts, started: "12:00"), Run(id: 2, path: Self.lint, started: "11:59"))
    #expect(Self.started(try await Self.run([answer], on: "pull_request").calls) == ["2"])
  }

  @Test func `all runs of a fork's head are started again, since they name no pull request`() async throws {
    let answer = Self.answer(
      Run(id: 1, path: Self.contracts, number: 7, pull: nil), Run(id: 2, path: Self.contracts, number: 8, pull: nil))
    #expect(Self.started(try await Self.run([answer]).calls) == ["1", "2"])
  }

  @Test func `a run that has not ended is waited for`() async throws {
    let running = Self.answer(Run(id: 1, path: Self.contracts, status: "in_progress"))
    let (_, calls) = try await Self.run([running, running, Self.answer(Run(id: 1, path: Self.contracts))])
    #expect(calls.count { $0.contains("head_sha") } == 3)
    #expect(calls.last?.contains("runs/1/rerun") == true)
  }

  @Test func `where there is no run nothing is started`() async throws {
    let (run, calls) = try await Self.run([Self.answer()])
    #expect(run.status == 0)
    #expect(calls.count { $0.contains("head_sha") } == 1, "none will come, and nothing is waited for")
    #expect(Self.started(calls).isEmpty)
  }

  @Test func `a token that may not start a run says what to press, and fails nothing`() async throws {
    let (run, _) = try await Self.run([Self.answer(Run(id: 1, path: Self.contracts))], refusing: true)
    #expect(run.status == 0)
    #expect(run.log.contains("press Re-run all jobs"))
  }
}
