import Documents
import SystemPackage
import TestSupport
import Testing

/// Runs a built executable, with nothing in its environment that would change the answer.
///
/// - Parameters:
///   - executable: the name of the check.
///   - arguments: the command line.
///   - folder: the working folder.
///   - input: the bytes of its standard input.
///   - environment: further variables; they win.
///   - memory: the address space that the process may take, in megabytes.
/// - Returns: what came of it; 137 is the exit code of a process that used two minutes of a processor, or took an hour.
/// - Throws: what `Tool.run` throws.
func run(
  _ executable: String, _ arguments: [String], in folder: FilePath, input: [UInt8] = [],
  environment: [String: String] = [:], memory: Int = 768
) async throws -> Tool {
  let limited = #"ulimit -v "$1" -t 120; shift; exec timeout --signal=KILL 3600 "$@""#
  return try await Tool.run(
    "bash", ["-c", limited, executable, String(memory * 1024), try Project.executable(executable)] + arguments,
    in: folder, input: input, environment: quiet(environment))
}

/// Runs the built `contracts`.
func contracts(
  _ arguments: [String], in folder: FilePath, environment: [String: String] = [:], memory: Int = 768
) async throws -> Tool {
  try await run("contracts", arguments, in: folder, environment: environment, memory: memory)
}

func contracts(
  _ arguments: String..., in repository: ScratchRepository, environment: [String: String] = [:]
) async throws -> Tool {
  try await contracts(arguments, in: repository, environment: environment)
}

func contracts(
  _ arguments: [String], in repository: ScratchRepository, environment: [String: String] = [:]
) async throws -> Tool {
  try await contracts(arguments, in: repository.folder, environment: environment)
}

/// Runs a shell command with the path of the built `contracts` in `$CONTRACTS`.
func shell(
  _ command: String, in folder: FilePath, environment: [String: String] = [:]
) async throws -> Tool {
  let executable = try Project.executable("contracts")
  return try await Tool.run(
    "bash", ["-c", command], in: folder, environment: quiet(environment).merging(["CONTRACTS": executable]) { $1 })
}

/// An environment in which nobody has said anything, and then what a test says.
private func quiet(_ environment: [String: String]) -> [String: String] {
  let silenced = [
    "BUILDKITE", "CI", "CIRCLECI", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY",
    "GITLAB_CI", "GIT_DIR", "GIT_WORK_TREE", "JENKINS_URL", "NO_COLOR", "RUNNER_NAME", "TF_BUILD",
  ]
  // The arenas of glibc reserve address space that nobody uses.
  let quiet = ["MALLOC_ARENA_MAX": "1"].merging(silenced.map { ($0, "") }) { $1 }
  return quiet.merging(environment) { $1 }
}

/// A report in JSON, taken apart for tests.
struct Judged {
  let run: Tool
  private let report: Node

  /// Reads a report, and holds it against what the process said besides.
  init(_ run: Tool) throws {
    self.run = run
    #expect(run.errorText.isEmpty, "a report leaves nothing to say on standard error")
    let document = try Document.json(SourceText(run.output)).root
    report = try #require(document["reports"]?.array?.first)
    #expect(document["verdict"]?.string == verdict)
    let statuses: [String?: Int32] = ["pass": 0, "fail": 1, "undecided": 2]
    #expect(run.status == statuses[verdict])
  }

  var verdict: String? { report["verdict"]?.string }

  /// The rules that found something, sorted.
  var rules: [String] { Set(found.compactMap { $0["rule"]?.string }).sorted() }

  /// The paths at which something was found, in the order of the report.
  var paths: [String] { found.compactMap { $0["path"]?.string } }

  /// The lines at which a rule found something, in the order of the report.
  func lines(of rule: String) -> [Int] {
    found.filter { $0["rule"]?.string == rule }.compactMap { $0["line"]?.number?.int }
  }

  /// All that is said for people: messages, help and remarks, a line each.
  var words: String {
    let remarks = report["data"]?["remarks"]?.array?.compactMap(\.string) ?? []
    return (found.flatMap { [$0["message"]?.string, $0["help"]?.string].compactMap(\.self) } + remarks)
      .joined(separator: "\n")
  }

  /// Whether each thing that was found comes with something to do about it, or marks where the text goes wrong.
  var isHelpful: Bool {
    found.allSatisfy { $0["help"]?.string?.isEmpty == false || $0["line"] != nil && $0["help"] == nil }
  }

  func string(_ key: String) -> String? { report[key]?.string }

  private var found: [Node] { ["findings", "undecided"].flatMap { report[$0]?.array.map { Array($0) } ?? [] } }
}

/// Lends a copy of a sample repository, whose history is built once a process.
func withFixture<Result>(_ name: String, _ body: (ScratchRepository) async throws -> Result) async throws -> Result {
  try await withScratchFolder { folder in
    let target = folder.appending(name)
    try await PreparedFolders.shared.copy(name, to: target) { try await buildFixture(name, in: $0) }
    return try await body(ScratchRepository(target))
  }
}

/// Builds the history of a sample repository in a folder that is not there yet.
func buildFixture(_ name: String, in folder: FilePath) async throws {
  let built = try await Tool.run(Project.root.appending("Scripts/fixture").string, [name, folder.string])
  guard built.status == 0 else { throw ToolFailure(command: "Scripts/fixture \(name)", result: built) }
}
