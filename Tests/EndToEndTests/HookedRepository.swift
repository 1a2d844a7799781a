import SystemPackage
import TestSupport

/// A clone with a remote on disk, from which `git push` asks what somebody has installed.
struct HookedRepository {
  let scratch: ScratchRepository
  let remote: FilePath

  static let good = #"{"type": "object"}"#
  static let bad = #"{"type": 1, "type": 2}"#

  /// Makes a remote whose default branch has a contract, and a clone of it.
  fileprivate init(in folder: FilePath) async throws {
    remote = folder.appending("remote.git")
    scratch = ScratchRepository(folder.appending("clone"))
    _ = try await Tool.run("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote.string])
    _ = try await Tool.run("git", ["clone", "--quiet", remote.string, scratch.folder.string])
    try await scratch.git("symbolic-ref", "HEAD", "refs/heads/main")
    try await commit("first")
    try await scratch.git("push", "--quiet", "--set-upstream", "origin", "main")
    try await scratch.git("remote", "set-head", "origin", "main")
  }

  /// Commits a contract.
  @discardableResult func commit(_ name: String, _ text: String = good) async throws -> String {
    try await scratch.commit(["platform/contracts/\(name).json": text])
  }

  /// Runs a program in the clone as somebody would who has the executables on the PATH.
  func tool(
    _ name: String, _ arguments: [String], in folder: FilePath? = nil, environment: [String: String] = [:]
  ) async throws -> Tool {
    try await Tool.run(
      name, arguments, in: folder ?? scratch.folder,
      environment: try Self.environment.merging(environment) { $1 })
  }

  func signalbox(_ arguments: String..., in folder: FilePath? = nil) async throws -> Tool {
    try await tool("signalbox", arguments, in: folder)
  }

  /// Pushes, and returns what git and the hook said.
  func push(_ arguments: String..., in folder: FilePath? = nil) async throws -> Tool {
    try await tool("git", ["push", "--quiet"] + arguments, in: folder)
  }

  /// The id of what a reference is at the remote; empty where there is none.
  func remoteID(of name: String) async throws -> String {
    try await Tool.run("git", ["rev-parse", "--verify", "--quiet", name], in: remote).text
  }

  private static var environment: [String: String] {
    get throws {
      let executables = FilePath(try Project.executable("signalbox")).removingLastComponent().string
      let path = Project.variable("PATH") ?? ""
      return [
        "PATH": "\(executables):\(path)", "CI": "", "GITHUB_ACTIONS": "", "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0",
      ]
    }
  }
}

/// Lends a clone with a remote, and removes both afterwards.
func withHookedRepository(_ body: (HookedRepository) async throws -> Void) async throws {
  try await withScratchFolder { folder in try await body(HookedRepository(in: folder)) }
}
