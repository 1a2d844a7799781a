import Documents
import SystemPackage
import TestSupport
import Testing

/// A repository whose linter is a shell script that objects to every line with the word BAD.
struct LintProject {
  let repository: ScratchRepository

  /// What is in `PATH`, so that no linter of this machine is found.
  private let programs: FilePath

  /// Lends a repository with a linted file on `main`.
  ///
  /// - Parameters:
  ///   - block: what the policy blocks.
  ///   - linter: what the script does instead of its work, once it was asked for more than its version.
  ///   - command: how the policy starts it.
  ///   - timeout: how many seconds it has.
  ///   - body: what is done with the repository.
  /// - Returns: what the body returns.
  /// - Throws: `ToolFailure`, and what the body throws.
  static func with<Result>(
    block: String = "new-lines", linter: String = "lint", command: String = "sh, tools/linter", timeout: Int = 3600,
    _ body: (LintProject) async throws -> Result
  ) async throws -> Result {
    try await withScratchRepository { repository in
      let programs = repository.folder.removingLastComponent().appending("bin")
      try programs.makeFolder()
      for name in ["awk", "bash", "cat", "env", "head", "ls", "sh", "sleep", "timeout"] {
        try programs.appending(name).link(to: try #require(Project.program(name)))
      }
      let policy = """
        tools:
          eslint: { files: ["src/**/*.js"], command: [\(command)], timeout: \(timeout) }
          rubocop: { files: [] }
        block: \(block)
        """
      try await repository.commit([
        ".signalbox/lint.yml": policy, "tools/linter": script.replacing("WORK", with: linter),
        "src/old.js": "one\nBAD two\nthree\n", "README.md": "Words\n",
      ])
      return try await body(LintProject(repository: repository, programs: programs))
    }
  }

  /// It speaks ESLint's JSON; `files` has the arguments behind the options.
  private static let script = #"""
    if [ "$1" = --version ]; then echo v1.2.3; exit 0; fi
    while [ "$1" != -- ]; do shift; done
    shift
    lint() {
      awk -v folder="$PWD" '
        BEGIN {
          printf "["
          for (i = 1; i < ARGC; i++) {
            name = ARGV[i]; sub("^[.]/", "", name)
            printf "%s{\"filePath\":\"%s/%s\",\"messages\":[", (i > 1 ? "," : ""), folder, name
            number = 0; comma = ""
            while ((getline line < ARGV[i]) > 0) {
              number++
              at = index(line, "BAD")
              if (at == 0) continue
              found = 1
              printf "%s{\"ruleId\":\"no-bad\",\"severity\":2,\"message\":\"Bad.\",\"line\":%d,\"column\":%d," \
                "\"endLine\":%d,\"endColumn\":%d}", comma, number, at, number, at + 3
              comma = ","
            }
            printf "]}"
          }
          print "]"
          exit found
        }' "$@"
    }
    WORK "$@"
    """#

  /// Runs the built `lint-gate`.
  func gate(_ arguments: [String], environment: [String: String] = [:]) async throws -> Tool {
    let variables = ["PATH": programs.string].merging(environment) { $1 }
    return try await run("lint-gate", arguments, in: repository.folder, environment: variables, memory: 4096)
  }

  /// Judges the head against `main` at the merge.
  func judge(_ arguments: String...) async throws -> Judged {
    try Judged(
      await gate(["check", "--base", "main", "--stage", "merge", "--format", "json"] + arguments))
  }

  /// Runs the linter and returns the name of its report.
  func lint(_ arguments: String..., environment: [String: String] = [:]) async throws -> String {
    let report = repository.folder.removingLastComponent().appending("lint.json").string
    let run = try await gate(["run", "--base", "main", "--output", report] + arguments, environment: environment)
    #expect(run.status == 0, "\(run.errorText)")
    DocumentValidation.documents?.add(try #require(Project.bytes(of: FilePath(report))), schema: "lint-report")
    return report
  }

  /// Makes a commit on the branch `work`.
  func commit(_ files: [String: String]) async throws {
    try await repository.git("checkout", "--quiet", "-B", "work")
    try await repository.commit(files)
  }
}
