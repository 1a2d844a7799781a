import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// `evidence collect` as a process: its troubles, its recordings, its words.
@Suite(.validatingDocuments) struct CollectCommandTests {
  static let pull = "/repos/acme/platform/pulls/104"

  @Test func `servers that stumble are asked again`() async throws {
    try await withForge { project, forge, server in
      var cutOff = WebServer.Answer(#"{"number": 104}"#)
      cutOff.isCutOff = true
      let limited = WebServer.Answer("{}", status: 403, headers: ["Retry-After": "1"])
      forge.trouble(Self.pull, WebServer.Answer("bad gateway", status: 502), cutOff, limited)
      let collection = try await Self.collect(project, server)
      #expect(collection.run.status == 0)
      #expect(collection.unreadable == "")
      #expect(forge.requests.filter { $0.target == Self.pull }.count == 4)
    }
  }

  @Test func `without a token it is said at once that GitHub is asked anonymously`() async throws {
    try await withForge { project, _, server in
      let arguments = [
        "collect", "--repository-slug", "acme/platform", "--api-url", server.address, "--pull-request", "104", "--part",
        "teams",
      ]
      let run = try await run("evidence", arguments, in: project.repository.folder, environment: Collection.quiet)
      #expect(run.status == 0)
      #expect(
        run.errorText.hasPrefix(
          "evidence: no token was given (GITHUB_TOKEN, or --token-file FILE), so \(server.address) is asked anonymously"
        ))
      #expect(try await Self.collect(project, server).run.errorText.isEmpty)
    }
  }

  @Test(.enabled(if: Project.hasProgram("script"), "there is no script(1) to make a terminal with"))
  func `whoever waits at a terminal sees what is asked again`() async throws {
    try await withForge { project, forge, server in
      let words = "GET \(Self.pull): 502; asking again in "
      forge.trouble(Self.pull, WebServer.Answer("bad gateway", status: 502))
      #expect(!(try await Self.collect(project, server)).run.errorText.contains(words))
      forge.trouble(Self.pull, WebServer.Answer("bad gateway", status: 502))
      let program = try Project.executable("evidence")
      let arguments = "--repository-slug acme/platform --api-url \(server.address) --pull-request 104 --part teams"
      let command = "'\(program)' collect \(arguments)"
      let run = try await shell(
        "script --quiet --return --command \"\(command)\" /dev/null", in: project.repository.folder,
        environment: Collection.quiet)
      #expect(run.text.contains(words), "\(run.text)")
      #expect(run.text.contains("(2 of 5)"))
    }
  }

  @Test func `a server that takes too long ends with what was collected in time`() async throws {
    try await withForge { project, forge, server in
      var late = WebServer.Answer("[]")
      late.delay = .seconds(3600)
      let target = "/repos/acme/platform/issues/104/events"
      forge.set(target, late)
      // On a busy machine a short time may be over before the late request is made, and then there is more.
      var limit = 2
      var collection = try await Self.collect(project, server, "--time-limit", "\(limit)")
      while !forge.requests.contains(where: { $0.target.hasPrefix(target) }), limit < 1000 {
        limit *= 4
        collection = try await Self.collect(project, server, "--time-limit", "\(limit)")
      }
      #expect(collection.run.status == 0)
      #expect(collection.change?["labels"] == nil)
      #expect(collection.unreadable.contains("events of #104"))
      #expect(collection.run.errorText.contains("evidence: could not read events of #104"))
    }
  }

  @Test func `a pull request that cannot be read is undecided, and the check says why`() async throws {
    try await withForge { project, forge, server in
      forge.set(Self.pull, WebServer.Answer(#"{"message": "Bad credentials"}"#, status: 401))
      let collection = try await Self.collect(project, server)
      #expect(collection.run.status == 2)
      // A list would read as "none", and nobody has been asked.
      let text = try #require(Project.text(of: FilePath(collection.file)))
      #expect(["checkRuns", "statuses", "artifacts", "teams"].allSatisfy { !text.contains("\"\($0)\":") }, "\(text)")
      let arguments = ["--stage", "merge", "--base", "main", "--head", project.pull.head]
      try await Judgement(arguments + ["--evidence", collection.file], in: project.repository)
        .expect("undecided", "the evidence tells of no pull request", "401: Bad credentials")
    }
  }

  @Test func `a redirection to another host does not carry the token there`() async throws {
    let elsewhere = Forge()
    try await withWebServer {
      elsewhere.answer(to: $0)
    } _: { other in
      try await withForge { project, forge, server in
        forge.set(Self.pull, WebServer.Answer(status: 301, headers: ["Location": other.address + "/moved"]))
        elsewhere.set("/moved", WebServer.Answer("{}"))
        let collection = try await Self.collect(project, server)
        #expect(collection.run.status == 2)
        #expect(forge.requests.first?.headers["authorization"] == "Bearer \(Forge.token)")
        #expect(elsewhere.requests.map(\.target) == ["/moved"])
        #expect(elsewhere.requests.first?.headers["authorization"] == nil)
      }
    }
  }

  @Test func `a recording tells the same, without a network and without the token`() async throws {
    try await withForge { project, forge, server in
      // Somebody pasted the token where everybody can read it.
      forge.set(
        "/repos/acme/platform/issues/104/comments",
        [["user": ["login": "eve"], "created_at": "2026-11-17T11:00:00Z", "body": .string("it is \(Forge.token)!")]])
      let folder = project.repository.folder.removingLastComponent().appending("recording")
      let collection = try await Self.collect(project, server, "--part", "comments", "--record", folder.string)
      #expect(collection.change?["comments"]?.array?.first?["body"]?.string == "it is ***!")
      let recorded = try await Tool.run("grep", ["-rl", Forge.token, folder.string])
      #expect(recorded.status == 1, "\(recorded.text)")
      let replayed = try await run(
        "evidence", ["collect", "--replay", folder.string], in: project.repository.folder,
        environment: Collection.quiet)
      #expect(replayed.status == 0, "\(replayed.errorText)")
      #expect(String(decoding: replayed.output, as: UTF8.self) == Project.text(of: FilePath(collection.file)))
    }
  }

  @Test func `what a cache has is asked for with its tag, and what changed since is told`() async throws {
    try await withForge { project, forge, server in
      let folder = project.repository.folder.removingLastComponent().appending("cache").string
      let first = try await Self.collect(project, server, "--cache", folder)
      let asked = forge.requests.count
      project.pull.review(by: "carol")
      ForgePullRequest(project).publish(on: forge)
      let second = try await Self.collect(project, server, "--cache", folder)
      #expect(forge.requests.dropFirst(asked).allSatisfy { $0.headers["if-none-match"] != nil })
      #expect(first.change?["labels"]?.json() == second.change?["labels"]?.json())
      #expect(first.change?["reviews"]?.array?.isEmpty == true)
      #expect(second.change?["reviews"]?.array?.count == 1)
      let kept = try await Tool.run("grep", ["-rl", Forge.token, folder])
      #expect(kept.status == 1, "\(kept.text)")
    }
  }

  @Test func `a recording of trouble tells of the same trouble`() async throws {
    try await withForge { project, forge, server in
      let away = WebServer.Answer(status: 302, headers: ["Location": "file:///etc/hosts"])
      let limited = WebServer.Answer("{}", status: 429, headers: ["Retry-After": "3600"])
      forge.set("/repos/acme/platform/compare/\(project.main)...\(project.pull.head)", away)
      forge.set("/repos/acme/platform/issues/104/events", limited)
      forge.set("/repos/acme/platform/activity", WebServer.Answer("<html>"))
      let folder = project.repository.folder.removingLastComponent().appending("recording")
      let collection = try await Self.collect(project, server, "--record", folder.string)
      for words in ["issues/104/events: 429; asking again makes sense in 3600 s", "redirects to what is refused"] {
        #expect(collection.unreadable.contains(words))
      }
      let replayed = try await run(
        "evidence", ["collect", "--replay", folder.string], in: project.repository.folder,
        environment: Collection.quiet)
      #expect(String(decoding: replayed.output, as: UTF8.self) == Project.text(of: FilePath(collection.file)))
    }
  }

  @Test func `an approval is bound after a force-push, by what GitHub tells of the commit that is gone`() async throws {
    try await withApprovalProject { project in
      let repository = project.repository
      let gone = String(repeating: "9", count: 40)
      project.pull.heads = []
      project.pull.push(gone, at: "09:00")
      project.pull.push(try await repository.id(of: "HEAD"), at: "12:00")
      project.pull.label(by: "alice", at: "10:00")
      let forge = Forge()
      let blob = try await repository.id(of: "HEAD:\(ApprovalProject.order)")
      for (content, verdict) in [(blob, "pass"), (String(repeating: "8", count: 40), "fail")] {
        try await publishCommit(gone, replacing: content, on: forge, project)
        let (judgement, collection) = try await project.judgeCollected(forge)
        judgement.expect(verdict)
        #expect(collection.document["governedChanges"]?[gone]?.array?.count == 1)
      }
    }
  }

  /// Tells of a commit whose tree is that of the pull request's head with another blob for the contract.
  private func publishCommit(
    _ commit: String, replacing blob: String, on forge: Forge, _ project: ApprovalProject
  ) async throws {
    let api = "/repos/acme/platform"
    let trees = ["", "platform", "platform/contracts"]
    for (side, revision) in [("old", project.main), ("new", project.pull.head)] {
      for (index, folder) in trees.enumerated() {
        let listing = try await project.repository.git("ls-tree", "\(revision):\(folder)")
        let entries = listing.lines.map { line -> Node in
          let parts = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
          let isNext = index + 1 < trees.count && trees[index + 1].hasSuffix(parts[3])
          let isOrder = side == "new" && ApprovalProject.order.hasSuffix("/\(parts[3])")
          let id = isNext ? Self.tree(side, index + 1) : isOrder ? blob : parts[2]
          return ["mode": .string(parts[0]), "type": .string(parts[1]), "sha": .string(id), "path": .string(parts[3])]
        }
        forge.set("\(api)/git/trees/\(Self.tree(side, index))", ["tree": .array(entries), "truncated": false])
      }
    }
    forge.set(
      "\(api)/compare/\(project.main)...\(commit)",
      ["merge_base_commit": ["commit": ["tree": ["sha": .string(Self.tree("old", 0))]]]])
    forge.set("\(api)/git/commits/\(commit)", ["tree": ["sha": .string(Self.tree("new", 0))]])
  }

  private static func tree(_ side: String, _ index: Int) -> String {
    String(repeating: side == "old" ? "a" : "b", count: 39) + "\(index)"
  }

  @Test(arguments: [
    (["--pull-request", "0"], "from 1 on"), (["--pull-request", "1", "--commit", "abc"], "give one of them"),
    (["--commit", "abc"], "all 40 digits"), ([], "name what to collect"),
    (["--pull-request", "1", "--repository-slug", "a/b/c"], "is no repository"),
    (["--pull-request", "1", "--api-url", "file:///etc"], "http and https are not"),
    (["--replay", "x", "--record", "y"], "connects to nothing"), (["--pull-request", "1", "--part", "all"], "part"),
  ])
  func `a wrong command line is told as one`(arguments: [String], words: String) async throws {
    try await withScratchFolder { folder in
      let slug = arguments.contains("--repository-slug") ? [] : ["--repository-slug", "acme/platform"]
      let result = try await run(
        "evidence", ["collect"] + slug + arguments, in: folder, environment: Collection.quiet)
      #expect(result.status == 64)
      #expect(result.errorText.contains(words), "\(result.errorText)")
    }
  }

  // MARK: Collecting

  private static func collect(_ project: ApprovalProject, _ server: WebServer, _ further: String...) async throws
    -> Collection
  {
    try await Collection(
      ["--pull-request", "104", "--part", "teams"] + further, from: server.address, in: project.repository.folder)
  }

  private func withForge(_ body: (ApprovalProject, Forge, WebServer) async throws -> Void) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let forge = Forge()
      ForgePullRequest(project).publish(on: forge)
      try await withWebServer {
        forge.answer(to: $0)
      } _: { server in
        try await body(project, forge, server)
      }
    }
  }
}
