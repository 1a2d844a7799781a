import Calendars
import Changes
import Documents
import Findings
import Git
import Policy
import SystemPackage
import TestSupport
import Testing

/// A clone with a branch `main` at its remote, in which something happens, and what a check makes of it.
///
/// The check reports every change below `governed`, by the severity that the policy gives it.
final class PolicyStory {
  static let policy = ".signalbox/sample.yml"
  static let file = "governed/a.json"

  /// The change is an error.
  static let strict = "rules: { sample/any-change: error }\n"

  /// The change is not asked about.
  static let weak = "rules: { sample/any-change: off }\n"

  /// Nothing below the root changes.
  static let elsewhere = "root: nowhere\n"

  let scratch: ScratchRepository

  /// What is compared, and what made the workflow run.
  var base: String?
  var head: String?
  var event: GitHubEvent?
  var push: Push?
  var stage = Report.Stage.merge
  var organisation: [String: [UInt8]]?
  var evidence: Evidence?
  var worktree = false

  init(_ scratch: ScratchRepository) {
    self.scratch = scratch
  }

  // MARK: What happens

  @discardableResult func commit(_ files: [String: String]) async throws -> String { try await scratch.commit(files) }

  func checkOut(_ revision: String) async throws {
    try await scratch.git("checkout", "--quiet", "--detach", revision)
  }

  /// Begins a branch where HEAD is.
  func branch(_ name: String, at revision: String = "HEAD") async throws {
    try await scratch.git("checkout", "--quiet", "-B", name, revision)
  }

  /// The remote has a branch at a revision, and the clone knows it.
  func fetched(_ branch: String, at revision: String) async throws {
    if try await scratch.git("remote").text.isEmpty {
      try await scratch.git("remote", "add", "origin", "https://github.com/acme/platform")
    }
    try await scratch.git("update-ref", "refs/remotes/origin/\(branch)", revision)
  }

  /// Checks out what merging a revision into another one gives, as a workflow does.
  func checkOutMerge(of head: String, into base: String) async throws {
    try await checkOut(base)
    try await scratch.git("merge", "--quiet", "--no-ff", "--message", "Merge", head)
  }

  /// A pull request of a head into a branch is what made the workflow run.
  func pullRequest(of head: String, into branch: String) async throws {
    let id = try await scratch.id(of: head)
    event = try GitHubEvent(
      name: "pull_request",
      payload: """
        {"number": 104, "pull_request": {"number": 104, "head": {"ref": "feature", "sha": "\(id)"},
         "base": {"ref": "\(branch)"}}, "repository": {"default_branch": "main"}}
        """)
  }

  /// A merge group, of which HEAD is the head.
  func mergeGroup(on base: String, into branch: String = "main") async throws {
    let (base, head) = (try await scratch.id(of: base), try await scratch.id(of: "HEAD"))
    event = try GitHubEvent(
      name: "merge_group",
      payload: """
        {"merge_group": {"base_sha": "\(base)", "head_sha": "\(head)", "base_ref": "refs/heads/\(branch)",
         "head_ref": "refs/heads/gh-readonly-queue/\(branch)/pr-104"}, "repository": {"default_branch": "main"}}
        """)
  }

  func governs(_ branches: String) { organisation = ["signalbox.yml": Array("branches: \(branches)\n".utf8)] }

  /// Evidence of pull requests, and further keys of the document.
  func evidence(_ changes: [Node], _ further: [(String, Node)] = []) throws {
    let source: Node = [
      "kind": "github", "repository": "acme/platform", "collectedAt": "2026-11-18T18:00:00Z",
    ]
    let document = Node.object([("version", 1), ("source", source), ("changes", .array(changes))] + further)
    evidence = try Evidence(SourceText(document.jsonBytes()), path: "evidence.json")
  }

  /// A pull request of dana's with one commit, approved by a review of somebody.
  func change(
    _ number: Int = 104, into branch: String = "main", at tip: String, head: String, approvedBy login: String? = nil,
    slice: (base: String, head: String)? = nil
  ) async throws -> Node {
    let (tip, head) = (try await scratch.id(of: tip), try await scratch.id(of: head))
    var members: [(String, Node)] = [
      ("number", .number(Number(number))), ("author", "dana"), ("base", ["ref": .string(branch), "sha": .string(tip)]),
      ("head", ["ref": "feature", "sha": .string(head)]), ("labels", []),
      ("heads", [["sha": .string(head), "pushedAt": "2026-11-18T10:00:00Z", "by": "dana"]]),
      ("commits", [["sha": .string(head), "authors": ["dana"], "committer": "dana"]]),
    ]
    let review: Node? = login.map {
      ["by": .string($0), "state": "approved", "commit": .string(head), "at": "2026-11-18T11:00:00Z"]
    }
    members.append(("reviews", .array([review].compactMap(\.self))))
    if let slice {
      let (base, head) = (try await scratch.id(of: slice.base), try await scratch.id(of: slice.head))
      members.append(("group", ["base": .string(base), "head": .string(head)]))
    }
    return .object(members)
  }

  // MARK: What is made of it

  func report() async throws -> Report {
    let comparison = ComparisonRequest(base: base, head: head, includesWorkingTree: worktree, event: event)
    var run = CheckRun(
      of: [SampleCheck.self], comparison: comparison,
      // 2026-11-18T18:00:00Z.
      circumstances: Circumstances(stage: stage, now: Instant(secondsSince1970: 1_795_024_800), evidence: evidence),
      version: "1")
    run.organisationPolicy = organisation
    let repository = try Repository.open(.discovering(from: scratch.folder.string))
    if let push { return try #require(await run.reports(on: push, in: repository).first) }
    return try #require(await run.reports(in: repository).first)
  }
}

/// Something that happens to the policy of a branch, the verdict, and what is said with it.
struct PolicyCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let verdict: Verdict
  let words: [String]
  let happen: @Sendable (PolicyStory) async throws -> Void

  init(
    _ name: String, _ verdict: Verdict, _ words: String...,
    happen: @escaping @Sendable (PolicyStory) async throws -> Void
  ) {
    testDescription = name
    self.verdict = verdict
    self.words = words
    self.happen = happen
  }

  func check(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await withScratchRepository { scratch in
      let story = PolicyStory(scratch)
      try await happen(story)
      let report = try await story.report()
      let said = report.allFindings.map { "\($0.rule): \($0.message) => \($0.help ?? "")" } + report.context.remarks
      #expect(report.verdict == verdict, "\(said)", sourceLocation: sourceLocation)
      for word in words {
        #expect(said.contains { $0.contains(word) }, "no \"\(word)\" in \(said)", sourceLocation: sourceLocation)
      }
    }
  }
}

extension PolicyStory {
  /// Main has a policy, a branch is cut from it and changes a governed file, and then main gets another policy.
  ///
  /// HEAD is the branch.
  func oldBranch(_ before: String, then after: String) async throws {
    try await commit([Self.policy: before, "README.md": "1"])
    try await branch("feature")
    try await commit([Self.file: "1"])
    try await branch("main", at: "main")
    try await commit([Self.policy: after])
    try await fetched("main", at: "main")
    try await branch("feature", at: "feature")
  }
}
