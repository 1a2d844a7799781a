package import SystemPackage

/// A real repository in a temporary folder, made by running `git` with a fixed author, committer and clock.
///
/// Each commit is a minute after the one before it, so that equal steps give equal ids.
package final class ScratchRepository {
  /// The top folder: the working tree, or the repository itself when it is bare.
  package let folder: FilePath
  private var minutes = 0

  /// Takes a folder that `git` has made (a clone, a linked worktree) as it is.
  package init(_ folder: FilePath) {
    self.folder = folder
  }

  /// Runs `git` here.
  ///
  /// - Throws: `ToolFailure` when `git` ends with another exit code than zero.
  @discardableResult package func git(_ arguments: String..., input: String = "") async throws -> Tool {
    try await git(arguments, input: Array(input.utf8))
  }

  /// Runs `git` here with bytes as its standard input.
  ///
  /// - Throws: `ToolFailure` when `git` ends with another exit code than zero.
  @discardableResult package func git(_ arguments: [String], input: [UInt8]) async throws -> Tool {
    let result = try await Tool.run("git", arguments, in: folder, input: input, environment: environment)
    guard result.status == 0 else {
      throw ToolFailure(command: "git " + arguments.joined(separator: " "), result: result)
    }
    return result
  }

  /// Writes a file of the working tree.
  package func write(_ path: String, _ text: String) async throws {
    try await folder.appending(path).write(text)
  }

  /// Commits the working tree as it is and returns the id of the commit.
  @discardableResult package func commit(_ message: String = "Change") async throws -> String {
    minutes += 1
    try await git("add", "--all")
    try await git("commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", message)
    return try await id(of: "HEAD")
  }

  /// Writes files, commits them and returns the id of the commit.
  @discardableResult package func commit(_ files: [String: String], _ message: String = "Change") async throws
    -> String
  {
    for (path, text) in files { try await write(path, text) }
    return try await commit(message)
  }

  /// Makes a commit of the tree of HEAD on any parents, without touching HEAD, and returns its id.
  package func commitTree(_ message: String = "Merge", parents: [String]) async throws -> String {
    minutes += 1
    let arguments = ["commit-tree", "HEAD^{tree}", "-m", message] + parents.flatMap { ["-p", $0] }
    return try await git(arguments, input: []).text
  }

  /// Returns the id of the object that a revision names.
  package func id(of revision: String) async throws -> String {
    try await git("rev-parse", "--verify", "--quiet", revision).text
  }

  private var environment: [String: String] {
    let date = "\(Self.firstInstant + minutes * 60) +0000"
    return [
      "GIT_AUTHOR_NAME": "Ada Author", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": date,
      "GIT_COMMITTER_NAME": "Carl Committer", "GIT_COMMITTER_EMAIL": "carl@example.com", "GIT_COMMITTER_DATE": date,
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
      "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C",
    ]
  }

  /// 2026-01-05T09:00:00Z in seconds since 1970.
  private static let firstInstant = 1_767_603_600
}

/// Makes an empty repository whose first branch is `main`, lends it, and removes it afterwards.
///
/// - Parameters:
///   - options: further options of `git init`, as `--bare`.
///   - body: what is done with the repository.
/// - Returns: what `body` returns.
/// - Throws: `ToolFailure`, or what `body` throws.
package func withScratchRepository<Result>(
  _ options: String..., body: (ScratchRepository) async throws -> Result
) async throws -> Result {
  try await withScratchFolder { folder in
    let repository = ScratchRepository(folder.appending("repository"))
    try repository.folder.makeFolder()
    try await repository.git(["init", "--quiet", "--initial-branch=main"] + options, input: [])
    return try await body(repository)
  }
}
