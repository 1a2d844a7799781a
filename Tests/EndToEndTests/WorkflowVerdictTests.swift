import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// The workflows, with the packaged executables, on changes of the sample repositories.
@Suite(
  .enabled(if: WorkflowRun.isPossible, WorkflowRun.why),
  .enabled(if: PackagedExecutables.isPossible, PackagedExecutables.why), .serialized)
struct WorkflowVerdictTests {
  /// A change of a sample repository, and what a caller says of it.
  struct Case {
    let caller: String
    let branch: String
    let verdict: String
    var event = "pull_request"
    /// The branch that a pull request is to go to.
    var base = "main"
    var isRequiredByRuleset = false
  }

  static let platform = [
    Case(caller: "signalbox-contracts", branch: "good-documentation-only", verdict: "pass"),
    Case(caller: "signalbox-contracts", branch: "bad-duplicate-key", verdict: "fail"),
    Case(caller: "signalbox-contracts", branch: "bad-duplicate-key", verdict: "fail", event: "merge_group"),
    Case(caller: "signalbox-contracts", branch: "bad-duplicate-key", verdict: "fail", event: "push"),
    Case(caller: "signalbox-contracts", branch: "bad-unapproved", verdict: "undecided"),
    Case(
      caller: "signalbox-contracts", branch: "good-documentation-only", verdict: "pass", isRequiredByRuleset: true),
    Case(
      caller: "signalbox-contracts", branch: "good-documentation-only", verdict: "undecided", base: "sandbox",
      isRequiredByRuleset: true),
    Case(caller: "signalbox-lint", branch: "good-documentation-only", verdict: "pass"),
    Case(caller: "signalbox-lint", branch: "bad-lint-tool-failed", verdict: "undecided"),
    Case(caller: "signalbox-release-train", branch: "good-documentation-only", verdict: "pass"),
    Case(caller: "signalbox-release-train", branch: "bad-release-calendar", verdict: "undecided"),
    Case(caller: "signalbox-release-train", branch: "bad-train-weaker", verdict: "undecided"),
  ]

  static let engineering = [
    Case(caller: "signalbox-db-verify", branch: "good-documentation-only", verdict: "pass"),
    Case(caller: "signalbox-db-verify", branch: "bad-name", verdict: "fail"),
  ]

  @Test(arguments: [("platform", platform), ("ehg-engineering", engineering)])
  func `changes get their verdict from the executables of the archive`(fixture: String, cases: [Case]) async throws {
    try await Self.withTrial(on: fixture) { trial in
      for change in cases { try await Self.judge(change, &trial) }
    }
  }

  @Test(
    .enabled(
      if: Project.hasProgram("eslint") && Project.hasProgram("rubocop"), "ESLint and RuboCop are not both installed"))
  func `real linters run in their job, and what they find fails the check in another`() async throws {
    try await Self.withTrial(on: "platform") { trial in
      trial.environment = ["NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"]
      try await Self.judge(Case(caller: "signalbox-lint", branch: "good-services", verdict: "pass"), &trial)
      try await Self.judge(Case(caller: "signalbox-lint", branch: "bad-lint-eslint", verdict: "fail"), &trial)
    }
  }

  @Test(arguments: [("production", "pass"), ("staging", "fail"), ("unheard-of", "undecided")])
  func `the gate answers by the freezes of the default branch, as of the machine's clock`(
    environment: String, verdict: String
  ) async throws {
    try await withScratchRepository { repository in
      // The gate asks the clock of the machine, so the cut is open from yesterday to tomorrow.
      let days = try await Tool.run(
        "bash", ["-c", "for day in -2 -1 1; do LC_ALL=C date -u -d \"$day days\" +%A; done"]
      )
      .lines.map { $0.lowercased() }
      let policy = """
        train:
          freeze: { environment: staging, from: \(days[0]) 00:00, until: cut, at-latest: \(days[2]) 24:00 }
          cut: { environment: production, from: \(days[1]) 00:00, until: \(days[2]) 24:00, requires: [] }
        freezes:
          - { name: audit, environments: [staging], from: 2020-01-01T00:00:00Z, until: 2100-01-01T00:00:00Z,
              owner: pat, reason: an audit }
        """
      let earlier = try await repository.commit(["README.md": "A service\n"])
      let commit = try await repository.commit([".signalbox/release.yml": policy])
      try await Self.becomeClone(repository)
      // GitHub says that staging runs the commit and that nothing was released yet.
      let clock = try await Tool.run("bash", ["-c", "LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT'"])
      let forge = Forge(date: clock.text)
      let began = try await Tool.run("bash", ["-c", "date -u -d '5 days ago' +%FT%TZ"]).text
      forge.set("/repos/acme/platform/deployments", [])
      forge.set(
        "/repos/acme/platform/deployments?environment=staging&per_page=30",
        [
          [
            // To deploy what runs already is no change.
            "id": 5, "environment": "staging", "sha": .string(environment == "staging" ? earlier : commit),
            "created_at": .string(began),
          ]
        ])
      forge.set(
        "/repos/acme/platform/deployments/5/statuses", [["state": "success", "created_at": .string(began)]])
      forge.set("/repos/acme/platform/commits/\(commit)/pulls", [])
      forge.set("/repos/acme/platform/issues", [])
      forge.set("/repos/acme/platform/commits/\(commit)/check-runs", ["check_runs": []])
      forge.set("/repos/acme/platform/commits/\(commit)/statuses", [])
      var trial = WorkflowTrial(repository: repository, folder: repository.folder.removingLastComponent())
      trial.variables = try await PackagedExecutables.shared().variables
      trial.event = "workflow_dispatch"
      trial.inputs = ["environment": environment]
      trial.payload = #"{"inputs": {"environment": "\#(environment)"}, "repository": {"default_branch": "main"}}"#
      trial.secrets = ["GITHUB_TOKEN": Forge.token]
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        trial.environment = ["GITHUB_API_URL": server.address]
        let run = try await trial.run(caller: "deploy")
        #expect(run.verdicts == [verdict], "\(run.log)")
        #expect((run.succeeded("deploy") == true) == (verdict == "pass"))
      }
    }
  }

  /// Lends a trial on a sample repository, with the archive.
  private static func withTrial(on fixture: String, _ body: (inout WorkflowTrial) async throws -> Void) async throws {
    try await withFixture(fixture) { repository in
      try await becomeClone(repository)
      var trial = WorkflowTrial(repository: repository, folder: repository.folder.removingLastComponent())
      trial.variables = try await PackagedExecutables.shared().variables
      try await body(&trial)
    }
  }

  /// Gives a repository what one that was checked out from a server has.
  private static func becomeClone(_ repository: ScratchRepository) async throws {
    try await repository.git("remote", "add", "origin", "https://github.com/acme/platform")
    for branch in ["main", "sandbox"] {
      try await repository.git("update-ref", "refs/remotes/origin/\(branch)", "main")
    }
  }

  private static func judge(_ change: Case, _ trial: inout WorkflowTrial) async throws {
    let repository = trial.repository
    try await repository.git("checkout", "--quiet", "--detach", "main")
    try await repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", change.branch)
    trial.event = change.event
    trial.isRequiredByRuleset = change.isRequiredByRuleset
    trial.payload = try await payload(of: change, in: repository)
    let run = try await trial.run(caller: change.caller)
    #expect(run.verdicts == [change.verdict], "\(change): \(run.log)")
    #expect(run.status == (change.verdict == "pass" ? 0 : 1), "\(change)")
    let report = trial.folder.appending("artifacts/\(change.caller)/report.json")
    let text = try #require(Project.text(of: report), "\(change)")
    let document = try Document.json(SourceText(Array(text.utf8))).root
    #expect(document["verdict"]?.string == change.verdict)
    let judged = document["reports"]?.array?.first?["judged"]?.string
    #expect(judged == (try await repository.id(of: "HEAD")), "\(change)")
  }

  /// A payload of the event about a branch that HEAD merges into main: a recorded one, where there is one.
  private static func payload(of change: Case, in repository: ScratchRepository) async throws -> String {
    let (main, merge) = (try await repository.id(of: "main"), try await repository.id(of: "HEAD"))
    let head = try await repository.id(of: change.branch)
    switch change.event {
    case "push":
      return #"""
        {"ref": "refs/heads/main", "before": "\#(main)", "after": "\#(merge)", "deleted": false,
        "repository": {"default_branch": "main"}}
        """#
    case "merge_group":
      return try recorded(
        "merge_group/checks_requested", [["merge_group", "base_sha"]: main, ["merge_group", "head_sha"]: merge])
          ?? #"""
          {"merge_group": {"base_sha": "\#(main)", "head_sha": "\#(merge)", "base_ref": "refs/heads/main",
            "head_ref": "refs/heads/gh-readonly-queue/main/pr-2-\#(main)"}}
          """#
    default:
      let payload = #"""
        {"number": 2, "pull_request": {"number": 2, "head": {"ref": "x", "sha": "\#(head)"},
         "base": {"ref": "\#(change.base)"}}, "repository": {"default_branch": "main"}}
        """#
      guard change.base == "main" else { return payload }
      return try recorded("pull_request/opened", [["pull_request", "head", "sha"]: head]) ?? payload
    }
  }

  /// A recorded payload with other ids at some of its places; `nil` where the recordings are not on this machine.
  private static func recorded(_ name: String, _ ids: [[String]: String]) throws -> String? {
    guard var text = Project.text(of: Project.corpora.appending("github/webhooks/\(name).payload.json")) else {
      return nil
    }
    let root = try Document.json(SourceText(Array(text.utf8))).root
    for (path, id) in ids {
      var node: Node? = root
      for key in path { node = node?[key] }
      text = text.replacing(try #require(node?.string), with: id)
    }
    // The default branch here is main, whatever it was there.
    if let branch = root["repository"]?["default_branch"]?.string { text = text.replacing(branch, with: "main") }
    return text
  }
}
