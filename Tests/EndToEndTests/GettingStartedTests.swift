import SystemPackage
import TestSupport
import Testing
import WebServer

/// The guide for newcomers, walked through as it stands.
@Suite struct GettingStartedTests {
  @Test func `every command of the guide does what the guide says`() async throws {
    try await withScratchFolder { folder in
      let walk = try await Walk(in: folder)
      #expect(walk.statuses.allSatisfy { $0 == 0 }, "\(walk.log)")
      #expect(walk.log.contains(try Guide.outputs()[0]), "\(walk.log)")
      #expect(walk.log.contains("pending[contracts/missing-approval]"))
      #expect(try await walk.remoteBranches() == ["main", "order-placed"])
    }
  }

  @Test(
    .enabled(if: WorkflowRun.isPossible, WorkflowRun.why),
    .enabled(if: PackagedExecutables.isPossible, PackagedExecutables.why))
  func `its pull request fails until the approval arrives`() async throws {
    try await withScratchFolder { folder in
      let repository = try await Walk(in: folder).repository
      let tip = try await repository.id(of: "main")
      var told = PullRequestEvidence(base: tip, head: try await repository.id(of: "order-placed"))
      for commit in try await repository.git("rev-list", "--reverse", "main..order-placed").lines {
        told.commit(commit, authors: ["dana"], committer: "dana")
        told.push(commit, at: "10:00")
      }
      try await repository.git("remote", "set-url", "origin", "https://github.com/acme/platform")
      try await repository.git("checkout", "--quiet", "--detach", "main")
      try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request", "order-placed")
      let forge = Forge()
      var pull = ForgePullRequest(told, tip: tip)
      pull.publish(on: forge)
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        var trial = WorkflowTrial(repository: repository, folder: folder)
        trial.variables = try await PackagedExecutables.shared().variables
        trial.secrets = ["GITHUB_TOKEN": Forge.token]
        trial.environment = ["GITHUB_API_URL": server.address]
        trial.payload = #"""
          {"number": 104, "pull_request": {"number": 104, "head": {"ref": "order-placed", "sha": "\#(pull.head)"},
            "base": {"ref": "main"}}}
          """#
        let before = try await trial.run(caller: "signalbox-contracts")
        #expect(before.verdicts == ["fail"], "\(before.log)")
        let report = Project.text(of: folder.appending("artifacts/signalbox-contracts/report.txt")) ?? ""
        #expect(report.contains(try Guide.outputs()[1]), "\(report)")
        pull.review(by: "alice", "APPROVED", of: pull.head, at: "2026-11-17T11:30:00Z")
        pull.publish(on: forge)
        let after = try await trial.run(caller: "signalbox-contracts")
        #expect(after.verdicts == ["pass"], "\(after.log)")
        #expect(after.succeeded("contracts") == true)
      }
    }
  }
}

/// The blocks of docs/getting-started.md.
private enum Guide {
  static func commands() throws -> [String] { try blocks("sh") }

  /// The output that the guide shows: of the push, and of the pull request.
  static func outputs() throws -> [String] { try blocks("text") }

  private static func blocks(_ language: String) throws -> [String] {
    let text = try #require(Project.text(of: Project.root.appending("docs/getting-started.md")))
    return text.split(separator: "```\(language)\n").dropFirst().map { String($0.split(separator: "```")[0]) }
  }
}

/// The commands of the guide, run one block after the other, with a bare repository in place of GitHub's.
private struct Walk {
  let repository: ScratchRepository
  let statuses: [Int32]
  let log: String
  private let remote: FilePath

  init(in folder: FilePath) async throws {
    remote = folder.appending("remote.git")
    repository = ScratchRepository(folder.appending("shop"))
    _ = try await Tool.run("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote.string])
    try await folder.appending("gitconfig").write(
      """
      [user]
      name = Dana
      email = dana@example.com
      [url "\(remote.string)"]
      insteadOf = https://github.com/acme/shop.git
      """)
    let executables = FilePath(try Project.executable("signalbox")).removingLastComponent().string
    var statuses: [Int32] = []
    var log = ""
    for (number, block) in try Guide.commands().enumerated() {
      let run = try await Tool.run(
        "bash", ["-ec", Self.expecting(block)], in: number == 0 ? folder : repository.folder,
        environment: [
          "PATH": "\(executables):\(Project.variable("PATH") ?? "")", "CI": "", "GITHUB_ACTIONS": "", "NO_COLOR": "1",
          "GIT_CONFIG_GLOBAL": folder.appending("gitconfig").string, "GIT_CONFIG_NOSYSTEM": "1",
        ])
      statuses.append(run.status)
      log += "$ \(block)\(run.text)\n\(run.errorText)\n"
    }
    (self.statuses, self.log) = (statuses, log)
  }

  func remoteBranches() async throws -> [String] {
    try await Tool.run("git", ["branch", "--format=%(refname:short)"], in: remote).lines
  }

  /// The block as a script that fails where a command ends with another exit status than is said behind it.
  private static func expecting(_ block: String) -> String {
    block.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let mark = line.firstRange(of: "# exit status ") else { return String(line) }
      return "\(line[..<mark.lowerBound]) && exit 90 || test $? = \(line[mark.upperBound...])"
    }.joined(separator: "\n")
  }
}
