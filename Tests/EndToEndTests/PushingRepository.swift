import Documents
import SystemPackage
import TestSupport
import Testing

/// A clone with a remote, in which `git push` asks the built `contracts` first.
struct PushingRepository {
  let scratch: ScratchRepository
  let remote: FilePath

  /// A contract that is as it should be, and one that is not.
  static let good = #"{"type": "object"}"#
  static let bad = #"{"type": 1, "type": 2}"#

  /// Makes a remote and a clone of it, with a hook that leaves its report in `report.json`.
  fileprivate init(in folder: FilePath) async throws {
    remote = folder.appending("remote.git")
    scratch = ScratchRepository(folder.appending("clone"))
    _ = try await Tool.run("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote.string])
    _ = try await Tool.run("git", ["init", "--quiet", "--initial-branch=main", scratch.folder.string])
    try await scratch.git("remote", "add", "origin", remote.string)
    try await scratch.write(".git/info/exclude", "report.json\n")
    let hook = scratch.folder.appending(".git/hooks/pre-push")
    try await hook.write(
      """
      #!/bin/sh
      unset CI GITHUB_ACTIONS
      exec '\(try Project.executable("contracts"))' pre-push "$@" --format json --report text=/dev/stderr >report.json
      """)
    _ = try await Tool.run("chmod", ["+x", hook.string])
  }

  /// Commits a contract.
  @discardableResult func commit(_ name: String, _ text: String = good) async throws -> String {
    try await scratch.commit(["platform/contracts/\(name).json": text])
  }

  /// Pushes, and returns whether git was let through and what the hook said.
  func push(_ arguments: String...) async throws -> PushReport {
    try await scratch.folder.appending("report.json").write("")
    let run = try await Tool.run(
      "git", ["push", "--quiet"] + arguments, in: scratch.folder,
      environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"])
    let bytes = Array((Project.text(of: scratch.folder.appending("report.json")) ?? "").utf8)
    return PushReport(isLetThrough: run.status == 0, root: try Document.json(SourceText(bytes)).root, run: run)
  }

  /// Gives lines to the command as git would.
  func prePush(_ arguments: String..., lines: String, environment: [String: String] = [:]) async throws -> Tool {
    let quiet = ["CI": "", "GITHUB_ACTIONS": "", "GIT_DIR": "", "NO_COLOR": ""].merging(environment) { $1 }
    return try await Tool.run(
      Project.executable("contracts"), ["pre-push"] + arguments, in: scratch.folder, input: Array(lines.utf8),
      environment: quiet)
  }
}

/// What the hook said about a push.
struct PushReport {
  let isLetThrough: Bool
  let root: Node
  let run: Tool

  var verdict: String? { root["verdict"]?.string }
  var reports: [Node] { root["reports"]?.array.map(Array.init) ?? [] }

  func texts(_ key: String) -> [String?] { reports.map { $0[key]?.string } }

  /// What was not judged, with the reason.
  var notExecuted: [String] {
    reports.flatMap { report in
      (report["notExecuted"]?.array.map(Array.init) ?? []).map {
        "\($0["what"]?.string ?? ""): \($0["why"]?.string ?? "")"
      }
    }
  }

  var remarks: String {
    reports.flatMap { $0["data"]?["remarks"]?.array?.compactMap(\.string) ?? [] }.joined(separator: "\n")
  }

  /// What could not be decided, with its repair.
  var undecided: String {
    reports.flatMap { $0["undecided"]?.array.map(Array.init) ?? [] }
      .map { "\($0["message"]?.string ?? "") => \($0["help"]?.string ?? "")" }.joined(separator: "\n")
  }
}

/// Makes that clone, lends it, and removes it afterwards.
func withPushingRepository<Result>(_ body: (PushingRepository) async throws -> Result) async throws -> Result {
  try await withScratchFolder { try await body(PushingRepository(in: $0)) }
}
