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
  private static func run(_ answers: [String], refusing: Bool = false) async throws -> (
    run: WorkflowRun, calls: [String]
  ) {
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
        esac
        count=$(grep -vc POST "\#(log.string)")
        while [ ! -f "\#(folder.string)/answer-$count" ]; do count=$((count - 1)); done
        cat "\#(folder.string)/answer-$count"
        """#)
      _ = try await Tool.run("chmod", ["+x", folder.appending("bin/gh").string])
      trial.event = "pull_request_review"
      trial.payload =
        #"{"number": 104, "action": "submitted", "pull_request": {"number": 104, "head": {"sha": "cafe"}}}"#
      let path = "\(folder.appending("bin").string):\(Project.variable("PATH") ?? "")"
      trial.environment = ["PATH": path, "SIGNALBOX_WAIT": "0"]
      trial.secrets = ["GITHUB_TOKEN": "workflow-token"]
      let run = try await trial.run(caller: "signalbox-review")
      return (run, (Project.text(of: log) ?? "").split(separator: "\n").map(String.init))
    }
  }

  private static func runs(_ runs: (id: Int, path: String, number: Int, status: String)...) -> String {
    let list = runs.map {
      #"{"id": \#($0.id), "path": ".github/workflows/\#($0.path)", "run_number": \#($0.number), "status": "\#($0.status)"}"#
    }
    return #"{"workflow_runs": [\#(list.joined(separator: ", "))]}"#
  }

  @Test func `the latest run of each check on this head is started again, and no other workflow`() async throws {
    let answer = Self.runs(
      (1, "signalbox-contracts.yml", 7, "completed"), (2, "signalbox-contracts.yml", 8, "completed"),
      (3, "signalbox-lint.yml", 3, "completed"), (4, "build.yml", 9, "in_progress"))
    let (run, calls) = try await Self.run([answer])
    #expect(run.status == 0, "\(run.log)")
    #expect(calls.first?.contains("event=pull_request&head_sha=cafe") == true)
    let started = calls.filter { $0.contains("POST") }.map { $0.split(separator: "/").suffix(2).joined(separator: "/") }
    #expect(started.sorted() == ["2/rerun", "3/rerun"])
  }

  @Test func `a run that has not ended is waited for`() async throws {
    let running = Self.runs((1, "signalbox-contracts.yml", 7, "in_progress"))
    let (_, calls) = try await Self.run([running, running, Self.runs((1, "signalbox-contracts.yml", 7, "completed"))])
    #expect(calls.count == 4)
    #expect(calls.last?.contains("runs/1/rerun") == true)
  }

  @Test func `where there is no run nothing is started`() async throws {
    let (run, calls) = try await Self.run([Self.runs()])
    #expect(run.status == 0)
    #expect(calls.count == 1, "none will come, and nothing is waited for")
    #expect(!calls.contains { $0.contains("POST") })
  }

  @Test func `a token that may not start a run says what to press, and fails nothing`() async throws {
    let (run, _) = try await Self.run([Self.runs((1, "signalbox-contracts.yml", 7, "completed"))], refusing: true)
    #expect(run.status == 0)
    #expect(run.log.contains("press Re-run all jobs"))
  }
}
