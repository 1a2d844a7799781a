import Documents
import SystemPackage
import TestSupport
import Testing

/// `contracts check` as a step of a workflow of GitHub Actions.
@Suite struct WorkflowEventTests {
  /// A checkout as actions/checkout leaves it, in which `event.json` is what happened.
  struct Workflow {
    let scratch: ScratchRepository
    let main: String
    let feature: String
    let merge: String

    init(_ scratch: ScratchRepository) async throws {
      self.scratch = scratch
      try await scratch.commit(["a.txt": "1"])
      try await scratch.git("checkout", "--quiet", "-b", "feature")
      feature = try await scratch.commit(["platform/contracts/a.json": #"{"type": 1, "type": 2}"#])
      try await scratch.git("checkout", "--quiet", "main")
      main = try await scratch.commit(["a.txt": "2"])
      try await scratch.git("update-ref", "refs/remotes/origin/main", main)
      try await scratch.git("checkout", "--quiet", "--detach")
      try await scratch.git("merge", "--quiet", "--no-ff", "--message", "Merge", "feature")
      merge = try await scratch.id(of: "HEAD")
      try await scratch.write(".git/info/exclude", "event.json\nannotations.txt\n")
    }

    func check(
      _ arguments: String..., at event: String, payload: String?, environment: [String: String] = [:]
    ) async throws -> Judged {
      if let payload { try await scratch.write("event.json", payload) }
      let workflow = [
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, "GITHUB_STEP_SUMMARY": "",
        "GITHUB_EVENT_PATH": payload == nil ? "" : scratch.folder.appending("event.json").string,
      ]
      // Annotations stand on standard error, and are no part of the report.
      let command = "$CONTRACTS check --format json \(arguments.joined(separator: " ")) 2>annotations.txt"
      return try Judged(
        try await shell(command, in: scratch.folder, environment: workflow.merging(environment) { $1 }))
    }

    var pullRequest: String {
      """
      {"number": 104, "pull_request": {"head": {"ref": "orders-v2", "sha": "\(feature)"}, "base": {"ref": "main"}}}
      """
    }
  }

  static func withWorkflow<Result>(_ body: (Workflow) async throws -> Result) async throws -> Result {
    try await withScratchRepository { try await body(Workflow($0)) }
  }

  @Test func `a pull request is judged by its event`() async throws {
    try await Self.withWorkflow { workflow in
      let judged = try await workflow.check(at: "pull_request", payload: workflow.pullRequest)
      #expect(judged.verdict == "fail")
      #expect(judged.rules.contains("contracts/duplicate-key"))
      #expect(judged.string("base") == workflow.main)
      #expect(judged.string("judged") == workflow.merge)
      #expect(judged.string("ref") == "refs/heads/orders-v2")
      #expect(judged.string("stage") == "merge")
    }
  }

  @Test func `a push to the default branch asks for no approval`() async throws {
    try await Self.withWorkflow { workflow in
      let payload = """
        {"ref": "refs/heads/main", "before": "\(workflow.main)", "after": "\(workflow.merge)",
         "repository": {"default_branch": "main"}}
        """
      let judged = try await workflow.check(at: "push", payload: payload)
      #expect(judged.rules == ["contracts/duplicate-key"])
      #expect(judged.run.text.contains("approvals were checked before"))
      let same = try await workflow.check(
        "--base", workflow.main, "--head", workflow.merge, at: "push", payload: payload)
      #expect(same.rules.contains("contracts/missing-approval"), "a named base says nothing about where the commit is")
    }
  }

  @Test func `a default branch that is new has no base, and no policy but the defaults`() async throws {
    try await Self.withWorkflow { workflow in
      let payload = """
        {"ref": "refs/heads/main", "before": "\(PrePushTests.nothing)", "after": "\(workflow.merge)",
         "repository": {"default_branch": "main"}}
        """
      let judged = try await workflow.check(at: "push", payload: payload)
      #expect(judged.rules == ["contracts/duplicate-key"])
      #expect(judged.string("base") == nil)
      #expect(judged.words.contains("all of it is checked as new"))
      #expect(judged.words.contains("the defaults apply"))
    }
  }

  @Test(arguments: ["{", nil, String(repeating: " ", count: (32 << 20) + 1)])
  func `a payload that cannot be read is undecided, and no matter where the commits are named`(
    payload: String?
  ) async throws {
    try await Self.withWorkflow { workflow in
      let judged = try await workflow.check(at: "pull_request", payload: payload)
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["contracts/setup-error"])
      #expect(judged.words.contains("--base REV --head REV"))
      let named = try await workflow.check("--base", "main", "--head", "feature", at: "pull_request", payload: payload)
      #expect(named.rules.contains("contracts/duplicate-key"))
    }
  }

  @Test func `a workflow without the name of its event is undecided, and anything else is no workflow`() async throws {
    try await Self.withWorkflow { workflow in
      #expect(try await workflow.check(at: "", payload: "{}").words.contains("GITHUB_EVENT_NAME is not set"))
      let outside = try await workflow.check(at: "", payload: "{", environment: ["GITHUB_ACTIONS": "false"])
      #expect(outside.string("base") == workflow.main)
    }
  }

  @Test func `an event that has the base branch checked out needs a head`() async throws {
    try await Self.withWorkflow { workflow in
      try await workflow.scratch.git("checkout", "--quiet", "--detach", "main")
      let silent = try await workflow.check(at: "pull_request_target", payload: workflow.pullRequest)
      #expect(silent.verdict == "undecided")
      #expect(silent.words.contains("--head \(workflow.feature)"))
      let named = try await workflow.check(
        "--head", workflow.feature, at: "pull_request_target", payload: workflow.pullRequest)
      #expect(named.rules.contains("contracts/duplicate-key"))
      #expect(named.string("judged") == workflow.feature)
    }
  }

  @Test func `the policy that is shown is that of the event's base`() async throws {
    try await Self.withWorkflow { workflow in
      try await workflow.scratch.write("event.json", "{")
      let run = try await contracts(
        ["policy", "show"], in: workflow.scratch.folder,
        environment: [
          "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
          "GITHUB_EVENT_PATH": workflow.scratch.folder.appending("event.json").string,
        ])
      #expect(run.status == 2)
      #expect(run.errorText.contains("the payload of the event push cannot be read"))
    }
  }
}
