import Changes
import Git
import Policy
import SystemPackage
import TestSupport

/// A history in which a pull request is ready to be merged, as a workflow has it: on no branch, with `origin/main`.
///
/// ```
/// fork ── old ── tip          main
///     └── first ── head       feature
/// tip + head ─ merge
/// ```
struct PullRequestHistory {
  let scratch: ScratchRepository
  let fork: String
  let old: String
  let tip: String
  let first: String
  let head: String
  let merge: String

  fileprivate init(_ scratch: ScratchRepository) async throws {
    self.scratch = scratch
    fork = try await scratch.commit(["a.txt": "1"])
    try await scratch.git("checkout", "--quiet", "-b", "feature")
    first = try await scratch.commit(["b.txt": "1"])
    head = try await scratch.commit(["b.txt": "2"])
    try await scratch.git("checkout", "--quiet", "main")
    old = try await scratch.commit(["a.txt": "2"])
    tip = try await scratch.commit(["a.txt": "3"])
    try await scratch.git("checkout", "--quiet", "--detach", "main")
    try await scratch.git("merge", "--quiet", "--no-ff", "--message", "Merge", "feature")
    merge = try await scratch.id(of: "HEAD")
    try await fetch("main", tip)
  }

  /// Lets the clone know where a branch of its remote is.
  func fetch(_ branch: String, _ commit: String) async throws {
    try await scratch.git("update-ref", "refs/remotes/origin/\(branch)", commit)
  }

  func checkOut(_ revision: String) async throws {
    try await scratch.git("checkout", "--quiet", "--detach", revision)
  }

  func open() throws -> Repository {
    try Repository.open(.discovering(from: scratch.folder.string))
  }

  /// What an event compares in this history.
  func comparison(_ event: GitHubEvent, base: String? = nil, head: String? = nil) throws -> Comparison {
    try Comparison(ComparisonRequest(base: base, head: head, event: event), in: open())
  }

  /// The payload of a pull request whose `base.sha` is where its branch began, as it is when main has moved on since.
  func pullRequest(
    _ name: String = "pull_request", head: String? = nil, into branch: String = "main"
  ) throws -> GitHubEvent {
    try GitHubEvent(
      name: name,
      payload: """
        {"action": "synchronize", "pull_request": {"number": 104, "head": {"ref": "feature", "sha": "\(head ?? self.head)"},
         "base": {"ref": "\(branch)", "sha": "\(fork)"}}, "repository": {"default_branch": "main"}}
        """)
  }

  /// Clones a branch without its history, as actions/checkout does unless it is told otherwise.
  func shallowClone(of revision: String, depth: Int) async throws -> Repository {
    try await scratch.git("branch", "--force", "to-clone", revision)
    let folder = scratch.folder.removingLastComponent().appending("shallow")
    try await scratch.git(
      "clone", "--quiet", "--depth", "\(depth)", "--branch", "to-clone", "file://\(scratch.folder.string)",
      folder.string)
    try await ScratchRepository(folder).git("update-ref", "-d", "refs/remotes/origin/to-clone")
    try await ScratchRepository(folder).git("checkout", "--quiet", "--detach")
    return try Repository.open(.discovering(from: folder.string))
  }
}

extension GitHubEvent {
  init(name: String, payload: String, ref: String? = nil, commit: String? = nil) throws(Undecidable) {
    try self.init(name: name, payload: Array(payload.utf8), ref: ref, commit: commit)
  }
}

/// Makes that history, lends it, and removes it afterwards.
func withPullRequest<Result>(_ body: (PullRequestHistory) async throws -> Result) async throws -> Result {
  try await withScratchRepository { try await body(PullRequestHistory($0)) }
}

/// Why something cannot be decided, with its repair, in one text; `nil`, which fails an expectation, when it can be.
func reason<Result>(_ body: () throws -> Result) throws -> String? {
  do {
    _ = try body()
    return nil
  } catch let error as Undecidable {
    return error.faults.map { "\($0.message) => \($0.help ?? "")" }.joined(separator: "\n")
  }
}

extension String? {
  /// Whether all of the parts are in it.
  func says(_ parts: String...) -> Bool {
    guard let self else { return false }
    return parts.allSatisfy { self.contains($0) }
  }
}
