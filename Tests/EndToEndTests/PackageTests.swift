import Documents
import SystemPackage
import TestSupport
import Testing

/// The archive that Scripts/package makes, of the executables of this build.
@Suite(
  .enabled(
    if: hasManual && Project.hasProgram("strip"),
    "generate-manual is not beside the tests (Scripts/test builds it), or there is no strip"), .serialized)
struct PackageTests {
  @Test func `two archives of one commit are equal, and hold all that an installation needs`() async throws {
    try await withScratchFolder { folder in
      let first = try await Self.package(in: folder.appending("first"))
      let second = try await Self.package(in: folder.appending("second"))
      #expect(first.lastComponent == second.lastComponent)
      #expect(try await Tool.run("cmp", [first.string, second.string]).status == 0)
      let sum = try await Tool.run("sha256sum", ["--check", "\(first.string).sha256"], in: folder.appending("first"))
      #expect(sum.status == 0, "\(sum.errorText)")

      let entries = try await Tool.run("tar", ["-tzvf", first.string]).lines
      let names = entries.compactMap { $0.split(separator: " ").last }
      #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
      #expect(entries.allSatisfy { $0.contains(" 0/0 ") }, "entries belong to nobody")
      for part in [
        "bin/contracts", "share/man/man1/contracts.1", "share/man/man1/contracts.check.1",
        "share/bash-completion/completions/contracts", "share/zsh/site-functions/_contracts",
        "share/fish/vendor_completions.d/contracts.fish", "share/signalbox/policies/contracts.yml",
        "share/signalbox/policies/schema/contracts.schema.json", "share/doc/signalbox/LICENSE",
      ] {
        #expect(names.contains { $0.hasSuffix("/\(part)") }, "\(part)")
      }
      for name in try Self.commands() { #expect(names.contains { $0.hasSuffix("/bin/\(name)") }, "\(name)") }
    }
  }

  @Test func `an installation runs, and its completions are of the language of their shell`() async throws {
    try await withScratchFolder { folder in
      let script = Project.root.appending("Scripts/install").string
      let installed = try await Tool.run(script, ["--executables", try Self.executables(), "prefix"], in: folder)
      #expect(installed.status == 0, "\(installed.errorText)")
      let prefix = folder.appending("prefix")
      for name in try Self.commands() {
        #expect(try await Tool.run(prefix.appending("bin/\(name)").string, ["--version"]).status == 0, "\(name)")
        let completions = prefix.appending("share/bash-completion/completions/\(name)").string
        #expect(try await Tool.run("bash", ["-n", completions]).status == 0, "\(name)")
        let page = try #require(Project.text(of: prefix.appending("share/man/man1/\(name).1")))
        #expect(page.contains(".Nm \(name)"), "\(name)")
      }
    }
  }

  @Test(arguments: [[], ["--help"], ["--executables", "nowhere", "x"], ["a", "b"]])
  func `a wrong command line installs nothing`(arguments: [String]) async throws {
    try await withScratchFolder { folder in
      let run = try await Tool.run(Project.root.appending("Scripts/install").string, arguments, in: folder)
      #expect(run.status == 64)
      #expect(Project.names(in: folder).isEmpty)
    }
  }

  /// What the packaged executables say of changes of the sample repositories: fixture, caller, branch, verdict.
  static let judged = [
    ("platform", "signalbox-contracts", "good-documentation-only", "pass"),
    ("platform", "signalbox-contracts", "bad-duplicate-key", "fail"),
    ("platform", "signalbox-contracts", "bad-unapproved", "undecided"),
    ("platform", "signalbox-lint", "good-documentation-only", "pass"),
    ("platform", "signalbox-lint", "bad-lint-tool-failed", "undecided"),
    ("platform", "signalbox-release-train", "good-documentation-only", "pass"),
    ("platform", "signalbox-release-train", "bad-train-weaker", "undecided"),
    ("ehg-engineering", "signalbox-db-verify", "good-documentation-only", "pass"),
    ("ehg-engineering", "signalbox-db-verify", "bad-name", "fail"),
  ]

  @Test(.enabled(if: WorkflowRun.isPossible, WorkflowRun.why))
  func `workflows install the archive and judge pull requests with it`() async throws {
    try await withScratchFolder { folder in
      let archive = try await Self.package(in: folder)
      let digest = try #require(Project.text(of: FilePath("\(archive.string).sha256"))?.prefix(64))
      for fixture in ["platform", "ehg-engineering"] {
        try await withFixture(fixture) { repository in
          try await repository.git("remote", "add", "origin", "https://github.com/acme/platform")
          try await repository.git("update-ref", "refs/remotes/origin/main", "main")
          var trial = WorkflowTrial(repository: repository, folder: repository.folder.removingLastComponent())
          trial.variables = [
            "SIGNALBOX_ARCHIVE": "file://\(archive.string)", "SIGNALBOX_ARCHIVE_SHA256": String(digest),
          ]
          for (_, caller, branch, verdict) in Self.judged.filter({ $0.0 == fixture }) {
            try await Self.judge(branch, by: caller, expecting: verdict, &trial)
          }
        }
      }
    }
  }

  private static func judge(
    _ branch: String, by caller: String, expecting verdict: String, _ trial: inout WorkflowTrial
  ) async throws {
    let repository = trial.repository
    try await repository.git("checkout", "--quiet", "--detach", "main")
    try await repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", branch)
    trial.payload = try await payload(of: branch, in: repository)
    let run = try await trial.run(caller: caller)
    #expect(run.verdicts == [verdict], "\(caller), \(branch): \(run.log)")
    #expect(run.status == (verdict == "pass" ? 0 : 1), "\(caller), \(branch)")
    let report = trial.folder.appending("artifacts/\(caller)/report.json")
    let text = try #require(Project.text(of: report), "\(caller), \(branch)")
    let document = try Document.json(SourceText(Array(text.utf8))).root
    #expect(document["verdict"]?.string == verdict)
    let judged = document["reports"]?.array?.first { _ in true }?["judged"]?.string
    #expect(judged == (try await repository.id(of: "HEAD")), "\(caller), \(branch)")
  }

  /// A recorded payload, where there is one, about a branch of this repository.
  private static func payload(of branch: String, in repository: ScratchRepository) async throws -> String {
    let head = try await repository.id(of: branch)
    let recorded = Project.corpora.appending("github/webhooks/pull_request/opened.payload.json")
    guard let text = Project.text(of: recorded) else {
      return
        #"{"number": 2, "pull_request": {"number": 2, "head": {"ref": "x", "sha": "\#(head)"}, "base": {"ref": "main"}}}"#
    }
    let root = try Document.json(SourceText(Array(text.utf8))).root
    let old = try #require(root["pull_request"]?["head"]?["sha"]?.string)
    return text.replacing(old, with: head)
  }

  /// Those of the release where Scripts/test built it, since they are smaller.
  private static func executables() throws -> String {
    try Project.variable("SIGNALBOX_RELEASE")
      ?? FilePath(Project.executable("contracts")).removingLastComponent().string
  }

  private static func commands() throws -> [String] {
    Project.names(in: Project.root.appending("Sources/Commands")).filter { $0 != "CommandSupport" }
  }

  private static func package(in folder: FilePath) async throws -> FilePath {
    let script = Project.root.appending("Scripts/package").string
    let made = try await Tool.run(script, ["--executables", try executables(), folder.string])
    guard made.status == 0 else { throw ToolFailure(command: "Scripts/package", result: made) }
    return FilePath(made.text)
  }
}

/// Whether what makes the manual was built: a test cannot build it, since it would wait for the run that it is a part of.
private var hasManual: Bool {
  do {
    return Project.exists(FilePath(try Project.executable("generate-manual")))
  } catch {
    return false
  }
}
