import SystemPackage
import TestSupport
import Testing

/// Cases of real runs of linters, with the verdict that each deserves, and the program that holds executables against
/// them.
@Suite(
  .enabled(
    if: Project.exists(TestGateTests.cases) && Project.hasProgram("python3"),
    "the cases do not stand beside this checkout, or there is no python3"))
struct LintCaseTests {
  @Test func `reports of Brakeman get the verdict that they deserve`() async throws {
    let judged = try await judge("brakeman")
    #expect(judged.status == 0, "\(judged.text)")
  }

  @Test(
    .enabled("there is no eslint or rubocop that works") {
      let hasESLint = try await Linters.work("eslint")
      let hasRuboCop = try await Linters.work("rubocop")
      return hasESLint && hasRuboCop
    })
  func `changes that real linters look at get the verdict that they deserve`() async throws {
    // Cases of a linter that this machine has not are skipped, and said.
    let judged = try await judge("lint")
    #expect(judged.text.contains(" passed, 0 failed"), "\(judged.text)")
  }

  private func judge(_ kind: String) async throws -> Tool {
    let folder = FilePath(try Project.executable("lint-gate")).removingLastComponent()
    return try await Tool.run("python3", [TestGateTests.cases.string, folder.string, kind])
  }
}
