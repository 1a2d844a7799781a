import Documents
import SystemPackage
import TestSupport
import Testing

/// What a caller gives to a reusable workflow is a value and never an option.
@Suite struct WorkflowInputTests {
  /// What no input may be, since a command line or a log would read more in it than a value.
  static let hostile = [
    "x\n--policy", "x\n::set-output name=verdict::pass", "--policy=trial", "-x", "$(touch pwned)\n", "x\r",
    "x\u{1B}[2K",
    "\u{200B}", "`touch pwned` x;",
  ]

  /// A value that is of the form of an input.
  static let good = [
    "archive": "https://example.com/a.tar.gz", "archive-sha256": String(repeating: "a", count: 64),
    "aws-region": "eu-central-1", "environments": #"[{"name": "staging", "folder": "infra/staging"}]"#,
    "issue-title": "Audit: what is overdue", "role-to-assume": "arn:aws:iam::123456789012:role/plan/reader",
    "terraform-version": "1.11.4",
    "build-cache": "false", "commit": String(repeating: "b", count: 40), "environment": "preview 7",
    "keep-evidence": "true", "report": "signalbox-gate-preview 7", "rollback": "true", "runs-on": "ubuntu-latest",
    "runs-on-untrusted": "ubuntu-24.04-arm", "signalbox-ref": String(repeating: "c", count: 40),
    "signalbox-repository": "acme/signalbox",
  ]

  /// The jobs of a workflow that begin with a look at the inputs, each with that step.
  private static func checks(in path: String) throws -> [(job: String, step: Node)] {
    try WorkflowFile(path).jobs.compactMap { name, job in
      guard let first = job["steps"]?.array?.first(where: { _ in true }),
        first["name"]?.string == "Check the inputs"
      else { return nil }
      return (name, first)
    }
  }

  private static func inputs(of path: String) throws -> [String] {
    // A script is what `prepare` is meant to be; it has no part in a command line, and runs where no secret is.
    try WorkflowFile(path).root["on"]?["workflow_call"]?["inputs"]?.object?.map(\.key).filter { $0 != "prepare" } ?? []
  }

  @Test(arguments: WorkflowFile.reusable)
  func `the first step of a workflow knows the form of each input`(path: String) throws {
    let checks = try Self.checks(in: path)
    let jobs = try WorkflowFile(path).jobs
    let first = try #require(jobs.first)
    #expect(checks.first?.job == first.name)
    // A job that runs whatever came of the others looks for itself.
    for (name, job) in jobs where job["if"]?.string == "always()" { #expect(checks.contains { $0.job == name }) }
    for check in checks {
      let given = check.step["env"]?.object?.map { ($0.key, $0.value.string ?? "") } ?? []
      let expected = try Self.inputs(of: path).map {
        (String($0.map { $0 == "-" ? "_" : $0 }), "${{ inputs.\($0) }}")
      }
      #expect(given.dropFirst().map(\.0) == expected.map(\.0), "\(path): \(check.job)")
      #expect(given.dropFirst().map(\.1) == expected.map(\.1))
      let script = try #require(check.step["run"]?.string)
      for input in try Self.inputs(of: path) { #expect(script.contains("\n\(input) "), "\(input)") }
    }
  }

  @Test(arguments: WorkflowFile.reusable)
  func `each input is refused where it is not of its form`(path: String) async throws {
    let inputs = try Self.inputs(of: path)
    for check in try Self.checks(in: path) {
      let script = try #require(check.step["run"]?.string)
      let usual = Dictionary(uniqueKeysWithValues: inputs.map { ($0, Self.good[$0] ?? "") })
      #expect(try await Self.run(script, usual).status == 0, "\(path)")
      for input in inputs {
        for value in Self.hostile {
          let run = try await Self.run(script, usual.merging([input: value]) { $1 })
          #expect(run.status == 1, "\(path): \(input) = \(value.debugDescription)")
          #expect(run.text.hasPrefix("::error title=Input refused::\(input) is not of the form"))
          #expect(run.lines.count == 1, "nothing of the value is told")
        }
      }
    }
  }

  private static func run(_ script: String, _ inputs: [String: String]) async throws -> Tool {
    let variables = inputs.map { ($0.key.replacing("-", with: "_"), $0.value) } + [("LC_ALL", "C")]
    return try await Tool.run(
      "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
      environment: Dictionary(uniqueKeysWithValues: variables))
  }

  // MARK: The judge

  /// Runs the judge of the action with a stand-in, and returns what it said, wrote and called.
  private static func judge(
    _ variables: [String: String]
  ) async throws -> (run: Tool, verdict: String, calls: [String]) {
    try await withScratchFolder { folder in
      let check = folder.appending("bin/contracts")
      try await check.write("#!/bin/bash\nprintf '%s\\0' \"$@\" >\"$CALLS\"\n")
      _ = try await Tool.run("chmod", ["+x", check.string])
      try await folder.appending("change/.keep").write("")
      try await folder.appending("output").write("")
      let usual = [
        "ARGUMENTS": "", "CHANGE": folder.appending("change").string, "COMMAND": "contracts check", "COMMIT": "",
        "DEFAULT_BRANCH": "", "ENVIRONMENT": "", "TOOL_REPORT": "", "RUNNER_TEMP": folder.string,
        "GITHUB_ACTION_PATH": Project.root.appending("workflows/judge").string,
        "GITHUB_OUTPUT": folder.appending("output").string, "CALLS": folder.appending("calls").string,
        "PATH": "\(folder.appending("bin")):\(Project.variable("PATH") ?? "")",
      ]
      let run = try await Tool.run(
        Project.root.appending("workflows/judge/judge").string, in: folder,
        environment: usual.merging(variables) { $1 })
      let calls = Project.text(of: folder.appending("calls")) ?? ""
      return (
        run, Project.text(of: folder.appending("output")) ?? "", calls.split(separator: "\u{0}").map(String.init)
      )
    }
  }

  @Test(arguments: [
    "--policy", "--policy=trial", "--allow-untrusted-policy", "--now", "--now=2026-01-01T00:00:00Z", "--repository",
    "--repository=/tmp", "--organisation-policy", "--organisation-policy=/tmp", "--base=HEAD", "--head", "--evidence",
    "--stage=pre-push", "--worktree",
  ])
  func `the judge takes no argument that changes what is trusted`(argument: String) async throws {
    for arguments in [argument, "--no-color\n\(argument)\nx", "\(argument)\n"] {
      let (run, verdict, calls) = try await Self.judge(["ARGUMENTS": arguments])
      #expect(run.status == 1)
      #expect(verdict.isEmpty && calls.isEmpty)
      #expect(run.text.contains("the judge takes no \(argument.prefix { $0 != "=" })"))
    }
  }

  @Test(arguments: ["--policy", "x\n--policy=trial", "--allow-untrusted-policy --policy=trial", "$(touch pwned)", "*"])
  func `a value stays one argument, whatever is in it`(value: String) async throws {
    let (run, verdict, calls) = try await Self.judge(["ENVIRONMENT": value, "COMMIT": value, "TOOL_REPORT": value])
    #expect(run.status == 0, "\(run.errorText)")
    #expect(verdict == "verdict=pass\n")
    for option in ["environment", "commit", "tool-report"] { #expect(calls.contains("--\(option)=\(value)")) }
    #expect(!calls.contains { $0 == value || $0.hasPrefix("--policy") })
  }
}

/// Hostile values through every input of every workflow, on a runner.
@Suite(.enabled(if: WorkflowRun.isPossible, WorkflowRun.why), .serialized)
struct HostileWorkflowTests {
  private static let hostile = "x\n--policy=trial\n$(touch pwned)"

  private static let inputs: [(caller: String, input: String)] = [
    ("signalbox-contracts", "archive"), ("signalbox-contracts", "archive-sha256"),
    ("signalbox-contracts", "build-cache"), ("signalbox-contracts", "keep-evidence"),
    ("signalbox-contracts", "runs-on"), ("signalbox-contracts", "signalbox-repository"),
    ("signalbox-contracts", "signalbox-ref"), ("signalbox-db-verify", "archive"),
    ("signalbox-release-train", "archive"), ("signalbox-lint", "archive"), ("signalbox-lint", "runs-on-untrusted"),
    ("signalbox-tests", "archive"), ("signalbox-tests", "runs-on-untrusted"),
    ("deploy", "environment"), ("deploy", "commit"),
  ]

  @Test(arguments: inputs)
  func `no verdict comes of a hostile input, and nothing is started with it`(caller: String, input: String)
    async throws
  {
    try await WorkflowRunTests.withTrial { trial in
      if caller == "deploy" {
        trial.event = "workflow_dispatch"
        trial.inputs = ["environment": "staging"]
        trial.payload = #"{"inputs": {"environment": "staging"}, "repository": {"default_branch": "main"}}"#
      }
      trial.further = [input: Self.hostile]
      let run = try await trial.run(caller: caller)
      #expect(!run.verdicts.contains("pass"), "\(run.log)")
      #expect(run.calls.allSatisfy { !$0.contains("--policy") }, "\(run.calls)")
      #expect(run.succeeded(WorkflowFileTests.required[caller] ?? "deploy") != true)
      let left = try await Tool.run("find", [trial.folder.string, "-name", "pwned"])
      #expect(left.lines.isEmpty)
    }
  }

  @Test func `what installs the linters has no part in what decides`() async throws {
    try await WorkflowRunTests.withTrial { trial in
      trial.secrets = ["GITHUB_TOKEN": "workflow-token", "SIGNALBOX_TEAM_TOKEN": "members-only"]
      trial.further = ["prepare": "env | sort >\"$RUNNER_TEMP/seen\"; echo --policy=trial; exit 1"]
      trial.environment = ["STAND_IN_STATUS": "2"]
      let run = try await trial.run(caller: "signalbox-lint")
      #expect(!run.verdicts.contains("pass"))
      #expect(run.calls.allSatisfy { !$0.contains("--policy") && !$0.hasPrefix("lint-gate run") }, "\(run.calls)")
      #expect(run.calls.allSatisfy { !$0.hasPrefix("lint-gate check") || !$0.contains("--tool-report") })
    }
  }

  @Test(arguments: ["lint", "tests"])
  func `the job that runs code of the change has a runner of its own`(file: String) throws {
    let jobs = Dictionary(try WorkflowFile("workflows/\(file).yml").jobs.map { ($0.name, $0.job) }) { first, _ in first
    }
    #expect(jobs["run"]?["runs-on"]?.string == "${{ inputs.runs-on-untrusted }}")
    for name in ["run", "judge"] {
      let step = jobs[name]?["steps"]?.array?.first { $0["if"]?.string?.hasPrefix("runner.environment") == true }
      #expect(
        step?["if"]?.string == "runner.environment == 'self-hosted' && inputs.runs-on == inputs.runs-on-untrusted")
      #expect(step?["run"]?.string?.contains("exit 1") == true)
    }
    for name in ["source", "judge"] { #expect(jobs[name]?["runs-on"]?.string == "${{ inputs.runs-on }}") }
  }
}
