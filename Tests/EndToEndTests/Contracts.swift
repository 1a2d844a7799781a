import SystemPackage
import TestSupport

/// Runs the built `contracts` in a repository, with nothing in its environment that would change the answer.
func contracts(
  _ arguments: String..., in repository: ScratchRepository, environment: [String: String] = [:]
) async throws -> Tool {
  try await contracts(arguments, in: repository, environment: environment)
}

/// Runs the built `contracts` in a repository, with nothing in its environment that would change the answer.
func contracts(
  _ arguments: [String], in repository: ScratchRepository, environment: [String: String] = [:]
) async throws -> Tool {
  let quiet = ["CI": "", "NO_COLOR": "", "GIT_DIR": "", "GITHUB_ACTIONS": ""].merging(environment) { $1 }
  return try await Tool.run(
    Project.executable("contracts"), arguments, in: repository.folder, environment: quiet)
}

/// Builds the history of a sample repository, lends it, and removes it afterwards.
func withFixture<Result>(_ name: String, _ body: (ScratchRepository) async throws -> Result) async throws -> Result {
  try await withScratchFolder { folder in
    let target = folder.appending(name)
    let built = try await Tool.run(Project.root.appending("Scripts/fixture").string, [name, target.string])
    guard built.status == 0 else { throw ToolFailure(command: "Scripts/fixture \(name)", result: built) }
    return try await body(ScratchRepository(target))
  }
}
